/** How much is asked for at once: halved when it was too much, doubled when it was not. */
export class AdaptiveSpan {
  readonly #max: number
  #size: number

  constructor(options: { readonly initial: number; readonly max: number }) {
    this.#size = options.initial
    this.#max = options.max
  }

  get size(): number {
    return this.#size
  }

  /** `asked` was too much. */
  shrinkBelow(asked: number): void {
    this.#size = Math.max(1, Math.floor(asked / 2))
  }

  /** What was asked for came. */
  grow(): void {
    this.#size = Math.min(this.#max, this.#size * 2)
  }
}
