import { noMetrics, silentLogger, systemClock } from '../../src/foundation/index.ts'
import { createHost } from '../../src/network/server.ts'
import { gossipsubRouter, Relay, type RelayVerdict } from '../../src/relay/index.ts'

/** A peer that keeps every message of a topic that reaches it, and checks nothing. */
export interface ListeningPeer {
  readonly multiaddr: string
  /** As on the wire, in the order of arrival. */
  readonly messages: readonly Uint8Array[]
  stop(): Promise<void>
}

export async function startListeningPeer(pubsubTopic: string): Promise<ListeningPeer> {
  const host = await createHost(
    { logger: silentLogger },
    {
      listenAddresses: ['/ip4/127.0.0.1/tcp/0'],
      agentVersion: 'listener',
      services: { pubsub: gossipsubRouter({ topics: [pubsubTopic] }) },
    },
  )
  const messages: Uint8Array[] = []
  const relay = new Relay<RelayVerdict>({
    router: host.services.pubsub,
    validate: async ({ data }) => {
      messages.push(data)
      return { action: 'accept', reason: 'listening' }
    },
    disconnect: (peerId) => host.hangUp(peerId),
    clock: systemClock,
    logger: silentLogger,
    metrics: noMetrics,
  })
  await host.start()
  relay.subscribe(pubsubTopic)
  await relay.start()
  return {
    multiaddr: String(host.getMultiaddrs()[0]),
    messages,
    stop: async () => {
      await relay.stop()
      await host.stop()
    },
  }
}
