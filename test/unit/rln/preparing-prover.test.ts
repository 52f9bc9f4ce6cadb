import { expect } from 'chai'
import fc from 'fast-check'
import {
  FIELD_MODULUS,
  type PreparedSlot,
  type RlnProof,
  type RlnWitness,
  type SlotRequest,
  unsafe,
} from '../../../src/rln/index.ts'
import { ThreeWayProver } from '../../../src/rln/preparing-prover.ts'
import type { GroupArithmetic } from '../../../src/rln/proving/proving-engine.ts'
import { MAX_SLOTS } from '../../../src/rln/proving/slot-store.ts'
import { rlnVectors } from '../../support/rln-vectors.ts'
import { rlnErrorOf } from './rln-error-of.ts'
import { witnessOf } from './witness-of.ts'

const [vector] = rlnVectors
const base = witnessOf(vector!)
/** Bytes of a slot's coefficients. */
const SLOT_BYTES = 576
/** Points of G1 and G2 of the curve, which a stub's sums always are. */
const G1 = { x: 1n, y: 2n }

/** The path whose leaf's sibling says which of several trees it is in; its root in this file is a hundred more. */
const pathOf = (tree: bigint) => {
  return { pathElements: [tree, ...base.pathElements.slice(1)], identityPathIndex: base.identityPathIndex }
}
const rootOf = (tree: bigint) => tree + 100n

function witnessFor(messageId: number, x: bigint, tree = 1n): RlnWitness {
  return unsafe.witnessOfNumbers({ ...base, ...pathOf(tree), messageId: BigInt(messageId), x })
}

function requestFor(messageId: number, tree = 1n): SlotRequest {
  const { identitySecret, userMessageLimit, externalNullifier } = base
  return {
    member: { identitySecret, rateLimit: Number(userMessageLimit), path: pathOf(tree) },
    externalNullifier,
    messageId,
  }
}

/** Stands for the arithmetic: coefficients are marked with the number of their slot, and used ones are noted with x. */
function setUp() {
  const made: Uint8Array[] = []
  const used: { readonly slot: number; readonly x: bigint }[] = []
  const state = { gate: Promise.resolve() as Promise<unknown>, failure: undefined as Error | undefined }
  const maker = {
    prove: async (witness: RlnWitness): Promise<RlnProof> => {
      const { identitySecret, externalNullifier, messageId, x } = witness
      const { y, nullifier } = unsafe.computeShare(identitySecret, externalNullifier, messageId, x)
      const signals = unsafe.signalsOfNumbers([y, rootOf(witness.pathElements[0]!), nullifier, x, externalNullifier])
      return { proofBytes: new Uint8Array(128), publicSignals: signals, kind: 'path' }
    },
    preparePath: async () => ({ busyMs: 5 }),
    prepareSlot: async ({ pathElements }: { readonly pathElements: readonly bigint[] }) => {
      const coefficients = new Uint8Array(SLOT_BYTES).fill(made.push(new Uint8Array()))
      made[made.length - 1] = coefficients
      await state.gate
      if (state.failure) throw state.failure
      return { coefficients, root: rootOf(pathElements[0]!), busyMs: 7 }
    },
    forget: () => undefined,
  }
  const arithmetic: GroupArithmetic = {
    combineG1: ([first], [, x]) => {
      if (first!.every((byte) => byte === 0)) throw new Error('a wiped slot was used')
      used.push({ slot: first![0]!, x: Buffer.from(x!).reverse().readBigUInt64BE(24) })
      return pointBytes(G1.x, G1.y)
    },
    combineG2: () => pointBytes(1n, 0n, 2n, 0n),
  }
  const scheduler = { isBroken: false, close: async () => undefined }
  const prover = new ThreeWayProver({ scheduler, maker, arithmetic })
  return { prover, made, used, state }
}

function pointBytes(...coordinates: readonly bigint[]): Uint8Array {
  const hex = coordinates.map((value) => value.toString(16).padStart(64, '0'))
  return Uint8Array.from(Buffer.concat(hex.map((text) => Buffer.from(text, 'hex').reverse())))
}

const isWiped = (bytes: Uint8Array | undefined) => bytes?.every((byte) => byte === 0)

