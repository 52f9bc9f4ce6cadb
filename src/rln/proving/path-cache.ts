import { FIELD_BYTES } from '../field.ts'
import { MESSAGE_WIRE_RANGES } from '../generated/circuit-wires.ts'
import { CIRCUIT } from '../zkey-header.ts'
import { isEqual, subtractMod } from './scalar-bytes.ts'
import type { Workspace } from './workspace.ts'

/** Wires that no message moves: they hang on secret, limit and path alone. */
const PATH_WIRES = Uint32Array.from(
  Array.from({ length: CIRCUIT.wires }, (_, wire) => wire).filter(
    (wire) => !MESSAGE_WIRE_RANGES.some(([first, last]) => wire >= first && wire <= last),
  ),
)

/** With more wires changed than this, adding differences saves nothing over adding values. */
const MOST_CHANGED = PATH_WIRES.length / 2

interface CachedPath {
  readonly witness: Uint8Array
  readonly sums: Uint8Array
}

export interface PathChange {
  /** Wires whose differences, in the workspace, have to be added to the cached sums; none when they fit as they are. */
  readonly wires: Uint32Array
  /** Whether cached sums are used at all. */
  readonly isCached: boolean
}

/**
 * The sums over the wires that no message moves, of the last path that was proven for. A change in the tree changes the
 * wires of the levels above it only: the differences of those are added.
 */
export class PathCache {
  #cached: CachedPath | undefined

  /** Puts what is cached and what has to be added into the workspace, whose witness is calculated. */
  load(work: Workspace): PathChange {
    const witness = work.region('witness')
    const change = work.region('change')
    if (this.#cached) {
      const wires = changedWires(this.#cached.witness, witness)
      if (wires.length <= MOST_CHANGED) {
        work.region('cached').set(this.#cached.sums)
        for (const wire of wires) subtractMod(change, witness, this.#cached.witness, wire * FIELD_BYTES)
        return { wires, isCached: true }
      }
    }
    change.set(witness)
    return { wires: PATH_WIRES, isCached: false }
  }

  /** Keeps the sums of a workspace whose path is folded. */
  store(work: Workspace): void {
    this.drop()
    this.#cached = { witness: work.region('witness').slice(), sums: work.region('path').slice() }
  }

  drop(): void {
    this.#cached?.witness.fill(0)
    this.#cached?.sums.fill(0)
    this.#cached = undefined
  }
}

function changedWires(before: Uint8Array, after: Uint8Array): Uint32Array {
  return PATH_WIRES.filter((wire) => !isEqual(before, after, wire * FIELD_BYTES))
}
