import type { PrivateKey, ServiceMap } from '@libp2p/interface'
import { type StateStore, silentLogger, systemClock, systemRandom } from '../../../src/foundation/index.ts'
import { createNodeKey, PeerManager, type PeerSlots, UnwelcomePeers } from '../../../src/network/index.ts'
import { ConnectionGate, createHost, type Host } from '../../../src/network/server.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'
import { STUB_RELAY_PROTOCOL } from '../../support/stub-host.ts'

export const ROOMY_SLOTS: PeerSlots = { relayOutbound: 10, relayInbound: 20, service: 20, inbound: 40 }

export interface PeerHostOptions {
  readonly key?: PrivateKey
  readonly port?: number
  readonly staticPeers?: readonly string[]
  readonly slots?: PeerSlots
  readonly store?: StateStore
  readonly maxInboundPerAddress?: number
}

/** A host with its peer manager, as the node puts them together, that claims to relay. */
export class PeerHost {
  readonly host: Host<ServiceMap>
  readonly manager: PeerManager
  readonly metrics: RecordingMetrics
  readonly gate: ConnectionGate

  private constructor(host: Host<ServiceMap>, manager: PeerManager, metrics: RecordingMetrics, gate: ConnectionGate) {
    this.host = host
    this.manager = manager
    this.metrics = metrics
    this.gate = gate
  }

  static async start(options: PeerHostOptions = {}): Promise<PeerHost> {
    const metrics = new RecordingMetrics()
    const slots = options.slots ?? ROOMY_SLOTS
    const gate = new ConnectionGate(
      { metrics, unwelcome: new UnwelcomePeers(systemClock) },
      {
        maxInbound: slots.inbound,
        maxInboundPerAddress: options.maxInboundPerAddress ?? 5,
        countLoopback: options.maxInboundPerAddress !== undefined,
      },
    )
    const host = await createHost(
      { logger: silentLogger, gate },
      {
        listenAddresses: [`/ip4/127.0.0.1/tcp/${options.port ?? 0}`],
        agentVersion: 'waku-rln-relay/test',
        privateKey: options.key ?? (await createNodeKey()),
        maxConnections: slots.inbound + slots.relayOutbound,
        services: {},
      },
    )
    await host.handle(STUB_RELAY_PROTOCOL, () => undefined)
    const manager = new PeerManager(
      {
        host,
        clock: systemClock,
        random: systemRandom,
        logger: silentLogger,
        metrics,
        ...(options.store && { store: options.store }),
      },
      { staticPeers: options.staticPeers ?? [], slots, relayProtocol: STUB_RELAY_PROTOCOL },
    )
    await host.start()
    await manager.start()
    return new PeerHost(host, manager, metrics, gate)
  }

  get address(): string {
    return String(this.host.getMultiaddrs()[0])
  }

  get port(): number {
    return Number(
      this.host
        .getMultiaddrs()[0]!
        .getComponents()
        .find(({ name }) => name === 'tcp')?.value,
    )
  }

  /** Resolves when a peer connects next. */
  nextPeer(): Promise<string> {
    return new Promise((resolve) => {
      this.host.addEventListener('peer:connect', ({ detail }) => resolve(detail.toString()), { once: true })
    })
  }

  async stop(): Promise<void> {
    await this.manager.stop()
    await this.host.stop()
  }
}
