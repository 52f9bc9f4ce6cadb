import { FakeRandom } from './fake-random.ts'
import { runAndKill } from './killed-process.ts'
import type { NullifierLogProcessOptions } from './nullifier-log-process.ts'

const labels = ['recorded', 'before_commit', 'after_commit', 'released'] as const
/** As many as a full batch of the verifier. */
const BATCH_SIZE = 64
const LONGEST_RUN_MS = 400
/** Second halves that are tried after a restart: the newest, which a crash would lose first. */
const SECONDS_TRIED = 200

export interface NullifierLogReport {
  /** Verdicts that were released before a kill. */
  readonly released: number
  /** Second shares that were tried after a restart in the same epoch, and how many of them were found out. */
  readonly tried: number
  readonly caught: number
}

/** Kills a process with a nullifier log in mid-epoch, at random or at a failpoint, and asks the next one for each verdict. */
export async function killNullifierLog(path: string, rounds: number, seed: number): Promise<NullifierLogReport> {
  const random = new FakeRandom(seed)
  let released: number[] = []
  let total = 0
  let [tried, caught] = [0, 0]
  for (let round = 0; round <= rounds; round++) {
    const [when, where, passes] = random.bytes(3)
    const label = round % 2 === 0 ? labels[where! % labels.length] : undefined
    const options: NullifierLogProcessOptions = {
      path,
      epoch: 7,
      batchSize: BATCH_SIZE,
      firstNullifier: 1 + round * 1_000_000,
      second: released.slice(-SECONDS_TRIED),
      ...(label && { failpoint: { label, passes: 1 + (passes! % 20) } }),
    }
    released = []
    const onLine = (line: string): void => {
      const [kind, nullifier, outcome] = line.split(' ')
      if (kind === 'first') released.push(Number(nullifier))
      if (kind !== 'second') return
      tried++
      if (outcome === 'conflict') caught++
    }
    await runAndKill('nullifier-log-process.ts', options, { killAfterMs: (when! / 256) * LONGEST_RUN_MS, onLine })
    total += released.length
  }
  return { released: total, tried, caught }
}
