import { nodeConfigFrom, readOptions } from '../../src/config/index.ts'
import { systemClock, systemRandom } from '../../src/foundation/index.ts'
import type { WakuNode } from '../../src/node/index.ts'
import { createWakuNode } from '../../src/node/server.ts'
import { enrolTestMember } from './enrol-test-member.ts'
import type { MembershipFixture } from './membership-fixture.ts'
import { RecordingLogger } from './recording-logger.ts'
import { RecordingMetrics } from './recording-metrics.ts'

const PASSWORD = 'p'

/** Nodes as the command line makes them, of cluster 16, on free ports of 127.0.0.1 and a chain of their own. */
export class ConfiguredNodes {
  readonly #fixture: MembershipFixture
  readonly #started = new Map<WakuNode, RecordingMetrics>()

  constructor(fixture: MembershipFixture) {
    this.#fixture = fixture
  }

  /** Starts a node with these options besides. */
  async start(flags: Readonly<Record<string, string | string[]>> = {}): Promise<WakuNode> {
    const given = {
      'cluster-id': '16',
      'rln-relay-eth-client-address': [this.#fixture.chain.rpcUrl],
      'rln-relay-eth-contract-address': this.#fixture.deployment.contract,
      'tcp-port': '0',
      'listen-address': '127.0.0.1',
      rest: 'false',
      ...flags,
    }
    const config = nodeConfigFrom(readOptions({ flags: given, environment: {}, readText: () => '' }), () => '')
    const metrics = new RecordingMetrics()
    const logger = new RecordingLogger()
    const node = createWakuNode({ clock: systemClock, random: systemRandom, logger, metrics }, config)
    await node.start()
    this.#started.set(node, metrics)
    return node
  }

  /** Starts a node of a new member, whose keystore is written to `keystorePath`. */
  async startMember(keystorePath: string, rateLimit: number): Promise<WakuNode> {
    await enrolTestMember(this.#fixture, keystorePath, { rateLimit, password: PASSWORD })
    return this.start({ 'rln-relay-cred-path': keystorePath, 'rln-relay-cred-password': PASSWORD })
  }

  /** The figures of a node. */
  metricsOf(node: WakuNode): RecordingMetrics {
    return this.#started.get(node)!
  }

  async stopAll(): Promise<void> {
    for (const node of [...this.#started.keys()].reverse()) await node.stop()
    this.#started.clear()
  }
}
