import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBn128 } from 'ffjavascript'
import { type Clock, systemClock } from '../../src/foundation/index.ts'
import type { VerificationKey, Verifier } from '../../src/rln/index.ts'
import { createWorkerVerifier } from '../../src/rln/server.ts'
import { openSqliteStateStore } from '../../src/storage/server.ts'
import { CORPUS_START_MS, CORPUS_TOPIC } from '../../test/support/corpus-network.ts'
import { CorpusProtection } from '../../test/support/corpus-protection.ts'
import type { CorpusMessage } from '../../test/support/corpus-prover.ts'
import { verifyWithSnarkjs } from '../../test/support/snarkjs-verifier.ts'
import { type BenchOutcome, type BenchResult, summarize } from '../bench-suite.ts'

const ROUNDS = 7
/** Peers get to know a node that knows them by one round. */
const WARM_UP_ROUNDS = 1
/** Peers that the messages come from, in turns. */
const PEERS = 16
/** Messages that the relay has judged at once: a batch under way and the next one. */
const AT_ONCE = 128
/** The clock stands still where all these messages are in time. */
const CLOCK_OFFSET_MS = 20_000
/** At 21 ms each, snarkjs gets a part of the messages. */
const SNARKJS_SHARE = 4

const standing: Clock = { ...systemClock, nowMs: () => CORPUS_START_MS + CLOCK_OFFSET_MS }

interface Contestant {
  readonly name: string
  readonly messages: readonly CorpusMessage[]
  readonly protection: CorpusProtection
}

/** Has every proof verified alone: the next one is handed over when the one before is done. */
function oneByOne(verifier: Verifier): Pick<Verifier, 'verify'> {
  let before: Promise<unknown> = Promise.resolve()
  return {
    verify: (...proof) => {
      const verdict = before.then(() => verifier.verify(...proof))
      before = verdict.catch(() => undefined)
      return verdict
    },
  }
}

/** Judges all messages as relay has it done, and returns the CPU time of all threads for each, milliseconds. */
async function judgeAll({ protection, messages, name }: Contestant): Promise<number> {
  protection.forget()
  const before = process.cpuUsage()
  let next = 0
  const judgeNext = async (): Promise<void> => {
    for (let index = next++; index < messages.length; index = next++) {
      const { data } = messages[index]!
      const input = { pubsubTopic: CORPUS_TOPIC, data, peerId: `peer ${index % PEERS}` }
      const { reason } = await protection.validator.validate(input)
      if (reason !== 'valid') throw new Error(`${name}: a message was refused as ${reason}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, judgeNext))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / messages.length
}

async function compete(contestants: readonly Contestant[]): Promise<BenchResult[]> {
  const samples = contestants.map((): number[] => [])
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const cpuMs = await judgeAll(contestant)
      if (round >= 0) samples[index]!.push(1_000 / cpuMs)
    }
  }
  return contestants.map(({ name }, index) => summarize(name, 'messages/CPU s', samples[index]!))
}

/** Messages a node validates in a second of one core: record-or-compare and the commit to SQLite included. */
export async function throughput(
  honest: readonly CorpusMessage[],
  verificationKey: VerificationKey,
): Promise<BenchOutcome> {
  const inTime = honest.filter(({ atMs }) => atMs < 2 * CLOCK_OFFSET_MS)
  const folder = mkdtempSync(join(tmpdir(), 'bench-relay-'))
  const verifier = await createWorkerVerifier(verificationKey)
  // snarkjs takes its curve from here; with one thread, as all that is measured.
  Object.assign(globalThis, { curve_bn128: await buildBn128(true) })
  const theirs: Pick<Verifier, 'verify'> = {
    verify: (bytes, signals) => verifyWithSnarkjs(verificationKey, bytes, signals),
  }
  const contestants: Contestant[] = []
  const stores = []
  for (const [name, by, share] of [
    ['validated, batched, real proofs', verifier, 1],
    ['validated, one by one, real proofs', oneByOne(verifier), 1],
    ['validated by snarkjs, real proofs', theirs, SNARKJS_SHARE],
  ] as const) {
    const store = await openSqliteStateStore(join(folder, `${name}.sqlite3`))
    stores.push(store)
    const messages = inTime.slice(0, Math.ceil(inTime.length / share))
    contestants.push({ name, messages, protection: new CorpusProtection({ clock: standing, verifier: by, store }) })
  }
  try {
    const results = await compete(contestants)
    const [batched, single, snarkjs] = results.map(({ median }) => median) as [number, number, number]
    return {
      results,
      ratios: {
        'validated, batched, x snarkjs': batched / snarkjs,
        'validated, one by one, x snarkjs': single / snarkjs,
      },
    }
  } finally {
    await verifier.close()
    for (const { protection } of contestants) await protection.validator.stop()
    for (const store of stores) await store.close()
    rmSync(folder, { recursive: true })
  }
}
