import { expect } from 'chai'
import { originMatcher } from '../../../src/rest/origin-matcher.ts'

describe('originMatcher', () => {
  const expectMatch = (allowed: string[], yes: string[], no: string[]): void => {
    const matches = originMatcher(allowed)
    for (const origin of yes) expect(matches(origin), origin).to.equal(true)
    for (const origin of no) expect(matches(origin), origin).to.equal(false)
  }

  it('allows nobody unless told to', () => {
    for (const allowed of [[], [''], [' , ']]) expectMatch(allowed, [], ['', 'null', 'http://localhost'])
  })

  it('takes an origin as it is written', () => {
    const others = [
      'http://app.example',
      'https://app.example:444',
      'https://appxexample',
      'https://app.example.evil',
      'web+https://app.example',
    ]
    expectMatch(['https://app.example'], ['https://app.example', 'https://APP.example'], others)
  })

  it('takes both schemes where none is written, and several with commas between', () => {
    const yes = ['http://localhost:1', 'https://localhost:3000', 'http://127.0.0.1:8080']
    expectMatch(['localhost:*, 127.0.0.1:8080'], yes, [
      'ftp://localhost:1',
      'http://localhost',
      'http://127.0.0.1:80801',
    ])
  })

  it('takes ? for a character or none, and * for any text', () => {
    expectMatch(['http://app?.example'], ['http://app.example', 'http://app1.example'], ['http://app12.example'])
    expectMatch(['https://*.example'], ['https://a.b.example'], ['https://example', 'https://a.example.evil'])
    expectMatch(['*'], ['https://anybody.example', 'http://localhost:1'], ['null', 'file://', 'chrome-extension://x'])
  })

  it('does not think for long about a long origin', () => {
    expectMatch(['http://*a*a*a*a*b'], [], [`http://${'a'.repeat(16_000)}`])
  })
})
