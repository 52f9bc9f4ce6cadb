import { expect } from 'chai'
import fc from 'fast-check'
import {
  type ExternalNullifier,
  epochOf,
  FIELD_MODULUS,
  MessageIdAllocator,
  type MessageIdAllocatorOptions,
  type MessageIdRequest,
  type MessageX,
  markFresh,
  markImported,
} from '../../../src/rln/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { FakeStateStore } from './fake-state-store.ts'
import { rlnErrorOf } from './rln-error-of.ts'

const EPOCH_SECONDS = 600
const options: MessageIdAllocatorOptions = { idCommitment: 77n, rateLimit: 4, epochSizeSeconds: EPOCH_SECONDS }
/** Stands for the external nullifier of an epoch. */
const externalNullifierOf = (epoch: bigint) => (epoch + 1_000_000_000n) as ExternalNullifier
const request = (epoch: bigint, x: bigint): MessageIdRequest => {
  return { epoch, externalNullifier: externalNullifierOf(epoch), x: x as MessageX }
}

interface Setup {
  readonly store: FakeStateStore
  readonly clock: FakeClock
  readonly epoch: bigint
  readonly reopen: (changed?: Partial<MessageIdAllocatorOptions>) => Promise<MessageIdAllocator>
}

function setUp(): Setup {
  const store = new FakeStateStore()
  const clock = new FakeClock()
  const epoch = BigInt(Math.floor(clock.nowMs() / (EPOCH_SECONDS * 1000)))
  const reopen: Setup['reopen'] = (changed) => MessageIdAllocator.open({ store, clock }, { ...options, ...changed })
  return { store, clock, epoch, reopen }
}

async function setUpFresh(): Promise<Setup & { readonly allocator: MessageIdAllocator }> {
  const setup = setUp()
  await markFresh(setup.store, options.idCommitment)
  return { ...setup, allocator: await setup.reopen() }
}

