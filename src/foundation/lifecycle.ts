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
 */
export class Lifecycle implements Startable {
  readonly #parts: readonly LifecyclePart[]
  #reached = 0

  constructor(parts: readonly LifecyclePart[]) {
    this.#parts = parts
  }

  async start(): Promise<void> {
    for (const part of this.#parts) {
      this.#reached++
      try {
        await part.start()
      } catch (error) {
        await this.stop().catch((stopError) => {
          throw new AggregateError([error, stopError], `${part.name} did not start, and what had started did not stop`)
        })
        throw error
      }
    }
  }

  async stop(): Promise<void> {
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
