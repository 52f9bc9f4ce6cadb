/** Waiting messages of all peers together. At 150 KiB each they hold at most 38 MiB. */
export const MAX_WAITING_VALIDATIONS = 256

/**
 * Validations under way. Most finish in microseconds or wait for a proof check, but up to 512 may be parked for seconds
 * until a membership root arrives; 64 more keep the proof checkers busy meanwhile.
 */
export const MAX_RUNNING_VALIDATIONS = 576

/** Validations under way for one peer: 32 parked and as many at work, so that no peer takes all places. */
export const MAX_RUNNING_VALIDATIONS_PER_PEER = 64

export interface ValidationQueueOptions {
  readonly maxWaiting: number
  readonly maxRunning: number
  readonly maxRunningPerPeer: number
}

export const defaultValidationQueueOptions: ValidationQueueOptions = {
  maxWaiting: MAX_WAITING_VALIDATIONS,
  maxRunning: MAX_RUNNING_VALIDATIONS,
  maxRunningPerPeer: MAX_RUNNING_VALIDATIONS_PER_PEER,
}

export interface ValidationQueueComponents<Job> {
  /** Does the job. Its place is free when the promise settles; it must not reject. */
  readonly run: (job: Job) => Promise<void>
  /** Told of a job that had to go to make room. */
  readonly drop: (job: Job) => void
}

interface PeerLine<Job> {
  readonly peerId: string
  readonly waiting: Job[]
  running: number
}

/**
 * A bounded queue that is fair between peers: peers take turns, each in its own order, and when it is full the newest job
 * of the peer with the most waiting goes. A flood costs the flooder its own places, nobody else's.
 */
export class ValidationQueue<Job> {
  readonly #components: ValidationQueueComponents<Job>
  readonly #options: ValidationQueueOptions
  /** In the order of their turns: a peer that was served goes to the end. Holds only peers with jobs. */
  readonly #lines = new Map<string, PeerLine<Job>>()
  #waiting = 0
  #running = 0

  constructor(
    components: ValidationQueueComponents<Job>,
    options: ValidationQueueOptions = defaultValidationQueueOptions,
  ) {
    this.#components = components
    this.#options = options
  }

  get waiting(): number {
    return this.#waiting
  }

  get running(): number {
    return this.#running
  }

  push(peerId: string, job: Job): void {
    const line = this.#lines.get(peerId) ?? { peerId, waiting: [], running: 0 }
    this.#lines.set(peerId, line)
    line.waiting.push(job)
    this.#waiting++
    this.#dispatch()
    if (this.#waiting > this.#options.maxWaiting) this.#dropOne(line)
  }

  /** Forgets the jobs that wait, without telling anybody. Those under way finish. */
  clear(): void {
    for (const line of this.#lines.values()) {
      line.waiting.length = 0
      this.#forgetIfIdle(line)
    }
    this.#waiting = 0
  }

  #dispatch(): void {
    while (this.#running < this.#options.maxRunning) {
      const line = this.#nextLine()
      if (line === undefined) return
      this.#lines.delete(line.peerId)
      this.#lines.set(line.peerId, line)
      const job = line.waiting.shift()!
      this.#waiting--
      line.running++
      this.#running++
      void this.#components.run(job).finally(() => {
        line.running--
        this.#running--
        this.#forgetIfIdle(line)
        this.#dispatch()
      })
    }
  }

  #nextLine(): PeerLine<Job> | undefined {
    for (const line of this.#lines.values()) {
      if (line.waiting.length > 0 && line.running < this.#options.maxRunningPerPeer) return line
    }
    return undefined
  }

  /** @param arrived the line of the newest job, which loses a tie */
  #dropOne(arrived: PeerLine<Job>): void {
    let heaviest = arrived
    for (const line of this.#lines.values()) {
      if (line.waiting.length > heaviest.waiting.length) heaviest = line
    }
    const job = heaviest.waiting.pop()!
    this.#waiting--
    this.#forgetIfIdle(heaviest)
    this.#components.drop(job)
  }

  #forgetIfIdle(line: PeerLine<Job>): void {
    if (line.waiting.length === 0 && line.running === 0) this.#lines.delete(line.peerId)
  }
}
