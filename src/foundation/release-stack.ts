/**
 * What was acquired and has to be given back, in reverse order. For things that come into being one after the other,
 * where a failure half-way must release exactly those that exist already.
 */
export class ReleaseStack {
  readonly #releases: (() => Promise<void> | void)[] = []

  add(release: () => Promise<void> | void): void {
    this.#releases.push(release)
  }

  /** Releases everything, also when some of it fails; what failed is thrown at the end. Calling it again does nothing. */
  async releaseAll(): Promise<void> {
    const failures: unknown[] = []
    for (let release = this.#releases.pop(); release !== undefined; release = this.#releases.pop()) {
      try {
        await release()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length === 1) throw failures[0]
    if (failures.length > 1) throw new AggregateError(failures, 'several resources could not be released')
  }
}
