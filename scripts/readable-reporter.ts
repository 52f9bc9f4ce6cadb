import { writeFileSync } from 'node:fs'
import Mocha from 'mocha'

/** How long a finished run may keep the process alive before it counts as a leak. */
const LEAK_GRACE_MS = Number(process.env.MOCHA_LEAK_GRACE_MS ?? 15_000)

/** What a run of mocha leaves for whoever started it. */
export interface RunTotals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/**
 * Mocha's `spec` output, and two things more: the totals go to the file named by MOCHA_TOTALS, and a run that leaves a
 * timer, socket or worker behind is ended as a failure that names what was left, instead of hanging.
 */
export class ReadableReporter extends Mocha.reporters.Spec {
  override done(failures: number, finish?: (failures: number) => void): void {
    const { passes: passed, failures: failed, pending: skipped } = this.stats
    writeTotals({ passed, failed, skipped })
    // The watchdog itself keeps nothing alive: it only fires when something else does.
    setTimeout(() => {
      const left = process.getActiveResourcesInfo().filter((name) => !name.startsWith('TTY') && name !== 'PipeWrap')
      console.error(`\nThe tests are over but the process is still alive. Left behind: ${left.join(', ') || 'unknown'}`)
      writeTotals({ passed, failed: failed + 1, skipped })
      process.exit(1)
    }, LEAK_GRACE_MS).unref()
    finish?.(failures)
  }
}

function writeTotals(totals: RunTotals): void {
  const path = process.env.MOCHA_TOTALS
  if (path !== undefined) writeFileSync(path, JSON.stringify(totals))
}

export default ReadableReporter
