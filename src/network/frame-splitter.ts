import { FrameAssembler } from './frame.ts'

/** Takes frames that follow each other apart. Holds no more than one that is not whole. */
export class FrameSplitter {
  readonly #maxBytes: number
  #assembler: FrameAssembler | undefined

  /** @param maxBytes the longest frame taken, without its prefix */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Whether a frame was begun and is not whole. */
  get isWithinFrame(): boolean {
    return this.#assembler !== undefined
  }

  /**
   * Takes a piece and returns the frames that it completes.
   * @throws NetworkError `frame_too_large` or `frame_malformed`; the splitter cannot be used any more then
   */
  push(piece: Uint8Array): Uint8Array[] {
    const frames: Uint8Array[] = []
    let rest = piece
    while (rest.length > 0) {
      this.#assembler ??= new FrameAssembler(this.#maxBytes)
      const frame = this.#assembler.push(rest)
      if (frame === undefined) break
      frames.push(frame)
      rest = rest.subarray(this.#assembler.takenBytes)
      this.#assembler = undefined
    }
    return frames
  }
}
