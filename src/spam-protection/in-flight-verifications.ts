/** Messages that may wait for their turn behind one nullifier: what a full mesh forwards at once. */
export const MAX_WAITING_PER_NULLIFIER = 8
/** Messages that may wait behind all nullifiers together: at most as many bytes as the verification queue holds. */
export const MAX_WAITING = 256

interface Waiting {
  readonly peerId: string
  readonly proceed: () => void
}

/** A turn at a nullifier. `end` must be called once, whatever happened. */
export interface Turn {
  /** Whether others had their turn since this one was asked for. */
  readonly waited: boolean
  end(): void
}

/**
 * One verification at a time for each (epoch, nullifier). Copies of a message, and other shares of its nullifier, wait
 * until the one before them is judged: a good copy makes the others superfluous, and a garbage copy that came first
 * cannot take an honest message's place. Each peer may have one message waiting behind a nullifier.
 */
export class InFlightVerifications {
  readonly #waitingBy = new Map<string, Waiting[]>()
  #waiting = 0

  /** Resolves with the turn when it comes; undefined at once when too many wait. */
  async enter(epoch: bigint, nullifier: bigint, peerId: string): Promise<Turn | undefined> {
    const key = `${epoch}:${nullifier}`
    const waiting = this.#waitingBy.get(key)
    if (waiting === undefined) {
      this.#waitingBy.set(key, [])
      return this.#turn(key, false)
    }
    const isRefused =
      waiting.length >= MAX_WAITING_PER_NULLIFIER ||
      this.#waiting >= MAX_WAITING ||
      waiting.some((other) => other.peerId === peerId)
    if (isRefused) return undefined
    this.#waiting++
    await new Promise<void>((resolve) => waiting.push({ peerId, proceed: resolve }))
    this.#waiting--
    return this.#turn(key, true)
  }

  #turn(key: string, waited: boolean): Turn {
    return {
      waited,
      end: () => {
        const next = this.#waitingBy.get(key)?.shift()
        if (next === undefined) this.#waitingBy.delete(key)
        else next.proceed()
      },
    }
  }
}
