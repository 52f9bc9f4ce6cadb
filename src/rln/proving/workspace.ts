import { FIELD_BYTES } from '../field.ts'
import { CIRCUIT } from '../zkey-header.ts'
import { INPUT_BYTES } from './circuit-input.ts'
import { G1_BYTES, G2_BYTES } from './point-bytes.ts'

/** More parts of one sum than this do not make it faster: each part costs as much as some hundred points more. */
export const MAX_PARTS = 8

const WITNESS_BYTES = CIRCUIT.wires * FIELD_BYTES
const QUOTIENT_BYTES = CIRCUIT.domainSize * FIELD_BYTES

/** What a job keeps where: name and bytes. */
const REGIONS = {
  input: INPUT_BYTES,
  witness: WITNESS_BYTES,
  /** By how much the wires that no message moves differ from those whose sums are cached. */
  change: WITNESS_BYTES,
  /** The quotient's coefficients: of x^0, and for slots of x^1. */
  quotient: QUOTIENT_BYTES,
  linear: QUOTIENT_BYTES,
  /** The blinding of A and B, and the x a slot is checked at. */
  r: FIELD_BYTES,
  s: FIELD_BYTES,
  checkX: FIELD_BYTES,
  /** Sums over the wires that no message moves: as cached before, what is to be added, and together. */
  cached: 3 * G1_BYTES + G2_BYTES,
  added: 3 * G1_BYTES + G2_BYTES,
  path: 3 * G1_BYTES + G2_BYTES,
  /** Sums over the wires that a message moves. */
  message: 3 * G1_BYTES + G2_BYTES,
  quotientSums: MAX_PARTS * G1_BYTES,
  linearSums: MAX_PARTS * G1_BYTES,
  /** Per key, not secret: the sums of the quotient's curvature, fixed and per slope. */
  curvature: 2 * G1_BYTES,
  /** What comes out: a proof's A, B and C, or a slot's coefficients. */
  output: 5 * G1_BYTES + 2 * G2_BYTES,
} as const

export type Region = keyof typeof REGIONS

const OFFSETS = new Map<Region, number>()
let size = 0
for (const [name, bytes] of Object.entries(REGIONS) as [Region, number][]) {
  OFFSETS.set(name, size)
  size += bytes
}

/**
 * The memory of one proving job, which every lane works in. Everything secret of a job lies here (but what lanes hold
 * during a task), so that one call wipes it.
 */
export class Workspace {
  /** Shared between threads when `shared`. */
  readonly buffer: ArrayBufferLike

  constructor(buffer: ArrayBufferLike) {
    this.buffer = buffer
  }

  static create({ shared }: { readonly shared: boolean }): Workspace {
    return new Workspace(shared ? new SharedArrayBuffer(size) : new ArrayBuffer(size))
  }

  region(name: Region): Uint8Array {
    return new Uint8Array(this.buffer, OFFSETS.get(name)!, REGIONS[name])
  }

  /** One part of a region made of parts of equal size. */
  part(name: Region, index: number, bytes: number): Uint8Array {
    return this.region(name).subarray(index * bytes, (index + 1) * bytes)
  }

  wipe(): void {
    new Uint8Array(this.buffer).fill(0)
  }
}

/** The four sums over one group of wires inside a region: G1 first. */
export const SUM_OFFSETS = { a: 0, b1: G1_BYTES, l: 2 * G1_BYTES, b2: 3 * G1_BYTES } as const

export type SumName = keyof typeof SUM_OFFSETS

export const SUM_NAMES = Object.keys(SUM_OFFSETS) as readonly SumName[]

/** One of the four sums of `cached`, `added`, `path` or `message`. */
export function sumIn(region: Uint8Array, name: SumName): Uint8Array {
  return region.subarray(SUM_OFFSETS[name], SUM_OFFSETS[name] + (name === 'b2' ? G2_BYTES : G1_BYTES))
}
