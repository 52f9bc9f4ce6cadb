import { expect } from 'chai'
import { dashboardAnswer } from '../../../src/dashboard/index.ts'

const own = [{ name: 'This node', url: '' }]

describe('dashboardAnswer', () => {
  it('gives the page and every file it names, with types that browsers insist on', () => {
    const { status, headers, body } = dashboardAnswer({ file: '' }, own)
    expect(status).to.equal(200)
    expect(headers).to.include({ 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' })
    const named = [...body.matchAll(/(?:src|href)="dashboard\/([^"]+)"/g)].map(([, file]) => file!)
    expect(new Set(named)).to.deep.equal(new Set(['icon.svg', 'page.css', 'page.js']))
    for (const file of named) expect(dashboardAnswer({ file }, own).status, file).to.equal(200)
    expect(dashboardAnswer({ file: 'page.js' }, own).headers['content-type']).to.match(/^text\/javascript/)
  })

  it('lets the page load and ask nothing but its own, and its nodes', () => {
    const { headers, body } = dashboardAnswer({ file: '' }, [{ name: 'a', url: 'http://127.0.0.1:8645' }])
    const policy = headers['content-security-policy']!.split('; ')
    expect(policy).to.include.members([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self' http://127.0.0.1:8645",
      "frame-ancestors 'none'",
    ])
    expect(headers['content-security-policy']).to.not.include('unsafe')
    // What the policy would refuse is not there: inline scripts and styles, other places.
    expect(body).to.not.match(/<script(?![^>]*src=)|<style|style="|\son\w+="|https?:\/\//)
  })

  it('is asked again only whether it changed', () => {
    const { headers } = dashboardAnswer({ file: 'page.css' }, own)
    expect(headers['cache-control']).to.equal('no-cache')
    const again = dashboardAnswer({ file: 'page.css', ifNoneMatch: headers.etag }, own)
    expect([again.status, again.body]).to.deep.equal([304, ''])
    expect(dashboardAnswer({ file: 'page.css', ifNoneMatch: '"another"' }, own).status).to.equal(200)
  })

  it('lists the nodes, and has no other file', () => {
    const { headers, body } = dashboardAnswer({ file: 'nodes.json' }, own)
    expect(JSON.parse(body)).to.deep.equal({ nodes: own })
    expect(headers['cache-control']).to.equal('no-store')
    for (const file of ['nothing', '../index.ts', '__proto__']) {
      expect(dashboardAnswer({ file }, own).status, file).to.equal(404)
    }
  })
})
