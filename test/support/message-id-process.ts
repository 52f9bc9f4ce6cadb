/**
 * A member that publishes as fast as its rate limit allows until it is killed. Its "publish" is a line on stdout with what
 * an observer would see: epoch, message id, x, nullifier. Argument: a {@link MessageIdProcessOptions} as JSON.
 */
import { writeSync } from 'node:fs'
import { sleep, systemClock } from '../../src/foundation/index.ts'
// By file, not through the door: snarkjs would take longer to load than most runs last.
import { epochOf } from '../../src/rln/epoch.ts'
import { externalNullifierOf, RLN_IDENTIFIER } from '../../src/rln/external-nullifier.ts'
import { identityFromSecrets } from '../../src/rln/identity.ts'
import { MessageIdAllocator } from '../../src/rln/message-id-allocator.ts'
import { messageX } from '../../src/rln/message-x.ts'
import { RlnError } from '../../src/rln/rln-error.ts'
import { computeShare } from '../../src/rln/share.ts'
import { openSqliteStateStore } from '../../src/storage/server.ts'
import { type Failpoint, Failpoints } from './failpoints.ts'

export interface MessageIdProcessOptions {
  readonly path: string
  readonly identity: readonly [trapdoor: number, nullifier: number]
  readonly rateLimit: number
  readonly epochSizeSeconds: number
  /** Tells the messages of one run from those of others. */
  readonly run: number
  /** At `reserved`, `before_commit`, `after_commit`, `durable` or `published`. */
  readonly failpoint?: Failpoint
}

const options = JSON.parse(process.argv[2]!) as MessageIdProcessOptions
const { epochSizeSeconds, rateLimit } = options
const identity = identityFromSecrets(...(options.identity.map(BigInt) as [bigint, bigint]))
const failpoints = new Failpoints(options.failpoint)

const allocator = await MessageIdAllocator.open(
  { store: failpoints.around(await openSqliteStateStore(options.path)), clock: systemClock },
  { idCommitment: identity.commitment, rateLimit, epochSizeSeconds },
)
writeSync(1, 'open\n')
for (let count = 0; ; ) {
  const epoch = epochOf(BigInt(systemClock.nowMs()) * 1_000_000n, epochSizeSeconds)
  const externalNullifier = externalNullifierOf(epoch, RLN_IDENTIFIER, 'hashed')
  const x = messageX(new TextEncoder().encode(`message ${count} of run ${options.run}`))
  try {
    const { messageId, durable } = allocator.reserve({ epoch, externalNullifier, x })
    failpoints.pass('reserved')
    const { nullifier } = computeShare(identity.secretHash, externalNullifier, messageId, x)
    await durable
    failpoints.pass('durable')
    writeSync(1, `${epoch} ${messageId} ${x} ${nullifier}\n`)
    failpoints.pass('published')
    count++
  } catch (error) {
    if (!(error instanceof RlnError)) throw error
    writeSync(1, `${error.code}\n`)
    await sleep(systemClock, 20)
  }
}
