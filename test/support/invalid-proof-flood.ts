import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { bytesToBigIntLE, type Random } from '../../src/foundation/index.ts'
import { decodeWakuMessage, rlnSignal } from '../../src/message/index.ts'
import { messageX, unsafe } from '../../src/rln/index.ts'
import { CorpusClock, corpusExternalNullifier, corpusView, HONEST_PER_SECOND } from './corpus-network.ts'
import { type CorpusMessage, encodeProven, plainMessage } from './corpus-prover.ts'
import { checkDeliveries, type DeliveryReport, percentile } from './delivery-check.ts'
import { MESH_TOPIC } from './journaled-relay-node.ts'
import { ProtectedNodeChild, type ProtectedNodeState } from './protected-node-child.ts'
import { RawRelayPeer } from './raw-relay-peer.ts'
import { readJournals } from './relay-journal.ts'
import { eventually } from './relay-mesh.ts'
import { planRing } from './relay-network-plan.ts'
import { RelayNodeChild } from './relay-node-child.ts'
import { openTrafficCorpus } from './traffic-corpus.ts'

const PER_SECOND = 200
const PER_RPC = 2
const IDENTITIES_PER_SECOND = 10
/** A lost connection is not dialled more often than this. */
const REDIAL_MS = 500
const DEADLINE_MS = 10_000
/** Honest messages alone go through the node first: what is measured is a node at work, not one that starts. */
const WARM_UP_MS = 10_000
const UP_WITHIN_MS = 60_000

export interface FloodReport {
  readonly honest: DeliveryReport
  readonly sent: number
  readonly identities: number
  /** Messages of the first attacker that the node looked at before it cut it off, and proofs of these it verified. */
  readonly judgedOfFirst: number
  readonly verifiedOfFirst: number
  /** What became of the honest messages at the node, by reason. */
  readonly verdictsOfHonest: Readonly<Record<string, number>>
  readonly state: ProtectedNodeState
  /** Part of one core that all threads but the main one took. */
  readonly verifyingShare: number
  readonly memoryGrowthBytes: number
}

/** Sends what no node can refuse without a pairing: proofs that are proofs, but of other messages. */
class Flood {
  readonly #address: string
  readonly #clock: CorpusClock
  readonly #random: Random
  readonly #proof: Uint8Array
  readonly #root = corpusView().newestRoot()
  sent = 0
  identities = 0

  constructor(
    components: { readonly clock: CorpusClock; readonly random: Random },
    address: string,
    proof: Uint8Array,
  ) {
    this.#clock = components.clock
    this.#random = components.random
    this.#address = address
    this.#proof = proof
  }

  /** One peer, which comes back when it is cut off. Returns its peer id. */
  async byOnePeer(durationMs: number): Promise<string> {
    const peer = await this.#newPeer()
    const startedMs = performance.now()
    for (let rpc = 0; performance.now() - startedMs < durationMs; rpc++) {
      await delay(Math.max(1, (rpc * PER_RPC * 1_000) / PER_SECOND - (performance.now() - startedMs)))
      await this.#send(peer, PER_RPC).catch(() => delay(REDIAL_MS))
    }
    await peer.stop()
    return peer.peerId
  }

  /** A new peer ten times a second, which sends its share of the flood and leaves. */
  async byManyPeers(durationMs: number): Promise<void> {
    const visits: Promise<void>[] = []
    const startedMs = performance.now()
    for (let visit = 0; performance.now() - startedMs < durationMs; visit++) {
      await delay(Math.max(1, (visit * 1_000) / IDENTITIES_PER_SECOND - (performance.now() - startedMs)))
      visits.push(this.#visit())
    }
    await Promise.all(visits)
  }

  async #visit(): Promise<void> {
    const peer = await this.#newPeer()
    // It may be cut off while it sends: that is what the node owes it.
    await this.#send(peer, PER_SECOND / IDENTITIES_PER_SECOND).catch(() => undefined)
    await delay(REDIAL_MS)
    await peer.stop()
  }

  #newPeer(): Promise<RawRelayPeer> {
    this.identities++
    return RawRelayPeer.start(this.#address)
  }

