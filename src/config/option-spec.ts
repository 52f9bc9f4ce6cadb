/** How an option's text is read. The plural types may be given several times. */
export type OptionType = 'string' | 'integer' | 'boolean' | 'strings' | 'integers'

export interface OptionSpec {
  readonly type: OptionType
  /** What the value looks like, for `--help`. */
  readonly placeholder?: string
  readonly help: string
  readonly default?: string | number | boolean
  /** Smallest and largest integer taken. */
  readonly bounds?: readonly [number, number]
  /** The value must not be shown. */
  readonly secret?: true
}

/** Bounds of a port; 0 is any free one. */
export const PORT = [0, 65_535] as const
