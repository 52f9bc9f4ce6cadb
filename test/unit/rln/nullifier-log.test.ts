import { expect } from 'chai'
import fc from 'fast-check'
import { FIELD_MODULUS, NullifierLog } from '../../../src/rln/index.ts'
import { FakeStateStore } from './fake-state-store.ts'
import { rlnErrorOf } from './rln-error-of.ts'

const entry = (epoch: bigint, nullifier: bigint, x = 1n, y = 2n) => ({ epoch, nullifier, x, y })

describe('NullifierLog', () => {
  it('tells a first share, the same share and another share apart', () => {
    const log = new NullifierLog({})
    expect(log.record(entry(1n, 5n))).to.deep.equal({ outcome: 'first' })
    expect(log.record(entry(1n, 5n))).to.deep.equal({ outcome: 'same' })
    const conflict = { outcome: 'conflict', other: { x: 1n, y: 2n } }
    expect(log.record(entry(1n, 5n, 3n, 4n))).to.deep.equal(conflict)
    expect(log.record(entry(1n, 5n, 1n, 4n))).to.deep.equal(conflict)
  })

  it('keeps the first share of a nullifier, however many follow', () => {
    const log = new NullifierLog({})
    log.record(entry(1n, 5n))
    for (let x = 10n; x < 20n; x++) log.record(entry(1n, 5n, x))
    expect(log.find(1n, 5n)).to.deep.equal({ x: 1n, y: 2n })
  })

  it('keeps epochs apart', () => {
    const log = new NullifierLog({})
    log.record(entry(1n, 5n))
    expect(log.record(entry(2n, 5n, 3n)).outcome).to.equal('first')
    expect(log.find(3n, 5n)).to.equal(undefined)
  })

  it('refuses values that are not canonical: nullifier + r must not pass for another nullifier', async () => {
    const log = new NullifierLog({})
    for (const attempt of [entry(1n, 5n + FIELD_MODULUS), entry(1n, 5n, FIELD_MODULUS), entry(1n, 5n, 1n, -1n)]) {
      expect((await rlnErrorOf(() => log.record(attempt))).code).to.equal('not_canonical')
    }
  })

  it('takes no more nullifiers, of an epoch and in all, than its bounds, until old ones are pruned', async () => {
    const log = new NullifierLog({}, { maxNullifiersPerEpoch: 2, maxNullifiers: 3 })
    log.record(entry(1n, 1n))
    log.record(entry(1n, 2n))
    expect(log.record(entry(1n, 3n))).to.deep.equal({ outcome: 'refused', reason: 'log_full' })
    expect(log.record(entry(1n, 2n)).outcome).to.equal('same')
    expect(log.record(entry(2n, 3n)).outcome).to.equal('first')
    expect(log.record(entry(3n, 3n))).to.deep.equal({ outcome: 'refused', reason: 'log_full' })
    expect(log.record(entry(1n, 1n, 9n)).outcome, 'a second share is caught all the same').to.equal('conflict')
    await log.prune(2n)
    expect(log.size).to.equal(1)
    expect(log.record(entry(3n, 3n)).outcome).to.equal('first')
  })

  it('tells how full each epoch is, oldest first', async () => {
    const log = new NullifierLog({}, { maxNullifiers: 10, maxNullifiersPerEpoch: 5 })
    for (const [epoch, nullifier] of [
      [3n, 1n],
      [2n, 1n],
      [3n, 2n],
    ] as const)
      log.record(entry(epoch, nullifier))
    const counts = {
      nullifiers: 3,
      epochs: [
        { epoch: 2n, nullifiers: 1 },
        { epoch: 3n, nullifiers: 2 },
      ],
    }
    expect(log.stats()).to.deep.equal({ ...counts, maxNullifiers: 10, maxNullifiersPerEpoch: 5 })
    await log.prune(3n)
    expect(log.stats().epochs).to.deep.equal([{ epoch: 3n, nullifiers: 2 }])
  })

  it('forgets pruned epochs and refuses them from then on', async () => {
    const log = new NullifierLog({ store: new FakeStateStore() })
    log.record(entry(1n, 5n))
    log.record(entry(2n, 6n))
    await log.prune(2n)
    expect(log.find(1n, 5n)).to.equal(undefined)
    expect(log.find(2n, 6n)).to.not.equal(undefined)
    expect(log.record(entry(1n, 5n))).to.deep.equal({ outcome: 'refused', reason: 'epoch_pruned' })
    await log.prune(1n)
    expect(log.record(entry(1n, 5n)).outcome, 'pruning never goes back').to.equal('refused')
  })

  it('finds after a restart what was flushed before, in the epochs that still count', async () => {
    const element = fc.bigInt({ min: 0n, max: FIELD_MODULUS - 1n })
    const anyEntry = fc.record({ epoch: fc.bigInt({ min: 0n, max: 4n }), nullifier: element, x: element, y: element })
    await fc.assert(
      fc.asyncProperty(fc.array(anyEntry), async (entries) => {
        const store = new FakeStateStore()
        const before = new NullifierLog({ store })
        for (const each of entries) before.record(each)
        await before.flush()
        const after = new NullifierLog({ store })
        await after.load(2n)
        for (const { epoch, nullifier } of entries) {
          const expected = epoch < 2n ? undefined : before.find(epoch, nullifier)
          expect(after.find(epoch, nullifier)).to.deep.equal(expected)
        }
        const third = new NullifierLog({ store })
        await third.load(0n)
        expect(entries.filter(({ epoch, nullifier }) => epoch < 2n && third.find(epoch, nullifier))).to.deep.equal([])
      }),
      { numRuns: 30 },
    )
  })

  it('refuses, after a restart with a clock that ran ahead, what it no longer knows', async () => {
    const store = new FakeStateStore()
    const before = new NullifierLog({ store })
    before.record(entry(10n, 5n))
    await before.flush()
    const ahead = new NullifierLog({ store })
    await ahead.load(16n)
    expect(ahead.record(entry(10n, 5n, 3n))).to.deep.equal({ outcome: 'refused', reason: 'epoch_pruned' })
  })

  it('reads back more rows than a page holds', async () => {
    const store = new FakeStateStore()
    const before = new NullifierLog({ store })
    for (let nullifier = 0n; nullifier < 1_001n; nullifier++) before.record(entry(1n, nullifier))
    await before.flush()
    const after = new NullifierLog({ store })
    await after.load(1n)
    expect(after.record(entry(1n, 1_000n)).outcome).to.equal('same')
  })

  it('reports a store that fails, and flushes the rows when it works again', async () => {
    const store = new FakeStateStore()
    const log = new NullifierLog({ store })
    log.record(entry(1n, 5n))
    store.failure = new Error('disk full')
    const failure = await log.flush().then(
      () => undefined,
      (error: Error) => error.message,
    )
    expect(failure).to.equal('disk full')
    store.failure = undefined
    await log.flush()
    const after = new NullifierLog({ store })
    await after.load(0n)
    expect(after.find(1n, 5n)).to.deep.equal({ x: 1n, y: 2n })
  })

  it('says when a stored row is damaged', async () => {
    const store = new FakeStateStore()
    await store.write([{ space: 'nullifiers', key: new Uint8Array(40), value: new Uint8Array(63) }])
    expect((await rlnErrorOf(() => new NullifierLog({ store }).load(0n))).code).to.equal('state_corrupt')
  })
})
