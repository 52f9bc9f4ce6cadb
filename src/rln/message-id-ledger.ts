import type { MessageIdRange } from './message-id-range.ts'
import type { MessageIdRow } from './message-id-rows.ts'

/** The ids of one external nullifier, both ways. */
interface Bindings {
  readonly epoch: bigint
  readonly idByX: Map<bigint, number>
  readonly xById: Map<number, bigint>
  /** Every id of the range below this one is bound. */
  lowestFree: number
}

/** Which message id is bound to which x, in memory: one id to one x and one x to one id under an external nullifier. */
export class MessageIdLedger {
  readonly #range: MessageIdRange
  readonly #bindings = new Map<bigint, Bindings>()

  constructor(range: MessageIdRange) {
    this.#range = range
  }

  /** How many epochs hold a binding. */
  get epochCount(): number {
    return new Set([...this.#bindings.values()].map(({ epoch }) => epoch)).size
  }

  /** The epoch the external nullifier was first seen with. */
  epochOf(externalNullifier: bigint): bigint | undefined {
    return this.#bindings.get(externalNullifier)?.epoch
  }

  idOf(externalNullifier: bigint, x: bigint): number | undefined {
    return this.#bindings.get(externalNullifier)?.idByX.get(x)
  }

  xOf(externalNullifier: bigint, messageId: number): bigint | undefined {
    return this.#bindings.get(externalNullifier)?.xById.get(messageId)
  }

  /** The lowest id of the range that is bound to nothing. */
  lowestFree(externalNullifier: bigint): number | undefined {
    const bindings = this.#bindings.get(externalNullifier)
    if (!bindings) return this.#range.from
    while (bindings.xById.has(bindings.lowestFree)) bindings.lowestFree++
    return bindings.lowestFree <= this.#range.to ? bindings.lowestFree : undefined
  }

  /** The lowest ids of the range that are bound to nothing, ascending, `count` at most. */
  nextFree(externalNullifier: bigint, count: number): number[] {
    const bound = this.#bindings.get(externalNullifier)?.xById
    const free: number[] = []
    for (let id = this.lowestFree(externalNullifier) ?? Infinity; id <= this.#range.to && free.length < count; id++) {
      if (!bound?.has(id)) free.push(id)
    }
    return free
  }

  /** How many ids of the range are free, under the external nullifier of the epoch that has fewest. */
  remaining(epoch: bigint): number {
    const { from, to } = this.#range
    const used = [...this.#bindings.values()]
      .filter((bindings) => bindings.epoch === epoch)
      .map(({ xById }) => [...xById.keys()].filter((id) => id >= from && id <= to).length)
    return to - from + 1 - Math.max(0, ...used)
  }

  bind({ epoch, externalNullifier, messageId, x }: MessageIdRow): void {
    const bindings = this.#bindings.get(externalNullifier) ?? {
      epoch,
      idByX: new Map(),
      xById: new Map(),
      lowestFree: this.#range.from,
    }
    this.#bindings.set(externalNullifier, bindings)
    bindings.idByX.set(x, messageId)
    bindings.xById.set(messageId, x)
  }

  /** Forgets every epoch before `oldestEpoch` and returns what was forgotten. */
  forget(oldestEpoch: bigint): MessageIdRow[] {
    const forgotten: MessageIdRow[] = []
    for (const [externalNullifier, { epoch, xById }] of this.#bindings) {
      if (epoch >= oldestEpoch) continue
      for (const [messageId, x] of xById) forgotten.push({ epoch, externalNullifier, messageId, x })
      this.#bindings.delete(externalNullifier)
    }
    return forgotten
  }
}
