import type { NodeState } from '../node-state.ts'

/** A part of the page that shows one node. */
export interface Panel {
  /** @param nowMs on this machine's clock */
  render(state: NodeState, nowMs: number): void
}
