import { expect } from 'chai'
import {
  formatDuration,
  formatRate,
  formatState,
  shortHex,
  shortPeerId,
} from '../../../../src/dashboard/page/format.ts'

describe('the texts of the page', () => {
  it('give rates as many digits as can be believed', () => {
    expect([undefined, 0, 0.123, 3.456, 12.34, 1234.5].map(formatRate)).to.deep.equal([
      '–',
      '0',
      '0.12',
      '3.46',
      '12.3',
      '1,235',
    ])
  })

  it('give durations in the two units that matter', () => {
    const seconds = [-5, 0, 59.9, 60, 185, 3_600, 7_800, 90_000]
    expect(seconds.map((value) => formatDuration(value * 1_000))).to.deep.equal([
      '0 s',
      '0 s',
      '59 s',
      '1 min 00 s',
      '3 min 05 s',
      '1 h 00 min',
      '2 h 10 min',
      '1 d 1 h',
    ])
  })

  it('shorten ids so that two of a kind can be told apart', () => {
    expect(shortHex(`0x${'ab'.repeat(31)}cd`)).to.equal('0xababab…ababcd')
    expect(shortHex('0x12')).to.equal('0x12')
    expect(shortPeerId('16Uiu2HAmKuPdAgdgTrrWgZFH64akvMhi3CDDVuGUNEJZnGZAaXY1')).to.equal('…nGZAaXY1')
    expect(shortPeerId('short')).to.equal('short')
  })

  it("say nwaku's states in words", () => {
    expect(formatState('NOT_READY')).to.equal('not ready')
  })
})
