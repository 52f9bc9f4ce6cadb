import { expect } from 'chai'
import { checkDeliveries, deliveredWithin, percentile } from '../../support/delivery-check.ts'
import type { JournalEvent } from '../../support/relay-journal.ts'

const at = (atMs: number, node: string, event: JournalEvent['event'], message?: string): JournalEvent => ({
  atMs,
  node,
  event,
  ...(message !== undefined && { message }),
})
const up = ['a', 'b', 'c'].map((node) => at(0, node, 'up'))

describe('delivery check of test networks', () => {
  it('expects every message at every other node, and tells what is lost, late or there twice', () => {
    const report = checkDeliveries(
      [
        ...up,
        at(10, 'a', 'published', 'm1'),
        at(13, 'b', 'delivered', 'm1'),
        at(15, 'b', 'delivered', 'm1'),
        at(111, 'c', 'delivered', 'm1'),
        at(20, 'b', 'published', 'm2'),
        at(40, 'c', 'delivered', 'm2'),
        at(50, 'c', 'delivered', 'm3'),
      ],
      { deadlineMs: 100 },
    )
    expect(report).to.deep.include({ published: 2, expected: 4, delivered: 2, duplicates: 1, unknown: 1 })
    expect(report.lost).to.deep.equal([
      { message: 'm1', node: 'c', author: 'a' },
      { message: 'm2', node: 'a', author: 'b' },
    ])
    expect(report.latenciesMs).to.deep.equal([3, 20])
    expect(deliveredWithin(report, 5)).to.equal(0.25)
    expect([percentile(report, 0.5), percentile(report, 0.95)]).to.deep.equal([3, 20])
  })

  it('expects nothing of a node that was not up from publication to deadline', () => {
    const events = [
      ...up,
      at(5, 'c', 'down'),
      at(10, 'a', 'published', 'm1'),
      at(11, 'b', 'delivered', 'm1'),
      at(50, 'c', 'up'),
      at(60, 'a', 'published', 'm2'),
      at(61, 'c', 'delivered', 'm2'),
      at(100, 'b', 'down'),
    ]
    const report = checkDeliveries(events, { deadlineMs: 45 })
    expect(report.lost).to.deep.equal([])
    expect(report.expected).to.equal(2)
  })

  it('looks at some authors, receivers and times only when told', () => {
    const events = [
      ...up,
      at(10, 'a', 'published', 'm1'),
      at(20, 'a', 'published', 'm2'),
      at(30, 'b', 'published', 'm3'),
    ]
    const lostOf = (options: object): string[] =>
      checkDeliveries(events, { deadlineMs: 1, ...options }).lost.map(({ message, node }) => `${message} ${node}`)
    expect(lostOf({ authors: (name: string) => name === 'b' })).to.deep.equal(['m3 a', 'm3 c'])
    expect(lostOf({ receivers: (name: string) => name === 'c' })).to.deep.equal(['m1 c', 'm2 c', 'm3 c'])
    expect(lostOf({ publishedFromMs: 15, publishedUntilMs: 25 })).to.deep.equal(['m2 b', 'm2 c'])
  })
})
