/**
 * A node's nullifier log that records shares in batches until it is killed, as a validator does: recorded together,
 * released (a line `first <nullifier> <x>` each) when the batch is durable. It begins with second shares under the
 * nullifiers it is given and says of each what it found. Argument: a {@link NullifierLogProcessOptions} as JSON.
 */
import { writeSync } from 'node:fs'
import { NullifierLog } from '../../src/rln/nullifier-log.ts'
import { openSqliteStateStore } from '../../src/storage/server.ts'
import { type Failpoint, Failpoints } from './failpoints.ts'

export interface NullifierLogProcessOptions {
  readonly path: string
  readonly epoch: number
  /** Shares recorded at once. */
  readonly batchSize: number
  /** The first nullifier; the others follow. */
  readonly firstNullifier: number
  /** Nullifiers to try a second share of. */
  readonly second: readonly number[]
  /** At `recorded`, `before_commit`, `after_commit` or `released`. */
  readonly failpoint?: Failpoint
}

const options = JSON.parse(process.argv[2]!) as NullifierLogProcessOptions
const failpoints = new Failpoints(options.failpoint)
const epoch = BigInt(options.epoch)
const log = new NullifierLog({ store: failpoints.around(await openSqliteStateStore(options.path)) })
await log.load(epoch)

for (const nullifier of options.second) {
  const { outcome } = log.record({ epoch, nullifier: BigInt(nullifier), x: 2n, y: 2n })
  writeSync(1, `second ${nullifier} ${outcome}\n`)
}
writeSync(1, 'open\n')
for (let next = options.firstNullifier; ; next += options.batchSize) {
  const batch = Array.from({ length: options.batchSize }, (_, index) => next + index)
  for (const nullifier of batch) log.record({ epoch, nullifier: BigInt(nullifier), x: 1n, y: 1n })
  failpoints.pass('recorded')
  await log.flush()
  for (const nullifier of batch) writeSync(1, `first ${nullifier}\n`)
  failpoints.pass('released')
}
