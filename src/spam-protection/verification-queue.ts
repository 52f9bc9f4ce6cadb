/** Verifications that may wait: 5 s of work at 20 ms each; what waits longer would come too late anyway. */
export const MAX_QUEUED_VERIFICATIONS = 256
/** Verifications handed to the verifier at once: enough to fill a batch, fewer than a peer's allowance of bad ones. */
export const MAX_RUNNING_VERIFICATIONS = 16

type Admission = (admitted: boolean) => void

/**
 * The bounded line before the verifier. Peers take turns, so that a flood from one delays the others little; when the
 * line is full, the newest message of the peer with most messages in it has to go.
 */
export class VerificationQueue {
  // Peers in the order of their turns; a peer that was served goes to the end.
  readonly #lines = new Map<string, Admission[]>()
  #queued = 0
  #running = 0

  get size(): number {
    return this.#queued
  }

  /** Resolves when it is the caller's turn, which must then call `leave` once; or to false when it had to go. */
  async enter(peerId: string): Promise<boolean> {
    if (this.#running < MAX_RUNNING_VERIFICATIONS) {
      this.#running++
      return true
    }
    return new Promise((resolve) => {
      const line = this.#lines.get(peerId)
      if (line === undefined) this.#lines.set(peerId, [resolve])
      else line.push(resolve)
      this.#queued++
      if (this.#queued > MAX_QUEUED_VERIFICATIONS) this.#dropNewestOfHeaviest()
    })
  }

  leave(): void {
    const next = this.#lines.entries().next().value
    if (next === undefined) {
      this.#running--
      return
    }
    const [peerId, line] = next
    const admit = line.shift()!
    this.#queued--
    this.#lines.delete(peerId)
    if (line.length > 0) this.#lines.set(peerId, line)
    admit(true)
  }

  #dropNewestOfHeaviest(): void {
    let heaviestId = ''
    let heaviest: Admission[] = []
    for (const [peerId, line] of this.#lines) {
      // Of peers with equally many, the one that came last: its message is the one that does not fit.
      if (line.length >= heaviest.length) [heaviestId, heaviest] = [peerId, line]
    }
    const drop = heaviest.pop()!
    if (heaviest.length === 0) this.#lines.delete(heaviestId)
    this.#queued--
    drop(false)
  }
}
