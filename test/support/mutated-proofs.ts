import { bigIntToBytesLE, bytesToBigIntLE, concatBytes } from '../../src/foundation/index.ts'
import { BASE_FIELD_MODULUS, FIELD_MODULUS, type PublicSignals, unsafe } from '../../src/rln/index.ts'
import { addToB, negatePoint } from './changed-proofs.ts'
import type { CorpusProof } from './proof-corpus.ts'
import { rerandomized } from './rerandomized-proofs.ts'
import { pointOffSubgroup, pointOfOrder } from './twist-points.ts'

/** A proof of the corpus, changed. */
export interface MutatedProof extends CorpusProof {
  /** What was done to it. */
  readonly mutation: string
  /** Whether it proves what it says all the same. */
  readonly isValid: boolean
}

type Change = Partial<Pick<CorpusProof, 'proofBytes' | 'signals'>>
/** Of the proof, its place in the corpus and the whole corpus. */
type Mutation = (proof: CorpusProof, index: number, corpus: readonly CorpusProof[]) => Change

const COORDINATES = { 'A.x': 0, 'B.x.c0': 32, 'B.x.c1': 64, 'C.x': 96 } as const
const SIGNAL_NAMES = ['y', 'root', 'nullifier', 'x', 'externalNullifier'] as const

function withBitFlipped(bytes: Uint8Array, bit: number): Uint8Array {
  return bytes.with(bit >> 3, bytes[bit >> 3]! ^ (1 << (bit & 7)))
}

function withBytes(bytes: Uint8Array, offset: number, part: Uint8Array): Uint8Array {
  const copy = bytes.slice()
  copy.set(part, offset)
  return copy
}

/** The coordinate + q; where a flag's bits lie, these are part of the sum. */
function withAlias({ proofBytes }: CorpusProof, offset: number): Change {
  const value = bytesToBigIntLE(proofBytes.subarray(offset, offset + 32)) + BASE_FIELD_MODULUS
  return { proofBytes: withBytes(proofBytes, offset, bigIntToBytesLE(BigInt.asUintN(256, value), 32)) }
}

function withSignal({ signals }: CorpusProof, index: number, change: (value: bigint) => bigint): Change {
  const values = SIGNAL_NAMES.map((name, each): bigint => (each === index ? change(signals[name]) : signals[name]))
  return { signals: toSignals(values) }
}

function toSignals([y, root, nullifier, x, externalNullifier]: readonly bigint[]): PublicSignals {
  return unsafe.signalsOfNumbers([y!, root!, nullifier!, x!, externalNullifier!])
}

const POINT_ENDS = [31, 95, 127]

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  ...Object.fromEntries(
    Object.entries(COORDINATES).flatMap(([name, offset]): [string, Mutation][] => [
      [
        `a bit of ${name} flipped`,
        ({ proofBytes }, index) => ({ proofBytes: withBitFlipped(proofBytes, 8 * offset + (index % 254)) }),
      ],
      [`${name} + q`, (proof) => withAlias(proof, offset)],
    ]),
  ),
  'a sign flag flipped': ({ proofBytes }, index) => {
    return { proofBytes: withBitFlipped(proofBytes, 8 * POINT_ENDS[index % 3]! + 7) }
  },
  'an infinity flag set': ({ proofBytes }, index) => {
    return { proofBytes: withBitFlipped(proofBytes, 8 * POINT_ENDS[index % 3]! + 6) }
  },
  'a point at infinity': ({ proofBytes }, index) => {
    const [start, end] = [
      [0, 32],
      [32, 96],
      [96, 128],
    ][index % 3] as [number, number]
    return { proofBytes: withBytes(proofBytes.slice().fill(0, start, end), end - 1, Uint8Array.of(0x40)) }
  },
  'A or C negated': ({ proofBytes }, index) => ({ proofBytes: negatePoint(proofBytes, index % 2 === 0 ? 'a' : 'c') }),
  'A and C swapped': ({ proofBytes }) => ({
    proofBytes: concatBytes(proofBytes.subarray(96), proofBytes.subarray(32, 96), proofBytes.subarray(0, 32)),
  }),
  "another message's proof": (_, index, corpus) => ({ proofBytes: corpus[(index + 1) % corpus.length]!.proofBytes }),
  "another member's B": ({ proofBytes }, index, corpus) => {
    return { proofBytes: withBytes(proofBytes, 32, corpus[(index + 50) % corpus.length]!.proofBytes.subarray(32, 96)) }
  },
  'B + a point of order 10069': ({ proofBytes }, index) => ({
    proofBytes: addToB(proofBytes, pointOfOrder(10069n, index + 1)),
  }),
  'B + a point of order 5864401': ({ proofBytes }, index) => ({
    proofBytes: addToB(proofBytes, pointOfOrder(5864401n, index + 1)),
  }),
  'B + a point off the subgroup': ({ proofBytes }, index) => ({
    proofBytes: addToB(proofBytes, pointOffSubgroup(index + 1)),
  }),
  'a signal + r': (proof, index) =>
    withSignal(proof, index % 5, (value) => value + BigInt(1 + (index % 4)) * FIELD_MODULUS),
  'a signal + 1': (proof, index) => withSignal(proof, index % 5, (value) => (value + 1n) % FIELD_MODULUS),
  'a signal 0': (proof, index) => withSignal(proof, index % 5, () => 0n),
  'two signals swapped': ({ signals }, index) => {
    const values = SIGNAL_NAMES.map((name): bigint => signals[name])
    const [one, other] = [index % 5, (index + 1 + (index % 4)) % 5]
    return { signals: toSignals(values.with(one, values[other]!).with(other, values[one]!)) }
  },
  'a byte too few or too many': ({ proofBytes }, index) => ({
    proofBytes: index % 2 === 0 ? proofBytes.subarray(1) : concatBytes(proofBytes, Uint8Array.of(0)),
  }),
}

/** Other bytes that prove the same: Groth16 allows it, and only the nullifier tells them apart from a second message. */
const RERANDOMIZED = 'other random numbers'

/** For each proof of the corpus one that is changed; which way, its place says. */
export function mutate(corpus: readonly CorpusProof[], index: number): MutatedProof {
  const proof = corpus[index]!
  const names = [...Object.keys(MUTATIONS), RERANDOMIZED]
  const mutation = names[index % names.length]!
  const change: Change =
    mutation === RERANDOMIZED
      ? { proofBytes: rerandomized(proof.proofBytes, BigInt(index + 2) ** 40n) }
      : MUTATIONS[mutation]!(proof, Math.floor(index / names.length), corpus)
  return { ...proof, ...change, mutation, isValid: mutation === RERANDOMIZED, name: `${proof.name}: ${mutation}` }
}
