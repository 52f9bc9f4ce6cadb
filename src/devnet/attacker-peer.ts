import { type Clock, noMetrics, type Random, silentLogger } from '../foundation/index.ts'
import { PeerManager, peerSlots } from '../network/index.ts'
import { createHost } from '../network/server.ts'
import { gossipsubRouter, RELAY_PROTOCOL, Relay, type RelayVerdict } from '../relay/index.ts'
import { waitUntil } from './wait-until.ts'

/** Connecting and exchanging subscriptions takes milliseconds on one machine; a loaded one gets a generous bound. */
const ATTACH_TIMEOUT_MS = 20_000

/** As a node has them that is not told otherwise. */
const SLOTS = peerSlots({ maxConnections: 50, relayServiceRatio: { relay: 60, service: 40 } })

/** A peer of the network that sends whatever it is given, and checks nothing. */
export class AttackerPeer {
  readonly #relay: Relay
  readonly #pubsubTopic: string
  readonly #stopHost: () => Promise<void>

  private constructor(relay: Relay, pubsubTopic: string, stopHost: () => Promise<void>) {
    this.#relay = relay
    this.#pubsubTopic = pubsubTopic
    this.#stopHost = stopHost
  }

  /** Joins the topic as a neighbour of the given nodes. */
  static async attach(
    components: { readonly clock: Clock; readonly random: Random },
    pubsubTopic: string,
    neighbours: readonly string[],
  ): Promise<AttackerPeer> {
    const { clock, random } = components
    const router = gossipsubRouter({ topics: [pubsubTopic] })
    const host = await createHost(
      { logger: silentLogger },
      { listenAddresses: [], agentVersion: 'attacker', services: { pubsub: router } },
    )
    const relay = new Relay<RelayVerdict>({
      router: host.services.pubsub,
      validate: async () => ({ action: 'ignore', reason: 'attacker' }),
      disconnect: (peerId) => host.hangUp(peerId),
      clock,
      logger: silentLogger,
      metrics: noMetrics,
    })
    const peers = new PeerManager(
      { host, clock, random, logger: silentLogger, metrics: noMetrics },
      { staticPeers: neighbours, relayProtocol: RELAY_PROTOCOL, slots: SLOTS },
    )
    const stopHost = async (): Promise<void> => {
      await peers.stop()
      await relay.stop()
      await host.stop()
    }
    try {
      await host.start()
      relay.subscribe(pubsubTopic)
      await relay.start()
      await peers.start()
      await waitUntil(clock, 'the attacker became a neighbour of all nodes', ATTACH_TIMEOUT_MS, async () => {
        return relay.subscribers(pubsubTopic).length === neighbours.length
      })
    } catch (error) {
      await stopHost()
      throw error
    }
    return new AttackerPeer(relay, pubsubTopic, stopHost)
  }

  /** Sends the bytes to every neighbour. */
  async send(data: Uint8Array): Promise<void> {
    await this.#relay.publish(this.#pubsubTopic, data)
  }

  stop(): Promise<void> {
    return this.#stopHost()
  }
}
