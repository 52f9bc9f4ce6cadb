import type { Clock } from '../foundation/index.ts'
import type { MembershipView } from '../membership/index.ts'

/** How long a message may wait for its root. gossipsub's message cache (12 heartbeats) outlives it by far. */
export const PARKING_TIME_MS = 4_000
/** Messages that wait at once: a second of the network's whole rate and as much again. */
export const MAX_PARKED_MESSAGES = 512
/** Bytes of the messages that wait at once. */
export const MAX_PARKED_BYTES = 8 * 1024 * 1024
/** Messages of one peer that wait at once, so that a peer with made-up roots leaves room for the others. */
export const MAX_PARKED_PER_PEER = 32

export type RootFinding = 'accepted' | 'unknown_root' | 'queue_full'

/**
 * Where messages wait whose root is not known yet: the sender may have seen a block earlier than we did. All of them
 * share one refresh of the tree.
 */
export class RootParking {
  readonly #clock: Clock
  readonly #view: Pick<MembershipView, 'acceptsRoot' | 'refresh'>
  readonly #messagesByPeer = new Map<string, number>()
  #messages = 0
  #bytes = 0
  #refreshing: Promise<void> | undefined

  constructor(components: { clock: Clock; view: Pick<MembershipView, 'acceptsRoot' | 'refresh'> }) {
    this.#clock = components.clock
    this.#view = components.view
  }

  get size(): number {
    return this.#messages
  }

  /** Whether a root that is not in the window now gets into it within the parking time. */
  async await(root: bigint, message: { readonly peerId: string; readonly bytes: number }): Promise<RootFinding> {
    if (!this.#enter(message)) return 'queue_full'
    const timeout = new Timeout(this.#clock, PARKING_TIME_MS)
    try {
      // A refresh that was under way may have read the chain before our block: then one that starts now decides.
      let isLast = this.#refreshing === undefined
      for (;;) {
        await Promise.race([this.#refresh(), timeout.elapsed])
        if (this.#view.acceptsRoot(root)) return 'accepted'
        if (isLast || timeout.isOver) return 'unknown_root'
        isLast = true
      }
    } finally {
      timeout.cancel()
      this.#leave(message)
    }
  }

  #refresh(): Promise<void> {
    this.#refreshing ??= this.#view.refresh().finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  #enter({ peerId, bytes }: { peerId: string; bytes: number }): boolean {
    const ofPeer = this.#messagesByPeer.get(peerId) ?? 0
    if (this.#messages >= MAX_PARKED_MESSAGES || this.#bytes + bytes > MAX_PARKED_BYTES) return false
    if (ofPeer >= MAX_PARKED_PER_PEER) return false
    this.#messagesByPeer.set(peerId, ofPeer + 1)
    this.#messages++
    this.#bytes += bytes
    return true
  }

  #leave({ peerId, bytes }: { peerId: string; bytes: number }): void {
    const ofPeer = this.#messagesByPeer.get(peerId)!
    if (ofPeer === 1) this.#messagesByPeer.delete(peerId)
    else this.#messagesByPeer.set(peerId, ofPeer - 1)
    this.#messages--
    this.#bytes -= bytes
  }
}

/** A time limit that can be raced against and is taken back when it is not needed. */
class Timeout {
  readonly elapsed: Promise<void>
  readonly cancel: () => void
  isOver = false

  constructor(clock: Clock, delayMs: number) {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.elapsed = promise
    this.cancel = clock.after(delayMs, () => {
      this.isOver = true
      resolve()
    })
  }
}
