/** Something that is started once and stopped once. `stop` releases whatever `start` took, also after a failed start. */
export interface Startable {
  start(): Promise<void>
  stop(): Promise<void>
}

export interface LifecyclePart extends Startable {
  readonly name: string
}

/**
 * Starts its parts in the listed order and stops them in reverse. When a part fails to start, it and those before it are
 * stopped and the failure is thrown on. Stopping goes through every part; what failed is thrown together at the end.
 * A stop during the start lets the part that is starting finish, starts no other, and makes `start` throw.
 */
export class Lifecycle implements Startable {
  readonly #parts: readonly LifecyclePart[]
  #reached = 0
  #starting: Promise<void> | undefined
  #stopRequested = false

  constructor(parts: readonly LifecyclePart[]) {
    this.#parts = parts
  }

  async start(): Promise<void> {
    if (this.#reached > 0) throw new Error('it has been started before')
    this.#stopRequested = false
    this.#starting = this.#startParts()
    try {
      await this.#starting
    } finally {
      this.#starting = undefined
    }
  }

  async stop(): Promise<void> {
    this.#stopRequested = true
    // A failed start has stopped its parts, and whoever called `start` has been told why.
    await this.#starting?.catch(() => undefined)
    await this.#stopParts()
  }

  async #startParts(): Promise<void> {
    for (const part of this.#parts) {
      this.#reached++
      try {
        await part.start()
        if (this.#stopRequested) throw new Error('stopped while starting')
      } catch (error) {
        await this.#stopParts().catch((stopError) => {
          throw new AggregateError([error, stopError], `${part.name} did not start, and what had started did not stop`)
        })
        throw error
      }
    }
  }

  async #stopParts(): Promise<void> {
    const failures: unknown[] = []
    while (this.#reached > 0) {
      this.#reached--
      try {
        await this.#parts[this.#reached]!.stop()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length === 1) throw failures[0]
    if (failures.length > 1) throw new AggregateError(failures, 'several parts did not stop')
  }
}
