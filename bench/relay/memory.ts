import { systemRandom } from '../../src/foundation/index.ts'
import { memoryTrial } from '../../test/support/memory-trial.ts'
import { type BenchOutcome, summarize } from '../bench-suite.ts'

const MESSAGES = 100_000
const MEBIBYTE = 2 ** 20
/** As fast as they can be made and judged. */
const MESSAGES_PER_SECOND = 2_000

/** Memory of an idle node, and after 100 000 messages. How it goes on over time is the long row `memory-slope`. */
export async function memory(): Promise<BenchOutcome> {
  const options = { messages: MESSAGES, messagesPerSecond: MESSAGES_PER_SECOND, everyMessages: MESSAGES / 10 }
  const samples = await memoryTrial(options, systemRandom)
  const [idle, last] = [samples[0]!, samples.at(-1)!]
  const figure = (name: string, bytes: number) => summarize(`${name}, tags for proofs`, 'MiB', [bytes / MEBIBYTE])
  return {
    results: [
      figure('resident memory, idle node', idle.rssBytes),
      figure('heap, idle node', idle.heapBytes),
      figure(`resident memory after ${last.messages} messages`, last.rssBytes),
      figure(`heap after ${last.messages} messages`, last.heapBytes),
      figure('heap growth over the second half of them', last.heapBytes - samples[samples.length >> 1]!.heapBytes),
    ],
    ratios: {},
  }
}
