import type { Clock } from '../foundation/index.ts'
import type { Allowance, Payment } from './verification-budget.ts'

/** Verifications that may wait: 5 s of work at 20 ms each; what waits longer would come too late anyway. */
export const MAX_QUEUED_VERIFICATIONS = 256
/**
 * What has waited so long loses its place to a newcomer when the line is full: a flood from ever new peers, which wait for an
 * allowance in vain, would else hold all places long after they are gone.
 */
export const MAX_QUEUED_MS = 5_000
/** Verifications handed to the verifier at once: a full batch under way and the next one ready. */
export const MAX_RUNNING_VERIFICATIONS = 128

/** Why a verification does not happen. */
export type QueueRefusal = 'queue_full' | 'over_budget'

type Admit = (answer: Allowance | QueueRefusal) => void

interface Waiting {
  readonly admit: Admit
  readonly sinceMs: number
}

export interface VerificationQueueComponents {
  readonly clock: Pick<Clock, 'monotonicMs'>
  /** Pays for one verification of a peer. */
  readonly pay: (peerId: string) => Payment
}

/**
 * The bounded line before the verifier. Peers take turns, so that a flood from one delays the others little; when the
 * line is full, the newest message of the peer with most messages in it has to go. A peer whose budget is taken up by
 * verifications under way waits for them.
 */
export class VerificationQueue {
  readonly #clock: VerificationQueueComponents['clock']
  readonly #pay: VerificationQueueComponents['pay']
  // Peers in the order of their turns; a peer that was served goes to the end.
  readonly #lines = new Map<string, Waiting[]>()
  #queued = 0
  #running = 0

  constructor({ clock, pay }: VerificationQueueComponents) {
    this.#clock = clock
    this.#pay = pay
  }

  /** Verifications that wait. */
  get size(): number {
    return this.#queued
  }

  /** Verifies when it is the peer's turn. The allowance is the callback's to settle. */
  async run<Result>(peerId: string, verify: (allowance: Allowance) => Promise<Result>): Promise<Result | QueueRefusal> {
    const answer = await this.#enter(peerId)
    if (typeof answer === 'string') return answer
    try {
      return await verify(answer)
    } finally {
      this.#running--
      this.#admitNext()
    }
  }

  #enter(peerId: string): Promise<Allowance | QueueRefusal> {
    return new Promise((admit) => {
      const waiting = { admit, sinceMs: this.#clock.monotonicMs() }
      if (this.#queued >= MAX_QUEUED_VERIFICATIONS) this.#dropStale(waiting.sinceMs)
      const line = this.#lines.get(peerId)
      if (line === undefined) this.#lines.set(peerId, [waiting])
      else line.push(waiting)
      this.#queued++
      this.#admitNext()
      if (this.#queued > MAX_QUEUED_VERIFICATIONS) this.#dropNewestOfHeaviest()
    })
  }

  /** Lets in whoever has his turn, as far as there is room. */
  #admitNext(): void {
    for (let isAnybodyServed = true; isAnybodyServed; ) {
      isAnybodyServed = false
      // Of a copy: a line goes to the end when it was served.
      for (const [peerId, line] of [...this.#lines]) {
        if (this.#running >= MAX_RUNNING_VERIFICATIONS) return
        isAnybodyServed = this.#serve(peerId, line) || isAnybodyServed
      }
    }
  }

  #serve(peerId: string, line: Waiting[]): boolean {
    const payment = this.#pay(peerId)
    if (payment === 'in_use') return false
    this.#lines.delete(peerId)
    if (payment === 'spent') {
      this.#queued -= line.length
      for (const { admit } of line) admit('over_budget')
      return false
    }
    const { admit } = line.shift()!
    this.#queued--
    if (line.length > 0) this.#lines.set(peerId, line)
    this.#running++
    admit(payment)
    return true
  }

  #dropStale(nowMs: number): void {
    for (const [peerId, line] of this.#lines) {
      while (line.length > 0 && nowMs - line[0]!.sinceMs > MAX_QUEUED_MS) {
        this.#queued--
        line.shift()!.admit('queue_full')
      }
      if (line.length === 0) this.#lines.delete(peerId)
    }
  }

  #dropNewestOfHeaviest(): void {
    let heaviestId = ''
    let heaviest: Waiting[] = []
    for (const [peerId, line] of this.#lines) {
      // Of peers with equally many, the one that came last: its message is the one that does not fit.
      if (line.length >= heaviest.length) [heaviestId, heaviest] = [peerId, line]
    }
    const { admit } = heaviest.pop()!
    if (heaviest.length === 0) this.#lines.delete(heaviestId)
    this.#queued--
    admit('queue_full')
  }
}