describe('MessageIdAllocator', () => {
  it('gives each message of an epoch its own id, from 0 on, and starts again in the next epoch', async () => {
    const { allocator, epoch } = await setUpFresh()
    expect(await allocator.allocate(request(epoch, 10n))).to.equal(0)
    expect(await allocator.allocate(request(epoch, 11n))).to.equal(1)
    expect(await allocator.allocate(request(epoch + 1n, 10n))).to.equal(0)
  })

  it('gives the id bound to x again, also after a restart and when the limit is reached', async () => {
    const { allocator, epoch, reopen } = await setUpFresh()
    for (const x of [10n, 11n, 12n, 13n]) await allocator.allocate(request(epoch, x))
    expect(await allocator.allocate(request(epoch, 12n))).to.equal(2)
    const reopened = await reopen()
    expect(await reopened.allocate(request(epoch, 12n))).to.equal(2)
    expect(reopened.remaining(epoch)).to.equal(0)
  })

  it('goes on after a restart where it stopped', async () => {
    const { allocator, epoch, reopen } = await setUpFresh()
    await allocator.allocate(request(epoch, 10n))
    expect(await (await reopen()).allocate(request(epoch, 11n))).to.equal(1)
  })

  it('goes on refusing what was sent by a clock that ran ahead, and was forgotten, after an import', async () => {
    const { allocator, clock, epoch, store, reopen } = await setUpFresh()
    const ahead = epoch + 3n
    for (const each of [ahead, ahead + 1n, ahead + 2n]) await allocator.allocate(request(each, 10n))
    await markImported(store, options.idCommitment)
    const imported = await reopen()
    expect((await rlnErrorOf(() => imported.allocate(request(epoch, 11n)))).code).to.equal('credential_cooling_down')
    clock.advance(3 * EPOCH_SECONDS * 1000)
    expect((await rlnErrorOf(() => imported.allocate(request(ahead, 11n)))).code).to.equal('epoch_pruned')
    expect(await imported.allocate(request(ahead + 1n, 11n))).to.equal(1)
  })

  it('refuses at the limit and names the epoch', async () => {
    const { allocator, epoch } = await setUpFresh()
    for (const x of [10n, 11n, 12n, 13n]) await allocator.allocate(request(epoch, x))
    const error = await rlnErrorOf(() => allocator.allocate(request(epoch, 14n)))
    expect([error.code, error.epoch]).to.deep.equal(['message_limit_reached', epoch])
    expect(allocator.remaining(epoch)).to.equal(0)
    expect(allocator.remaining(epoch + 1n)).to.equal(4)
  })

  it('tells which ids come next without taking them, and none while the credential may not send', async () => {
    const { allocator, clock, epoch, store } = await setUpFresh()
    const externalNullifier = externalNullifierOf(epoch)
    expect(allocator.peek({ epoch, externalNullifier }, 2)).to.deep.equal([0, 1])
    expect(await allocator.allocate(request(epoch, 10n))).to.equal(0)
    expect(allocator.peek({ epoch, externalNullifier }, 9)).to.deep.equal([1, 2, 3])
    expect(allocator.peek({ epoch, externalNullifier }, 0)).to.deep.equal([])
    await allocator.stopEpoch(epoch)
    expect(allocator.peek({ epoch, externalNullifier }, 2)).to.deep.equal([])
    const imported = await MessageIdAllocator.open({ store, clock }, { ...options, idCommitment: 78n })
    expect(imported.peek({ epoch, externalNullifier }, 2)).to.deep.equal([])
  })

  it('gives concurrent callers different ids', async () => {
    const { allocator, epoch } = await setUpFresh()
    const ids = await Promise.all([1n, 2n, 3n, 4n].map((x) => allocator.allocate(request(epoch, x))))
    expect(ids).to.deep.equal([0, 1, 2, 3])
  })

  it('reserves at once and says when the binding is durable', async () => {
    const { allocator, epoch, store } = await setUpFresh()
    store.holding = true
    const { messageId, durable } = allocator.reserve(request(epoch, 10n))
    expect(messageId).to.equal(0)
    let isDurable = false
    const resolved = durable.then(() => {
      isDurable = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(isDurable).to.equal(false)
    store.release()
    await resolved
  })

  it('reports a binding that could not be stored, spends its id on nothing else, and stores it with the next attempt', async () => {
    const { allocator, epoch, store, reopen } = await setUpFresh()
    store.failure = new Error('disk full')
    const failure = await allocator.allocate(request(epoch, 10n)).catch((error: Error) => error.message)
    expect(failure).to.equal('disk full')
    store.failure = undefined
    expect(await allocator.allocate(request(epoch, 11n))).to.equal(1)
    expect(await allocator.allocate(request(epoch, 10n))).to.equal(0)
    expect((await reopen()).isBound(externalNullifierOf(epoch), 0, 10n)).to.equal(true)
  })

  it('refuses x = 0 and what is not canonical', async () => {
    const { allocator, epoch } = await setUpFresh()
    expect((await rlnErrorOf(() => allocator.allocate(request(epoch, 0n)))).code).to.equal('x_is_zero')
    expect((await rlnErrorOf(() => allocator.allocate(request(epoch, FIELD_MODULUS)))).code).to.equal('not_canonical')
  })

  it('refuses an external nullifier that was used with another epoch', async () => {
    const { allocator, epoch } = await setUpFresh()
    await allocator.allocate(request(epoch, 10n))
    const mixedUp = { ...request(epoch, 11n), epoch: epoch + 1n }
    expect((await rlnErrorOf(() => allocator.allocate(mixedUp))).code).to.equal('external_nullifier_mismatch')
  })

  it('keeps credentials in one store apart', async () => {
    const { allocator, epoch, store, reopen } = await setUpFresh()
    await allocator.allocate(request(epoch, 10n))
    await markFresh(store, 78n)
    expect(await (await reopen({ idCommitment: 78n })).allocate(request(epoch, 11n))).to.equal(0)
  })

  describe('with a range of ids', () => {
    it('uses these only', async () => {
      const { epoch, reopen } = await setUpFresh()
      const allocator = await reopen({ messageIdRange: { from: 1, to: 2 } })
      expect(allocator.remaining(epoch)).to.equal(2)
      expect(await allocator.allocate(request(epoch, 10n))).to.equal(1)
      expect(await allocator.allocate(request(epoch, 11n))).to.equal(2)
      expect((await rlnErrorOf(() => allocator.allocate(request(epoch, 12n)))).code).to.equal('message_limit_reached')
    })

    it('skips the ids that were used before the range was set', async () => {
      const { allocator, epoch, reopen } = await setUpFresh()
      await allocator.allocate(request(epoch, 10n))
      await allocator.allocate(request(epoch, 11n))
      const ranged = await reopen({ messageIdRange: { from: 1, to: 3 } })
      expect(ranged.remaining(epoch)).to.equal(2)
      expect(await ranged.allocate(request(epoch, 12n))).to.equal(2)
    })

    it('refuses a range that is empty or not below the limit', async () => {
      const { reopen } = setUp()
      for (const [from, to] of [
        [2, 1],
        [-1, 1],
        [0, 4],
        [0.5, 2],
      ] as const) {
        const error = await rlnErrorOf(() => reopen({ messageIdRange: { from, to } }))
        expect(error.code).to.equal('message_id_range_invalid')
      }
    })
  })

  describe('when an epoch is pruned', () => {
    it('refuses it and everything before, also after a restart', async () => {
      const { allocator, epoch, reopen } = await setUpFresh()
      await allocator.allocate(request(epoch, 10n))
      await allocator.prune(epoch + 1n)
      for (const each of [allocator, await reopen()]) {
        for (const old of [epoch, epoch - 1n]) {
          const error = await rlnErrorOf(() => each.allocate(request(old, 11n)))
          expect([error.code, error.epoch]).to.deep.equal(['epoch_pruned', old])
        }
        expect(each.remaining(epoch)).to.equal(0)
      }
    })

    it('does so by itself two epochs later, and leaves no row behind', async () => {
      const { allocator, epoch, store } = await setUpFresh()
      await allocator.allocate(request(epoch, 10n))
      await allocator.allocate(request(epoch + 1n, 10n))
      expect(await allocator.allocate(request(epoch, 11n)), 'the epoch before stays usable').to.equal(1)
      await allocator.allocate(request(epoch + 2n, 10n))
      expect((await rlnErrorOf(() => allocator.allocate(request(epoch, 12n)))).code).to.equal('epoch_pruned')
      expect(await store.list('message-ids', { limit: 10 })).to.have.length(2)
    })

    it('does not lock the credential for good because the clock once ran ahead', async () => {
      const { allocator, epoch } = await setUpFresh()
      await allocator.allocate(request(epoch, 10n))
      await allocator.allocate(request(epoch + 1_000_000n, 10n))
      expect(await allocator.allocate(request(epoch + 1n, 10n))).to.equal(0)
    })

    it('holds no more than a bounded number of epochs', async () => {
      const { allocator, epoch } = await setUpFresh()
      const backwards = async () => {
        for (let step = 0n; step < 100n; step++) await allocator.allocate(request(epoch - step, 10n))
      }
      expect((await rlnErrorOf(backwards)).code).to.equal('epoch_pruned')
    })
  })

  describe('of a credential without state', () => {
    it('sends nothing before the next epoch border and 20 s more', async () => {
      const { clock, epoch, reopen } = setUp()
      clock.advance(100_000)
      const allocator = await reopen()
      const borderMs = Number(epoch + 1n) * EPOCH_SECONDS * 1000
      expect(allocator.availableAtMs).to.equal(borderMs + 20_000)
      clock.advance(borderMs + 19_999 - clock.nowMs())
      const error = await rlnErrorOf(() => allocator.allocate(request(epoch + 1n, 10n)))
      expect([error.code, error.availableAtMs]).to.deep.equal(['credential_cooling_down', borderMs + 20_000])
      clock.advance(1)
      expect(await allocator.allocate(request(epoch + 1n, 10n))).to.equal(0)
      expect((await rlnErrorOf(() => allocator.allocate(request(epoch, 10n)))).code).to.equal('epoch_pruned')
    })

    it('neither starts waiting again nor stops waiting at a restart', async () => {
      const { clock, epoch, reopen } = setUp()
      const { availableAtMs } = await reopen()
      clock.advance(300_000)
      const reopened = await reopen()
      expect(reopened.availableAtMs).to.equal(availableAtMs)
      expect((await rlnErrorOf(() => reopened.allocate(request(epoch + 1n, 1n)))).code).to.equal(
        'credential_cooling_down',
      )
      clock.advance(availableAtMs - clock.nowMs())
      expect(await reopened.allocate(request(epoch + 1n, 1n))).to.equal(0)
      expect(await (await reopen()).allocate(request(epoch + 1n, 1n)), 'a restart after it').to.equal(0)
    })

    it('waits again when the clock it waited by was an hour slow', async () => {
      const { clock, epoch, reopen } = setUp()
      const allocator = await reopen()
      clock.jumpTo(clock.nowMs() + 3_600_000)
      const now = epoch + 6n
      const error = await rlnErrorOf(() => allocator.allocate(request(now, 1n)))
      const availableAtMs = Number(now + 1n) * EPOCH_SECONDS * 1000 + 20_000
      expect([error.code, error.availableAtMs]).to.deep.equal(['credential_cooling_down', availableAtMs])
      clock.advance(availableAtMs - clock.nowMs())
      expect((await rlnErrorOf(() => allocator.allocate(request(now, 1n)))).code).to.equal('epoch_pruned')
      expect(await allocator.allocate(request(now + 1n, 1n))).to.equal(0)
    })

    it('waits again when it was not seen waiting to the end, for the clock of then may have been slow', async () => {
      const { clock, epoch, reopen } = setUp()
      const { availableAtMs } = await reopen()
      clock.jumpTo(availableAtMs + 1)
      const reopened = await reopen()
      expect((await rlnErrorOf(() => reopened.allocate(request(epoch + 1n, 1n)))).code).to.equal(
        'credential_cooling_down',
      )
      expect(reopened.availableAtMs).to.equal(availableAtMs + EPOCH_SECONDS * 1000)
    })

    it('waits no longer than the right clock says when it was an hour fast', async () => {
      const { clock, epoch, reopen } = setUp()
      clock.jumpTo(clock.nowMs() + 3_600_000)
      const allocator = await reopen()
      clock.jumpTo(clock.nowMs() - 3_600_000)
      expect((await rlnErrorOf(() => allocator.allocate(request(epoch + 1n, 1n)))).code).to.equal(
        'credential_cooling_down',
      )
      clock.advance(3_600_000 + EPOCH_SECONDS * 1000 + 20_000)
      expect(await allocator.allocate(request(epoch + 7n, 1n))).to.equal(0)
    })

    it('fails to open when the waiting cannot be made durable', async () => {
      const { store, reopen } = setUp()
      store.failure = new Error('disk full')
      const failure = await reopen().then(
        () => undefined,
        (error: Error) => error.message,
      )
      expect(failure).to.equal('disk full')
    })

    it('is not made fresh again by a second registration', async () => {
      const { store, clock, reopen } = setUp()
      const { availableAtMs } = await reopen()
      await markFresh(store, options.idCommitment)
      expect((await reopen()).availableAtMs)
        .to.equal(availableAtMs)
        .and.to.be.greaterThan(clock.nowMs())
    })
  })

  describe('when another device uses the credential', () => {
    it('knows which bindings are its own', async () => {
      const { allocator, epoch } = await setUpFresh()
      await allocator.allocate(request(epoch, 10n))
      expect(allocator.isBound(externalNullifierOf(epoch), 0, 10n)).to.equal(true)
      expect(allocator.isBound(externalNullifierOf(epoch), 0, 11n)).to.equal(false)
      expect(allocator.isBound(externalNullifierOf(epoch), 1, 10n)).to.equal(false)
      expect(allocator.isBound(externalNullifierOf(epoch + 1n), 0, 10n)).to.equal(false)
    })

    it('stops for the epoch, also for what was bound and after a restart, and goes on in the next', async () => {
      const { allocator, epoch, reopen } = await setUpFresh()
      await allocator.allocate(request(epoch, 10n))
      await allocator.stopEpoch(epoch)
      await allocator.stopEpoch(epoch - 1n)
      for (const each of [allocator, await reopen()]) {
        for (const x of [10n, 11n]) {
          const error = await rlnErrorOf(() => each.allocate(request(epoch, x)))
          expect([error.code, error.epoch]).to.deep.equal(['credential_used_elsewhere', epoch])
        }
        expect(each.remaining(epoch)).to.equal(0)
        expect(await each.allocate(request(epoch + 1n, 10n))).to.equal(0)
      }
    })
  })

  it('never gives one id to two messages when the clock is set and the epoch length changes', async function () {
    this.timeout(60_000)
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ kind: fc.constant('send' as const), count: fc.integer({ min: 1, max: 5 }) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 900 }) }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('set' as const), hours: fc.constantFrom(-1, 1) }) },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('restart' as const), size: fc.constantFrom(1, 10, 599, 600, 601) }),
      },
    )
    let [sent, refused] = [0, 0]
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
        const { clock, reopen, ...setup } = await setUpFresh()
        let { allocator } = setup
        let epochSizeSeconds = EPOCH_SECONDS
        const xOf = new Map<string, bigint>()
        for (const each of steps) {
          if (each.kind === 'wait') clock.advance(each.seconds * 1000)
          else if (each.kind === 'set') clock.jumpTo(clock.nowMs() + each.hours * 3_600_000)
          else if (each.kind === 'restart') {
            epochSizeSeconds = each.size
            allocator = await reopen({ epochSizeSeconds })
          } else {
            for (let count = 0; count < each.count; count++) {
              const epoch = epochOf(BigInt(clock.nowMs()) * 1_000_000n, epochSizeSeconds)
              const x = BigInt(sent + refused + 1)
              try {
                const id = `${epoch}/${await allocator.allocate(request(epoch, x))}`
                expect(xOf.get(id) ?? x).to.equal(x)
                xOf.set(id, x)
                sent++
              } catch (error) {
                expect(error).to.have.property('code').that.is.oneOf(['message_limit_reached', 'epoch_pruned'])
                refused++
              }
            }
          }
        }
      }),
      { numRuns: 200 },
    )
    expect(sent).to.be.greaterThan(1_000)
    expect(refused).to.be.greaterThan(100)
  })

  it('says when its state is damaged', async () => {
    const { store, reopen } = await setUpFresh()
    const [state] = await store.list('credential-state', { limit: 1 })
    await store.write([{ space: 'credential-state', key: state!.key, value: Uint8Array.of(1) }])
    expect((await rlnErrorOf(() => reopen())).code).to.equal('state_corrupt')
  })

  it('never lets two messages out under one id, nor one message under two, whatever crashes, fails or goes back', async function () {
    this.timeout(120_000)
    const step = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          kind: fc.constant('reserve' as const),
          offset: fc.nat(4),
          x: fc.integer({ min: 1, max: 6 }),
        }),
      },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('release' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), applied: fc.nat(2) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('fail' as const), fails: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('prune' as const), offset: fc.nat(4) }) },
    )
    let letOut = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 80 }), async (steps) => {
        const setup = await setUpFresh()
        const { store, epoch, reopen } = setup
        let { allocator } = setup
        const idByX = new Map<string, number>()
        const xById = new Map<string, bigint>()
        const leave = (at: bigint, messageId: number, x: bigint): void => {
          letOut++
          expect(idByX.get(`${at}/${x}`) ?? messageId).to.equal(messageId)
          expect(xById.get(`${at}/${messageId}`) ?? x).to.equal(x)
          idByX.set(`${at}/${x}`, messageId)
          xById.set(`${at}/${messageId}`, x)
        }
        store.holding = true
        for (const each of steps) {
          if (each.kind === 'reserve') {
            const [at, x] = [epoch + BigInt(each.offset), BigInt(each.x)]
            try {
              const { messageId, durable } = allocator.reserve(request(at, x))
              // The share leaves the process once the binding is durable, and only then.
              durable.then(() => leave(at, messageId, x)).catch(failTestUnlessStorage)
            } catch (error) {
              expect(error).to.have.property('code').that.is.oneOf(['message_limit_reached', 'epoch_pruned'])
            }
          } else if (each.kind === 'release') store.release()
          else if (each.kind === 'fail') store.failure = each.fails ? new Error('disk full') : undefined
          else if (each.kind === 'prune') allocator.prune(epoch + BigInt(each.offset)).catch(failTestUnlessStorage)
          else {
            store.crash(each.applied)
            await new Promise((resolve) => setImmediate(resolve))
            store.crash(0)
            ;[store.holding, store.failure] = [false, undefined]
            allocator = await reopen()
            store.holding = true
          }
          await new Promise((resolve) => setImmediate(resolve))
        }
        expect(failures.splice(0)).to.deep.equal([])
      }),
      { numRuns: 200 },
    )
    expect(letOut).to.be.greaterThan(500)
  })
})

/** What was thrown where nothing awaits it. */
const failures: unknown[] = []

function failTestUnlessStorage(error: Error): void {
  if (!['disk full', 'the process died'].includes(error.message)) failures.push(error)
}
