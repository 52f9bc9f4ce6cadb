import type { NullifierJob } from './nullifier-calculator.ts'
import { nullifiersOf } from './nullifier-range.ts'
import { serveJobs } from './serve-jobs.ts'

serveJobs(({ identitySecret, externalNullifier, from, to }: NullifierJob) => {
  return nullifiersOf(identitySecret, externalNullifier, from, to)
})