describe('a prover that prepares', () => {
  it('uses a slot for the first message under its id and never again, and wipes it', async () => {
    const { prover, made } = setUp()
    expect(await prover.prepareSlot(requestFor(3))).to.equal(7)
    expect(prover.slots.map(({ messageId, root }) => [messageId, root])).to.deep.equal([[3, rootOf(1n)]])
    const first = await prover.prove(witnessFor(3, 11n))
    expect([first.kind, first.publicSignals.root]).to.deep.equal(['slot', rootOf(1n)])
    expect(isWiped(made[0])).to.equal(true)
    expect([
      (await prover.prove(witnessFor(3, 11n))).kind,
      (await prover.prove(witnessFor(3, 12n))).kind,
    ]).to.deep.equal(['path', 'path'])
  })

  it('answers without a slot when it has none for the id, the external nullifier or the member', async () => {
    const { prover } = setUp()
    await prover.prepareSlot(requestFor(3))
    const others = [
      witnessFor(4, 11n),
      unsafe.witnessOfNumbers({ ...witnessFor(3, 11n), externalNullifier: 5n }),
      unsafe.witnessOfNumbers({ ...witnessFor(3, 11n), identitySecret: 5n }),
    ]
    for (const witness of others) expect((await prover.prove(witness)).kind).to.equal('path')
    expect(prover.slots).to.have.length(1)
  })

  it('uses a slot of an older path only while its root is retained, and drops it else: its id is spent', async () => {
    const { prover, made } = setUp()
    await prover.prepareSlot(requestFor(0, 1n))
    await prover.prepareSlot(requestFor(1, 1n))
    expect((await prover.prove(witnessFor(0, 11n, 2n))).kind).to.equal('path')
    expect(isWiped(made[0])).to.equal(true)
    prover.retainRoots(new Set([rootOf(1n), rootOf(2n)]))
    const proof = await prover.prove(witnessFor(1, 11n, 2n))
    expect([proof.kind, proof.publicSignals.root]).to.deep.equal(['slot', rootOf(1n)])
  })

  it('wipes slots under roots that are not retained, slots it is told to drop, replaced ones, and all when it closes', async () => {
    const { prover, made } = setUp()
    for (const messageId of [0, 1, 2, 3]) await prover.prepareSlot(requestFor(messageId, messageId === 0 ? 1n : 2n))
    prover.retainRoots(new Set([rootOf(2n)]))
    expect(made.map(isWiped)).to.deep.equal([true, false, false, false])
    prover.dropSlots((slot: PreparedSlot) => slot.messageId === 1)
    expect(made.map(isWiped)).to.deep.equal([true, true, false, false])
    await prover.prepareSlot(requestFor(2, 2n))
    expect(made.map(isWiped)).to.deep.equal([true, true, true, false, false])
    await prover.close()
    expect(made.every(isWiped)).to.equal(true)
  })

  it('throws away a slot whose id was spent, or that was finished by a prover closed, while it was made', async () => {
    for (const end of ['prove', 'close'] as const) {
      const { prover, made, state } = setUp()
      const { promise, resolve } = Promise.withResolvers<void>()
      state.gate = promise
      const prepared = prover.prepareSlot(requestFor(0))
      await (end === 'prove' ? prover.prove(witnessFor(0, 11n)) : prover.close())
      resolve()
      await prepared
      expect([prover.slots, isWiped(made[0])]).to.deep.equal([[], true])
    }
  })

  it('holds no more slots than its bound', async () => {
    const { prover, made } = setUp()
    for (let id = 0; id <= MAX_SLOTS; id++) {
      const externalNullifier = BigInt(id) as SlotRequest['externalNullifier']
      await prover.prepareSlot({ ...requestFor(0), externalNullifier })
    }
    expect([prover.slots.length, isWiped(made.at(-1))]).to.deep.equal([MAX_SLOTS, true])
  })

  it('forgets a preparation that failed', async () => {
    const { prover, state } = setUp()
    state.failure = new Error('no lane')
    await prover.prepareSlot(requestFor(0)).catch(() => undefined)
    state.failure = undefined
    await prover.prepareSlot(requestFor(0))
    expect((await prover.prove(witnessFor(0, 11n))).kind).to.equal('slot')
  })

  it('refuses x = 0 before it touches a slot', async () => {
    const { prover } = setUp()
    await prover.prepareSlot(requestFor(0))
    expect((await rlnErrorOf(() => prover.prove(witnessFor(0, 0n)))).code).to.equal('x_is_zero')
    expect((await rlnErrorOf(() => prover.prove(witnessFor(0, FIELD_MODULUS)))).code).to.equal('not_canonical')
    expect(prover.slots).to.have.length(1)
  })

  it('never evaluates a slot twice, whatever is prepared, proven, retained and dropped in whatever order', async () => {
    const [ids, trees] = [fc.integer({ min: 0, max: 2 }), fc.bigInt(1n, 2n)]
    const step = fc.oneof(
      fc.record({ kind: fc.constant('prepare' as const), id: ids, tree: trees }),
      fc.record({ kind: fc.constant('prove' as const), id: ids, tree: trees, x: fc.bigInt(1n, 1_000n) }),
      fc.record({ kind: fc.constant('retain' as const), roots: fc.subarray([rootOf(1n), rootOf(2n)]) }),
      fc.record({ kind: fc.constant('drop' as const), id: ids }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.boolean(), async (steps, concurrently) => {
        const { prover, used } = setUp()
        const pending: Promise<unknown>[] = []
        for (const each of steps) {
          if (each.kind === 'prepare') pending.push(prover.prepareSlot(requestFor(each.id, each.tree)))
          else if (each.kind === 'prove') pending.push(prover.prove(witnessFor(each.id, each.x, each.tree)))
          else if (each.kind === 'retain') prover.retainRoots(new Set(each.roots))
          else prover.dropSlots(({ messageId }) => messageId === each.id)
          if (!concurrently) await Promise.all(pending)
        }
        await Promise.all(pending)
        // Each evaluation has two sums over G1, of A and of C.
        const evaluations = used.filter((_, index) => index % 2 === 0).map(({ slot }) => slot)
        expect(new Set(evaluations).size).to.equal(evaluations.length)
      }),
      { numRuns: 200 },
    )
  })
})
