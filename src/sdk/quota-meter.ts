import type { Clock, Logger } from '../foundation/index.ts'

/** How much a member may still send. */
export interface MessageQuota {
  /** Messages an epoch. */
  readonly rateLimit: number
  /** Messages left in the epoch. */
  readonly left: number
  /** When the epoch ends and all messages are there again, in milliseconds since the Unix epoch. */
  readonly epochEndsAtMs: number
  /** Nothing is sent before this time, because what was sent elsewhere in this epoch is not known; missing: at once. */
  readonly availableAtMs?: number
}

export type QuotaListener = (quota: MessageQuota) => void

/** Timers stand still while a computer sleeps, and its clock may be set: nobody sees an old quota for longer. */
const MAX_PAUSE_MS = 10_000

export interface QuotaMeterComponents {
  readonly clock: Clock
  readonly logger: Logger
  /** Undefined while it is not known. */
  readonly read: () => MessageQuota | undefined
}

/** Tells who watches whenever the quota changes: a message was spent, the epoch turned, the credential may send again. */
export class QuotaMeter {
  readonly #components: QuotaMeterComponents
  readonly #listeners = new Set<QuotaListener>()
  #told: MessageQuota | undefined
  #cancelTimer: () => void = () => undefined

  constructor(components: QuotaMeterComponents) {
    this.#components = components
  }

  /** Calls the listener at once if the quota is known, and then with each change. Returns how to stop that. */
  watch(listener: QuotaListener): () => void {
    this.look()
    // One function may watch twice, and each time ends for itself.
    const entry: QuotaListener = (quota) => listener(quota)
    this.#listeners.add(entry)
    if (this.#told !== undefined) this.#tell(entry, this.#told)
    this.#planLook()
    return () => {
      this.#listeners.delete(entry)
      if (this.#listeners.size === 0) this.#cancelTimer()
    }
  }

  /** To be called when the quota may have changed otherwise than by time. */
  look(): void {
    const quota = this.#components.read()
    const isNew = quota !== undefined && !isSame(quota, this.#told)
    this.#told = quota
    if (isNew) for (const listener of [...this.#listeners]) this.#tell(listener, quota)
    this.#planLook()
  }

  #planLook(): void {
    this.#cancelTimer()
    if (this.#listeners.size === 0 || this.#told === undefined) return
    const { clock } = this.#components
    const { epochEndsAtMs, availableAtMs = epochEndsAtMs } = this.#told
    const pauseMs = Math.min(epochEndsAtMs, availableAtMs) - clock.nowMs()
    this.#cancelTimer = clock.after(Math.min(Math.max(pauseMs, 1), MAX_PAUSE_MS), () => this.look())
  }

  #tell(listener: QuotaListener, quota: MessageQuota): void {
    try {
      listener(quota)
    } catch (error) {
      this.#components.logger.warn('who watches the quota failed', { error })
    }
  }
}

function isSame(a: MessageQuota, b: MessageQuota | undefined): boolean {
  const names = ['rateLimit', 'left', 'epochEndsAtMs', 'availableAtMs'] as const
  return names.every((name) => a[name] === b?.[name])
}
