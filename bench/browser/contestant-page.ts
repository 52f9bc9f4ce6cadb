import type { PageProof } from '../../test/support/page-proof.ts'

/** Figures by name, in milliseconds. */
export type Figures = Readonly<Record<string, number>>

/** What a contestant's page offers to who drives it, as the global `contestant`. */
export interface ContestantPage {
  /** Milliseconds from the start of navigation until proofs can be made and verified. */
  ready(): Promise<number>
  /** One proof, and what followed it: the first one of a page when it is asked first. */
  round(memberIndex: number): Promise<{ readonly figures: Figures; readonly proof: PageProof }>
  /** Milliseconds that verifying took. Rejects when the proof is refused. */
  verify(proof: PageProof): Promise<number>
}

export async function elapsedMs(work: () => Promise<unknown> | unknown): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

/** Starts at once, as a page does that wants to send. */
export function offer(opened: Promise<Omit<ContestantPage, 'ready'>>): void {
  const readyAtMs = opened.then(() => performance.now())
  const page: ContestantPage = {
    ready: () => readyAtMs,
    round: async (memberIndex) => (await opened).round(memberIndex),
    verify: async (proof) => (await opened).verify(proof),
  }
  Object.assign(globalThis, { contestant: page })
}
