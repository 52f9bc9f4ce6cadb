import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Random } from '../../src/foundation/index.ts'
import { encodeWakuMessage } from '../../src/message/index.ts'
import { stubbedMessage } from '../unit/spam-protection/validation-fixture.ts'
import {
  CORPUS_CONTENT_TOPIC,
  CorpusClock,
  corpusRules,
  corpusTimeNs,
  corpusView,
  HONEST_MEMBERS,
  honestMembers,
} from './corpus-network.ts'
import { MESH_TOPIC } from './journaled-relay-node.ts'
import { ProtectedNodeChild } from './protected-node-child.ts'
import { RawRelayPeer } from './raw-relay-peer.ts'
import { eventually } from './relay-mesh.ts'
import { planRing } from './relay-network-plan.ts'

/** Peers that send, by turns; a node reads no more than 512 messages a second of each. */
const PEERS = 4
const MESSAGES_PER_RPC = 10
/** A node that has been up for so long, and connected, is idle. */
const IDLE_AFTER_MS = 5_000
/** Of what was sent, so long after it was sent, all is judged. */
const JUDGED_WITHIN_MS = 120_000

export interface MemorySample {
  readonly atMs: number
  /** Messages accepted until then. */
  readonly messages: number
  /** Both after a garbage collection. */
  readonly rssBytes: number
  readonly heapBytes: number
}

export interface MemoryTrialOptions {
  readonly messages: number
  readonly messagesPerSecond: number
  /** After how many messages the memory is looked at; a multiple of ten. */
  readonly everyMessages: number
}

/**
 * Memory of a node in a process of its own: idle, and while it judges and relays. All of it is at work but the pairing:
 * tags stand for proofs, as so many could not be made. The first sample is of the idle node.
 */
export async function memoryTrial(options: MemoryTrialOptions, random: Random): Promise<MemorySample[]> {
  const folder = mkdtempSync(join(tmpdir(), 'memory-trial-'))
  const [plan] = await planRing(1, 0, random)
  const settings = { ...plan!, journalPath: join(folder, 'n0'), proofs: 'stubs' } as const
  const node = await ProtectedNodeChild.start(settings, ['--expose-gc'])
  const peers: RawRelayPeer[] = []
  try {
    const clock = new CorpusClock()
    const startClockAtMs = performance.timeOrigin + performance.now()
    clock.start(startClockAtMs)
    await node.state({ startClockAtMs })
    for (let index = 0; index < PEERS; index++) {
      const peer = await RawRelayPeer.start(plan!.address)
      await peer.dial()
      peers.push(peer)
    }
    await delay(IDLE_AFTER_MS)
    const samples = [await sampleOf(node)]
    const startedMs = performance.now()
    for (let sent = 0; sent < options.messages; ) {
      const dueMs = (sent * 1_000) / options.messagesPerSecond
      await delay(Math.max(0, dueMs - (performance.now() - startedMs)))
      const messages = Array.from({ length: MESSAGES_PER_RPC }, () => stubbed(sent++, clock))
      await peers[(sent / MESSAGES_PER_RPC) % PEERS]!.send({ messages })
      if (sent % options.everyMessages > 0) continue
      await eventually(`${sent} messages are accepted`, JUDGED_WITHIN_MS, async () => {
        return (await node.state()).counts.valid >= sent
      })
      samples.push(await sampleOf(node))
    }
    return samples
  } finally {
    await Promise.all(peers.map((peer) => peer.stop()))
    await node.kill()
    rmSync(folder, { recursive: true })
  }
}

const root = corpusView().newestRoot()

function stubbed(index: number, { atMs }: CorpusClock): { readonly topic: string; readonly data: Uint8Array } {
  // By turns, as a member has 65 536 message ids in an epoch at most.
  const { identity } = honestMembers[index % HONEST_MEMBERS]!
  const messageId = Math.floor(index / HONEST_MEMBERS)
  const timestampNs = corpusTimeNs(atMs)
  const message = stubbedMessage(
    { identity, messageId, payload: `${index}`, contentTopic: CORPUS_CONTENT_TOPIC, timestampNs, root },
    corpusRules.epochSizeSeconds,
  )
  return { topic: MESH_TOPIC, data: encodeWakuMessage(message) }
}

async function sampleOf(node: ProtectedNodeChild): Promise<MemorySample> {
  const { counts, load } = await node.state({ collectGarbage: true })
  return { atMs: performance.now(), messages: counts.valid, rssBytes: load.rss, heapBytes: load.heapUsed }
}

/** Bytes an hour, by the straight line that fits the samples best. */
export function slopePerHour(samples: readonly MemorySample[], of: 'rssBytes' | 'heapBytes'): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const meanMs = mean(samples.map(({ atMs }) => atMs))
  const meanBytes = mean(samples.map((sample) => sample[of]))
  const covariance = mean(samples.map((sample) => (sample.atMs - meanMs) * (sample[of] - meanBytes)))
  const variance = mean(samples.map(({ atMs }) => (atMs - meanMs) ** 2))
  return (covariance / variance) * 3_600_000
}
