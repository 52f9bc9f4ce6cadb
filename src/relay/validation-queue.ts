/** Waiting messages of all peers together. */
export const MAX_WAITING_VALIDATIONS = 256

/** Their bytes: room for fifty messages of full size, or for all 256 at 32 KiB. */
export const MAX_WAITING_BYTES = 8 * 1024 * 1024

/**
 * Validations under way. Most finish in microseconds or wait for a proof check, but up to 512 may be parked for seconds
 * until a membership root arrives; 64 more keep the proof checkers busy meanwhile.
 */
export const MAX_RUNNING_VALIDATIONS = 576

/** Their bytes: what may be parked, and as much at work. */
export const MAX_RUNNING_BYTES = 16 * 1024 * 1024

/** Validations under way for one peer: 32 parked and as many at work, so that no peer takes all places. */
export const MAX_RUNNING_VALIDATIONS_PER_PEER = 64

/** Their bytes: an eighth of all. One message is validated whatever its size. */
export const MAX_RUNNING_BYTES_PER_PEER = 2 * 1024 * 1024

export interface ValidationQueueOptions {
  readonly maxWaiting: number
  readonly maxWaitingBytes: number
  readonly maxRunning: number
  readonly maxRunningBytes: number
  readonly maxRunningPerPeer: number
  readonly maxRunningBytesPerPeer: number
}

export const defaultValidationQueueOptions: ValidationQueueOptions = {
  maxWaiting: MAX_WAITING_VALIDATIONS,
  maxWaitingBytes: MAX_WAITING_BYTES,
  maxRunning: MAX_RUNNING_VALIDATIONS,
  maxRunningBytes: MAX_RUNNING_BYTES,
  maxRunningPerPeer: MAX_RUNNING_VALIDATIONS_PER_PEER,
  maxRunningBytesPerPeer: MAX_RUNNING_BYTES_PER_PEER,
}

export interface ValidationQueueComponents<Job> {
  /** Does the job. Its place is free when the promise settles; it must not reject. */
  readonly run: (job: Job) => Promise<void>
  /** Told of a job that had to go to make room. */
  readonly drop: (job: Job) => void
  readonly bytesOf: (job: Job) => number
}

/** How many jobs, and their bytes. */
class Load {
  count = 0
  bytes = 0

  add(bytes: number): void {
    this.count++
    this.bytes += bytes
  }

  remove(bytes: number): void {
    this.count--
    this.bytes -= bytes
  }

  /** Whether one more job of so many bytes stays within the bounds. A job alone always does. */
  admits(bytes: number, maxCount: number, maxBytes: number): boolean {
    return this.count === 0 || (this.count < maxCount && this.bytes + bytes <= maxBytes)
  }
}

interface PeerLine<Job> {
  readonly peerId: string
  readonly jobs: Job[]
  readonly waiting: Load
  readonly running: Load
}

/**
 * A bounded queue that is fair between peers: peers take turns, each in its own order, and when it is full the newest job
 * of the heaviest peer goes: the one with the most jobs waiting when there are too many, with the most bytes when those
 * are too many. A flood costs the flooder its own places, nobody else's.
 */
export class ValidationQueue<Job> {
  readonly #components: ValidationQueueComponents<Job>
  readonly #options: ValidationQueueOptions
  /** In the order of their turns: a peer that was served goes to the end. Holds only peers with jobs. */
  readonly #lines = new Map<string, PeerLine<Job>>()
  readonly #waiting = new Load()
  readonly #running = new Load()

  constructor(
    components: ValidationQueueComponents<Job>,
    options: ValidationQueueOptions = defaultValidationQueueOptions,
  ) {
    this.#components = components
    this.#options = options
  }

  get waiting(): number {
    return this.#waiting.count
  }

  get waitingBytes(): number {
    return this.#waiting.bytes
  }

  get running(): number {
    return this.#running.count
  }

  push(peerId: string, job: Job): void {
    const known = this.#lines.get(peerId)
    const line = known ?? { peerId, jobs: [], waiting: new Load(), running: new Load() }
    if (known === undefined) this.#lines.set(peerId, line)
    const bytes = this.#components.bytesOf(job)
    line.jobs.push(job)
    line.waiting.add(bytes)
    this.#waiting.add(bytes)
    this.#dispatch()
    while (this.#waiting.count > this.#options.maxWaiting) this.#dropOne(line, 'count')
    while (this.#waiting.bytes > this.#options.maxWaitingBytes) this.#dropOne(line, 'bytes')
  }

  /** Forgets the jobs that wait, without telling anybody. Those under way finish. */
  clear(): void {
    for (const line of this.#lines.values()) {
      while (line.jobs.length > 0) this.#take(line, line.jobs.pop()!)
      this.#forgetIfIdle(line)
    }
  }

  #dispatch(): void {
    for (let line = this.#nextLine(); line !== undefined; line = this.#nextLine()) {
      this.#lines.delete(line.peerId)
      this.#lines.set(line.peerId, line)
      this.#run(line, line.jobs.shift()!)
    }
  }

  #run(line: PeerLine<Job>, job: Job): void {
    const bytes = this.#take(line, job)
    line.running.add(bytes)
    this.#running.add(bytes)
    void this.#components.run(job).finally(() => {
      line.running.remove(bytes)
      this.#running.remove(bytes)
      this.#forgetIfIdle(line)
      this.#dispatch()
    })
  }

  /** The next peer whose first job may run. */
  #nextLine(): PeerLine<Job> | undefined {
    const { maxRunning, maxRunningBytes, maxRunningPerPeer, maxRunningBytesPerPeer } = this.#options
    if (this.#running.count >= maxRunning) return undefined
    for (const line of this.#lines.values()) {
      const [job] = line.jobs
      if (job === undefined) continue
      const bytes = this.#components.bytesOf(job)
      if (!line.running.admits(bytes, maxRunningPerPeer, maxRunningBytesPerPeer)) continue
      if (this.#running.admits(bytes, maxRunning, maxRunningBytes)) return line
    }
    return undefined
  }

  /** @param arrived the line of the newest job, which loses a tie */
  #dropOne(arrived: PeerLine<Job>, by: 'count' | 'bytes'): void {
    let heaviest = arrived
    for (const line of this.#lines.values()) {
      if (line.waiting[by] > heaviest.waiting[by]) heaviest = line
    }
    const job = heaviest.jobs.pop()!
    this.#take(heaviest, job)
    this.#forgetIfIdle(heaviest)
    this.#components.drop(job)
  }

  /** Counts a job as waiting no longer. Returns its bytes. */
  #take(line: PeerLine<Job>, job: Job): number {
    const bytes = this.#components.bytesOf(job)
    line.waiting.remove(bytes)
    this.#waiting.remove(bytes)
    return bytes
  }

  #forgetIfIdle(line: PeerLine<Job>): void {
    if (line.jobs.length === 0 && line.running.count === 0) this.#lines.delete(line.peerId)
  }
}
