import { noMetrics, type Random, silentLogger, systemClock } from '../../src/foundation/index.ts'
import { encodeWakuMessage } from '../../src/message/index.ts'
import { PUBLISH_THRESHOLD } from '../../src/relay/index.ts'
import {
  FIELD_MODULUS,
  type Identity,
  identityFromSecrets,
  NullifierLog,
  nullifiersOf,
  recoverSecret,
} from '../../src/rln/index.ts'
import { ProofValidator } from '../../src/spam-protection/index.ts'
import { FakeView } from '../unit/spam-protection/fake-view.ts'
import { MemoryEvidence } from '../unit/spam-protection/memory-evidence.ts'
import { type MessageSpec, StubVerifier, stubbedMessage } from '../unit/spam-protection/validation-fixture.ts'
import { type JournaledRelayNode, MESH_TOPIC } from './journaled-relay-node.ts'
import { RawRelayPeer } from './raw-relay-peer.ts'
import { MemoryJournal } from './relay-journal.ts'
import { eventually, isMeshed, RelayMesh } from './relay-mesh.ts'
import { planRing } from './relay-network-plan.ts'

/** Long, so that no test crosses a border. */
const EPOCH_SIZE_SECONDS = 86_400
const MESHED_WITHIN_MS = 30_000
/** Each node dials so many and is dialled by as many. */
const DIALLED = 4

export interface ProtectedNode {
  readonly node: JournaledRelayNode
  readonly validator: ProofValidator
  readonly verifier: StubVerifier
  readonly evidence: MemoryEvidence
}

/**
 * Real relay nodes whose messages our own validator judges. Proofs are stubs, tags over their public signals: what is
 * tested is what nodes do to each other, not the pairing. To each node one attacker is connected.
 */
export class ProtectedMesh {
  readonly journal = new MemoryJournal()
  readonly view = new FakeView()
  readonly nodes: ProtectedNode[] = []
  readonly #mesh = new RelayMesh(this.journal)
  readonly #random: Random
  readonly #attackers: RawRelayPeer[] = []

  constructor(random: Random) {
    this.#random = random
  }

  async start(count: number, options: { readonly strictSpec64?: boolean } = {}): Promise<void> {
    for (const plan of await planRing(count, Math.min(DIALLED, count - 1), this.#random)) {
      const [verifier, evidence] = [new StubVerifier(), new MemoryEvidence()]
      const validator = new ProofValidator(
        {
          clock: systemClock,
          view: this.view,
          verifier,
          nullifierLog: new NullifierLog({}),
          nullifiersOf: async (...job) => nullifiersOf(...job),
          evidence,
          logger: silentLogger,
          metrics: noMetrics,
        },
        { epochSizeSeconds: EPOCH_SIZE_SECONDS, autosharding: { clusterId: 1, shardCount: 1 }, ...options },
      )
      const [node] = await this.#mesh.start([plan], (message) => validator.validate(message))
      this.nodes.push({ node: node!, validator, verifier, evidence })
      this.#attackers.push(await RawRelayPeer.start(plan.address))
    }
    await eventually('a mesh', MESHED_WITHIN_MS, () => isMeshed(this.#mesh.nodes))
    // One after the other: handshakes are work, and libp2p gives up on slow ones.
    for (const attacker of this.#attackers) await attacker.dial()
  }

  async stop(): Promise<void> {
    await Promise.all(this.#attackers.map((attacker) => attacker.stop()))
    await this.#mesh.stop()
    for (const { validator } of this.nodes) await validator.stop()
  }

  register(rateLimit = 20): Identity {
    const [trapdoor, nullifier] = [0, 1].map(() => BigInt(`0x${Buffer.from(this.#random.bytes(31)).toString('hex')}`))
    const identity = identityFromSecrets(trapdoor! % FIELD_MODULUS, nullifier! % FIELD_MODULUS)
    this.view.register(identity, rateLimit)
    return identity
  }

  message(spec: MessageSpec & { readonly identity: Identity }): ReturnType<typeof stubbedMessage> {
    const timestampNs = BigInt(systemClock.nowMs()) * 1_000_000n
    return stubbedMessage({ timestampNs, root: this.view.newestRoot(), ...spec }, EPOCH_SIZE_SECONDS)
  }

  /** What the attacker of a node sends it. */
  async inject(node: number, messages: readonly ReturnType<typeof stubbedMessage>[]): Promise<void> {
    const encoded = messages.map((message) => ({ topic: MESH_TOPIC, data: encodeWakuMessage(message) }))
    await this.#attackers[node]!.send({ messages: encoded })
  }

  /** Ordered pairs of honest nodes of which the first would not publish to the second any more. */
  cutLinks(): number {
    let cut = 0
    for (const { node } of this.nodes) {
      for (const other of this.nodes) {
        if (other.node === node) continue
        if (node.host.services.pubsub.getScore(other.node.peerId) < PUBLISH_THRESHOLD) cut++
      }
    }
    return cut
  }

  /** Secrets that at least one node can compute. */
  recoveredSecrets(): Set<bigint> {
    const all = this.nodes.flatMap(({ evidence }) => evidence.saved)
    return new Set(all.map(({ shares }) => recoverSecret(...shares).identitySecret))
  }
}
