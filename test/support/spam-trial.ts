import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Random, StateStore } from '../../src/foundation/index.ts'
import { recoverSecret } from '../../src/rln/index.ts'
import { createWorkerVerifier } from '../../src/rln/server.ts'
import { type ReasonCode, reasonCodes } from '../../src/spam-protection/index.ts'
import { openSqliteStateStore } from '../../src/storage/server.ts'
import { CorpusClock, HONEST_PER_SECOND, SPAM_AFTER_MS, SPAM_PER_SECOND, spammer } from './corpus-network.ts'
import { CorpusProtection } from './corpus-protection.ts'
import type { CorpusMessage } from './corpus-prover.ts'
import { checkDeliveries, type DeliveryReport, percentile } from './delivery-check.ts'
import { type JournaledRelayNode, MESH_TOPIC } from './journaled-relay-node.ts'
import { RawRelayPeer } from './raw-relay-peer.ts'
import { MemoryJournal } from './relay-journal.ts'
import { eventually, isMeshed, RelayMesh } from './relay-mesh.ts'
import { planRing } from './relay-network-plan.ts'
import { corpusVerificationKey, openTrafficCorpus } from './traffic-corpus.ts'

const NODES = 8
/** Each node dials so many and is dialled by as many. */
const DIALLED = 3
const MESHED_WITHIN_MS = 60_000
const DEADLINE_MS = 10_000
/** Two cores carry them, and more threads would only wait. */
const VERIFIER_THREADS = 2

export interface SpamTrialOptions {
  readonly honestMs: number
  readonly spamMs: number
}

export interface SpamReport {
  /** Of the honest messages alone. */
  readonly honest: DeliveryReport
  readonly spamSent: number
  /** Of the spammer's messages, by node: relayed, and proofs verified. */
  readonly relayed: readonly number[]
  readonly verified: readonly number[]
  /** From its first excess message until each node had convicted it, milliseconds; infinite where it did not. */
  readonly convictedAfterMs: readonly number[]
  readonly isSecretRecovered: boolean
  /** Messages judged by all nodes together, by reason. */
  readonly reasons: Readonly<Partial<Record<ReasonCode, number>>>
}

/** A node and what judges its messages. */
interface Judge {
  readonly node: JournaledRelayNode
  readonly protection: CorpusProtection
  relayedOfSpammer: number
  convictedAtMs: number
}

/**
 * Eight nodes at which four honest members publish, and a member that sends twenty times too much to each of them. All
 * nodes are in this process and share the verifier's threads; each has its own validator, budgets and SQLite store.
 */
export async function spamTrial({ honestMs, spamMs }: SpamTrialOptions, random: Random): Promise<SpamReport> {
  const honestCount = (honestMs / 1_000) * HONEST_PER_SECOND
  const corpus = await openTrafficCorpus(honestCount, (spamMs / 1_000) * SPAM_PER_SECOND)
  const folder = mkdtempSync(join(tmpdir(), 'spam-trial-'))
  const verifier = await createWorkerVerifier(await corpusVerificationKey(), { threads: VERIFIER_THREADS })
  const [clock, journal] = [new CorpusClock(), new MemoryJournal()]
  const mesh = new RelayMesh(journal)
  const stores: StateStore[] = []
  const judges: Judge[] = []
  const attackers: RawRelayPeer[] = []
  const spam = new Set(corpus.spam.map(({ data }) => Buffer.from(data).toString('hex')))
  try {
    for (const plan of await planRing(NODES, DIALLED, random)) {
      const store = await openSqliteStateStore(join(folder, `${plan.name}.sqlite3`))
      stores.push(store)
      const protection = new CorpusProtection({ clock, verifier, store })
      const [node] = await mesh.start([plan], (message) => protection.validator.validate(message))
      const judge: Judge = { node: node!, protection, relayedOfSpammer: 0, convictedAtMs: Number.POSITIVE_INFINITY }
      protection.validator.onConviction(() => {
        judge.convictedAtMs = clock.atMs
      })
      node!.relay.onMessage(({ data }) => {
        if (spam.has(Buffer.from(data).toString('hex'))) judge.relayedOfSpammer++
      })
      judges.push(judge)
      attackers.push(await RawRelayPeer.start(plan.address))
    }
    await eventually('a mesh', MESHED_WITHIN_MS, () => isMeshed(mesh.nodes))
    for (const attacker of attackers) await attacker.dial()
    clock.start()
    await Promise.all([publishHonest(corpus.honest, clock, mesh.nodes), sendSpam(corpus.spam, clock, attackers)])
    await delay(DEADLINE_MS)
    return reportOf(judges, journal, corpus.spam.length)
  } finally {
    await Promise.all(attackers.map((attacker) => attacker.stop()))
    await mesh.stop()
    for (const { protection } of judges) await protection.validator.stop()
    for (const store of stores) await store.close()
    await verifier.close()
    rmSync(folder, { recursive: true })
  }
}

