import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { identityFromSecrets, markFresh } from '../../src/rln/index.ts'
import { messageIdRows } from '../../src/rln/message-id-rows.ts'
import { openSqliteStateStore } from '../../src/storage/server.ts'
import { FakeRandom } from '../support/fake-random.ts'
import { runAndKill } from '../support/killed-process.ts'
import type { MessageIdProcessOptions } from '../support/message-id-process.ts'

const kills = Number(process.env.KILLS ?? 200)
const seed = Number(process.env.SEED ?? 20_251_123)
const failpoints = ['reserved', 'before_commit', 'after_commit', 'durable', 'published'] as const
const secrets = [11, 22] as const
const identity = identityFromSecrets(11n, 22n)

/** More than a process publishes in a second, so that a run that goes on reaches the limit and none is idle for long. */
const RATE_LIMIT = 400
const EPOCH_SIZE_SECONDS = 1
/** A run is killed within this time after its first message, if it does not kill itself before. */
const LONGEST_RUN_MS = 1_500

/** What somebody on the network knows of the member. */
class Observer {
  readonly xOfNullifier = new Map<string, string>()
  /** `epoch id x` of every message. */
  readonly seen = new Set<string>()
  lines = 0
  conflicts = 0
  atLimit = 0

  take(line: string): void {
    const [epoch, messageId, x, nullifier] = line.split(' ')
    if (nullifier === undefined) {
      if (line === 'message_limit_reached') this.atLimit++
      else if (line !== 'open') throw new Error(`the process said ${line}`)
      return
    }
    this.lines++
    this.seen.add(`${epoch} ${messageId} ${x}`)
    if ((this.xOfNullifier.get(nullifier) ?? x) !== x) this.conflicts++
    this.xOfNullifier.set(nullifier, x!)
  }
}

describe('kill -9 while publishing at the limit (reliability rows R10, T6)', function () {
  this.timeout(1_800_000)
  let folder: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'message-id-kill-'))
  })
  after(() => rm(folder, { recursive: true }))

  it(`${kills} kills: no id is seen with two x, and each kill costs one id at most`, async () => {
    const path = join(folder, 'keystore.message-ids.sqlite3')
    const store = await openSqliteStateStore(path)
    await markFresh(store, identity.commitment)
    await store.close()
    const random = new FakeRandom(seed)
    const observer = new Observer()
    const spentUnseen = new Set<string>()
    let mostPerKill = 0
    const startedAtMs = performance.now()
    for (let run = 0; run < kills; run++) {
      const [when, where, passes] = random.bytes(3)
      // Every other run dies at a failpoint, the others at any time.
      const label = run % 2 === 0 ? failpoints[where! % failpoints.length] : undefined
      const options: MessageIdProcessOptions = {
        path,
        identity: secrets,
        rateLimit: RATE_LIMIT,
        epochSizeSeconds: EPOCH_SIZE_SECONDS,
        run,
        ...(label && { failpoint: { label, passes: 1 + (passes! % 200) } }),
      }
      const killAfterMs = (when! / 256) * LONGEST_RUN_MS
      await runAndKill('message-id-process.ts', options, { killAfterMs, onLine: (line) => observer.take(line) })
      const before = spentUnseen.size
      const read = await openSqliteStateStore(path)
      for await (const { epoch, messageId, x } of messageIdRows(read, identity.commitment)) {
        const row = `${epoch} ${messageId} ${x}`
        if (!observer.seen.has(row)) spentUnseen.add(row)
      }
      await read.close()
      mostPerKill = Math.max(mostPerKill, spentUnseen.size - before)
    }
    const { lines, conflicts, atLimit } = observer
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(0)
    console.log(
      `      seed ${seed}, ${kills} kills in ${seconds} s: ${lines} messages, limit met ${atLimit} times, ` +
        `${conflicts} ids with two x, ${spentUnseen.size} ids wasted, at most ${mostPerKill} by one kill`,
    )
    expect(conflicts).to.equal(0)
    expect(mostPerKill).to.be.at.most(1)
    expect(lines, 'messages, or nothing was tried').to.be.greaterThan(kills)
    expect(atLimit, 'runs at the limit').to.be.greaterThan(0)
  })
})
