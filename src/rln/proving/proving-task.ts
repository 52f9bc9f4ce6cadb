import type { SumName } from './workspace.ts'

/** One step of a proving job, as it goes to a lane together with the job's memory. Lanes keep nothing between steps. */
export type ProvingStep =
  /** input -> witness */
  | { readonly kind: 'witness' }
  /** witness -> quotient */
  | { readonly kind: 'quotient' }
  /** witness of x = 0 -> quotient, linear */
  | { readonly kind: 'quotient-in-x' }
  /** The key's own sums, for slots -> curvature */
  | { readonly kind: 'curvature' }
  /** witness -> message: over the wires that a message moves */
  | { readonly kind: 'message-sum'; readonly sum: SumName }
  /** change -> added: over these wires */
  | { readonly kind: 'path-sum'; readonly sum: SumName; readonly wires: Uint32Array }
  /** quotient or linear -> its sums: the part of the points of h that is `part` of `parts` */
  | {
      readonly kind: 'quotient-sum'
      readonly of: 'quotient' | 'linear'
      readonly part: number
      readonly parts: number
    }
  /** cached, added -> path */
  | { readonly kind: 'fold-path' }
  /** path (folded before when `fold`), message, quotientSums, r, s -> output: A, B, C */
  | { readonly kind: 'proof'; readonly fold: boolean }
  /** the same and linearSums, curvature -> output: coefficients, checked at checkX */
  | { readonly kind: 'slot'; readonly fold: boolean }

export interface ProvingTask {
  readonly step: ProvingStep
  /** The job's `Workspace`. */
  readonly memory: ArrayBufferLike
}

export interface TaskResult {
  /** How long the lane worked, at most as much processor time. */
  readonly busyMs: number
  /** The job's memory as the step left it, from a lane that was given a copy. */
  readonly memory?: ArrayBuffer
}
