/** Written by scripts/generate-circuit-wires.ts from circuits/, not by hand. */

/** First and last of each run of wires that messageId, externalNullifier or x move: 505 wires. */
export const MESSAGE_WIRE_RANGES: readonly (readonly [first: number, last: number])[] = [
  [1, 1],
  [3, 5],
  [8, 8],
  [51, 51],
  [5343, 5427],
  [5430, 5843],
]

/** The wire of a1, the slope of the line y = secret + a1 * x. */
export const SLOPE_WIRE = 51
