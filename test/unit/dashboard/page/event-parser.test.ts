import { expect } from 'chai'
import fc from 'fast-check'
import { EventParser } from '../../../../src/dashboard/page/event-parser.ts'

describe('EventParser', () => {
  it('reads type and data, and leaves comments, ids and retry out', () => {
    const events = new EventParser().push(
      'retry: 2000\n\n:\n\nid: 7\nevent: status\ndata: {"a":1}\n\ndata:first\ndata: second\n\n',
    )
    expect(events).to.deep.equal([
      { type: 'status', data: '{"a":1}' },
      { type: 'message', data: 'first\nsecond' },
    ])
  })

  it('reads the same, however the stream is cut', () => {
    const stream = 'event: peers\r\ndata: {}\r\n\r\nevent: spam\ndata: {"total":0}\n\ndata: x\n\n'
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 8 }), (positions) => {
        const cuts = [0, ...positions.sort((a, b) => a - b), stream.length]
        const parser = new EventParser()
        const events = cuts.slice(1).flatMap((end, position) => parser.push(stream.slice(cuts[position], end)))
        expect(events.map(({ type }) => type)).to.deep.equal(['peers', 'spam', 'message'])
        expect(events.map(({ data }) => data)).to.deep.equal(['{}', '{"total":0}', 'x'])
      }),
    )
  })

  it('keeps what is not complete for the next piece, but not without end', () => {
    const parser = new EventParser()
    expect(parser.push('data: half')).to.deep.equal([])
    expect(parser.push(' and half\n\n')).to.deep.equal([{ type: 'message', data: 'half and half' }])
    expect(() => parser.push('x'.repeat(5_000_000))).to.throw('no event stream')
  })
})