  async #send(peer: RawRelayPeer, count: number): Promise<void> {
    await peer.send({ messages: Array.from({ length: count }, () => ({ topic: MESH_TOPIC, data: this.#message() })) })
    this.sent += count
  }

  #message(): Uint8Array {
    const { atMs } = this.#clock
    const message = plainMessage(Buffer.from(this.#random.bytes(12)).toString('hex'), atMs)
    const [y, nullifier] = [0, 1].map(() => bytesToBigIntLE(this.#random.bytes(31))) as [bigint, bigint]
    const x = messageX(rlnSignal(message))
    const signals = unsafe.signalsOfNumbers([y, this.#root, nullifier, x, corpusExternalNullifier(atMs)])
    return encodeProven(message, this.#proof, signals)
  }
}

/** Half of the time one peer floods a node, half of it a stream of new ones; honest messages go through that node alone. */
export async function floodWithInvalidProofs(durationMs: number, random: Random): Promise<FloodReport> {
  const { honest } = await openTrafficCorpus(((WARM_UP_MS + durationMs) / 1_000) * HONEST_PER_SECOND, 0)
  const folder = mkdtempSync(join(tmpdir(), 'proof-flood-'))
  const children: { kill(): Promise<void> }[] = []
  try {
    const [victim, author, reader] = await planRing(3, 0, random)
    const journals = [victim!, author!, reader!].map(({ name }) => join(folder, name))
    const node = await ProtectedNodeChild.start({ ...victim!, journalPath: journals[0]!, proofs: 'real' })
    children.push(node)
    const around = { staticPeers: [victim!.address], unannounced: true }
    const publisher = await RelayNodeChild.start({ ...author!, ...around }, journals[1]!)
    children.push(publisher)
    children.push(await RelayNodeChild.start({ ...reader!, ...around }, journals[2]!))
    await eventually('both in the mesh', UP_WITHIN_MS, async () => (await node.state()).meshPeers.length === 2)

    const clock = new CorpusClock()
    const startClockAtMs = performance.timeOrigin + performance.now()
    clock.start(startClockAtMs)
    await node.state({ startClockAtMs })
    const flood = new Flood({ clock, random }, victim!.address, proofOf(honest[0]!))
    const publishing = publishAll(honest, clock, publisher)
    await clock.reaches(WARM_UP_MS)
    const before = await node.state({ resetLoad: true })
    const first = await flood.byOnePeer(durationMs / 2)
    await flood.byManyPeers(durationMs / 2)
    const state = await node.state()
    await publishing
    await delay(DEADLINE_MS)
    const { load } = state
    return {
      honest: checkDeliveries(readJournals(journals), { deadlineMs: DEADLINE_MS, authors: (name) => name === 'n1' }),
      sent: flood.sent,
      identities: flood.identities,
      judgedOfFirst: Object.values(state.verdictsOf[first] ?? {}).reduce((sum, count) => sum + count, 0),
      verdictsOfHonest: state.verdictsOf[author!.peerId] ?? {},
      verifiedOfFirst: state.verifiedOf[first] ?? 0,
      state,
      verifyingShare: load.otherThreadsCpuMs / load.wallMs,
      memoryGrowthBytes: load.peakRss - before.load.rss,
    }
  } finally {
    await Promise.all(children.map((child) => child.kill()))
    rmSync(folder, { recursive: true })
  }
}

async function publishAll(
  messages: readonly CorpusMessage[],
  clock: CorpusClock,
  publisher: Pick<RelayNodeChild, 'publish'>,
): Promise<void> {
  for (const { atMs, data } of messages) {
    await clock.reaches(atMs)
    await publisher.publish(data)
  }
}

function proofOf({ data }: CorpusMessage): Uint8Array {
  const decoded = decodeWakuMessage(data)
  if (!decoded.ok) throw new Error(`the corpus holds no message: ${decoded.defect}`)
  return decoded.message.rateLimitProof!.proof
}

/** Lines for people. */
export function describeFlood(report: FloodReport): string {
  const {
    honest,
    sent,
    identities,
    judgedOfFirst,
    verifiedOfFirst,
    state,
    verdictsOfHonest,
    verifyingShare,
    memoryGrowthBytes,
  } = report
  const { load, verified, mostUnderWay, mostWaiting } = state
  return [
    `${sent} invalid proofs by ${identities} identities, of the first ${judgedOfFirst} looked at and ${verifiedOfFirst} verified; ${verified} verified in all`,
    `verifying ${(100 * verifyingShare).toFixed(1)} % of a core (all threads but the main one), all ${((100 * load.cpuMs) / load.wallMs).toFixed(1)} %`,
    `${mostUnderWay} validations under way at most, ${mostWaiting} waiting; RSS + ${(memoryGrowthBytes / 2 ** 20).toFixed(0)} MiB; event loop p99 ${load.lagP99Ms.toFixed(1)} ms late`,
    `honest: judged ${JSON.stringify(verdictsOfHonest)}, ${honest.delivered} of ${honest.expected} deliveries, p50 ${percentile(honest, 0.5).toFixed(0)} ms, p99 ${percentile(honest, 0.99).toFixed(0)} ms`,
  ].join('\n')
}