async function publishHonest(
  messages: readonly CorpusMessage[],
  clock: CorpusClock,
  nodes: readonly JournaledRelayNode[],
): Promise<void> {
  for (const [index, { atMs, data }] of messages.entries()) {
    await clock.reaches(atMs)
    await nodes[index % nodes.length]!.publish(data)
  }
}

/** Each message to every node. Who is cut off comes back with the next message. */
async function sendSpam(
  messages: readonly CorpusMessage[],
  clock: CorpusClock,
  attackers: readonly RawRelayPeer[],
): Promise<void> {
  for (const { atMs, data } of messages) {
    await clock.reaches(atMs)
    const rpc = { messages: [{ topic: MESH_TOPIC, data }] }
    for (const attacker of attackers) void attacker.send(rpc).catch(() => undefined)
  }
}

function reportOf(judges: readonly Judge[], journal: MemoryJournal, spamSent: number): SpamReport {
  const firstExcessAtMs = SPAM_AFTER_MS + (spammer.rateLimit * 1_000) / SPAM_PER_SECOND
  return {
    honest: checkDeliveries(journal.events, { deadlineMs: DEADLINE_MS }),
    spamSent,
    relayed: judges.map(({ relayedOfSpammer }) => relayedOfSpammer),
    verified: judges.map(({ protection }) => protection.verifiedOfSpammer),
    convictedAfterMs: judges.map(({ convictedAtMs }) => convictedAtMs - firstExcessAtMs),
    reasons: reasonsOf(judges),
    isSecretRecovered: judges.every(({ protection }) => {
      return protection.evidence.saved.some(
        ({ shares }) => recoverSecret(...shares).identitySecret === spammer.identity.secretHash,
      )
    }),
  }
}

function reasonsOf(judges: readonly Judge[]): Partial<Record<ReasonCode, number>> {
  const counts = judges.map(({ protection }) => protection.validator.counts())
  const sums = reasonCodes.map((reason) => [reason, counts.reduce((sum, count) => sum + count[reason], 0)] as const)
  return Object.fromEntries(sums.filter(([, sum]) => sum > 0))
}

/** Lines for people. */
export function describeSpam(report: SpamReport): string {
  const { honest, spamSent, relayed, verified, convictedAfterMs, isSecretRecovered, reasons } = report
  const [p50, p99] = [0.5, 0.99].map((part) => `${percentile(honest, part).toFixed(0)} ms`)
  return [
    `${spamSent} messages of a spammer with a limit of ${spammer.rateLimit} to each of ${relayed.length} nodes`,
    `judged: ${JSON.stringify(reasons)}`,
    `relayed by node ${relayed.join(' ')}; verified ${verified.join(' ')}`,
    `convicted after ${convictedAfterMs.map((ms) => ms.toFixed(0)).join(' ')} ms; secret recovered by all: ${isSecretRecovered}`,
    `honest: ${honest.published} messages, ${honest.lost.length} of ${honest.expected} deliveries lost, p50 ${p50}, p99 ${p99}`,
  ].join('\n')
}
