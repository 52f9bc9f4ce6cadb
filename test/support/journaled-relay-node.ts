import {
  type Metrics,
  noMetrics,
  type Random,
  silentLogger,
  systemClock,
  systemRandom,
} from '../../src/foundation/index.ts'
import { PeerManager, parseNodeKey, peerIdOfNodeKey, peerSlots, UnwelcomePeers } from '../../src/network/index.ts'
import { ConnectionGate, createHost, DEFAULT_MAX_CONNECTIONS, type Host } from '../../src/network/server.ts'
import {
  type GossipsubRouter,
  gossipMessageKey,
  gossipsubRouter,
  RELAY_PROTOCOL,
  Relay,
  type RelayValidator,
  type RelayVerdict,
} from '../../src/relay/index.ts'
import type { RelayJournal } from './relay-journal.ts'

export const MESH_TOPIC = '/waku/2/rs/1/0'

export interface RelayNodeSettings {
  /** Its name in journals, `n0`. */
  readonly name: string
  /** 32 bytes in hexadecimal: decides its peer id. */
  readonly nodeKey: string
  /** Where it listens: an address of 127.0.0.0/8 of its own, as peers that share one would share a fate. */
  readonly host: string
  readonly port: number
  /** Multiaddrs with peer ids it keeps connected. */
  readonly staticPeers: readonly string[]
  /** Tell others no address, so that they reach it only by those they were given: of proxies, for example. */
  readonly unannounced?: boolean
  /** As `--max-connections`; default 50, of which 20 are for relay peers that dial this node. */
  readonly maxConnections?: number
  /** Dials fail while this says no; default: it may dial from the start. */
  readonly mayDial?: () => boolean
}

/** A relay node for test networks: real libp2p and GossipSub, a cheap validator, and a journal of what it saw. */
export interface JournaledRelayNode {
  readonly name: string
  readonly peerId: string
  readonly host: Host<{ pubsub: GossipsubRouter }>
  readonly relay: Relay
  /** Sends a message to the topic and returns its id. */
  publish(data: Uint8Array): Promise<string>
  stop(): Promise<void>
}

/** As `--ip-colocation-limit`. */
const MAX_INBOUND_PER_ADDRESS = 5

/** As the first byte of a message: worth nothing, but nobody's fault. */
export const JUNK = 255

const ignoreJunk: RelayValidator<RelayVerdict> = async ({ data }) =>
  data[0] === JUNK ? { action: 'ignore', reason: 'junk' } : { action: 'accept', reason: 'valid' }

/** Starts a node that relays what `validate` accepts; by default everything but `JUNK`. */
export async function startJournaledRelayNode(
  settings: RelayNodeSettings,
  journal: RelayJournal,
  validate: RelayValidator<RelayVerdict> = ignoreJunk,
  metrics: Metrics = noMetrics,
): Promise<JournaledRelayNode> {
  const { name, maxConnections = DEFAULT_MAX_CONNECTIONS } = settings
  const slots = peerSlots({ maxConnections, relayServiceRatio: { relay: 60, service: 40 } })
  const gate = new ConnectionGate(
    { metrics, unwelcome: new UnwelcomePeers(systemClock) },
    {
      maxInbound: slots.inbound,
      maxInboundPerAddress: MAX_INBOUND_PER_ADDRESS,
      countLoopback: false,
    },
  )
  const host = await createHost(
    { logger: silentLogger, gate },
    {
      listenAddresses: [`/ip4/${settings.host}/tcp/${settings.port}`],
      ...(settings.unannounced && { announceAddresses: [UNREACHABLE], announceOnly: true }),
      privateKey: parseNodeKey(settings.nodeKey),
      agentVersion: 'test',
      maxConnections,
      services: { pubsub: gossipsubRouter({ topics: [MESH_TOPIC] }) },
    },
  )
  const { mayDial } = settings
  if (mayDial !== undefined) {
    const dial = host.dial.bind(host)
    host.dial = async (...to) => {
      if (!mayDial()) throw new Error('not yet')
      return dial(...to)
    }
  }
  const components = { clock: systemClock, random: systemRandom, logger: silentLogger, metrics }
  const relay = new Relay<RelayVerdict>({
    ...components,
    router: host.services.pubsub,
    validate,
    disconnect: (peerId) => host.hangUp(peerId),
  })
  relay.onMessage(({ data, fromSelf }) => {
    if (!fromSelf) journal.record(name, 'delivered', gossipMessageKey({ data }))
  })
  const peers = new PeerManager(
    { ...components, host, standings: relay },
    { staticPeers: settings.staticPeers, relayProtocol: RELAY_PROTOCOL, slots },
  )
  relay.subscribe(MESH_TOPIC)
  await host.start()
  await relay.start()
  await peers.start()
  journal.record(name, 'up')
  return {
    name,
    peerId: host.peerId.toString(),
    host,
    relay,
    publish: async (data) => {
      const message = gossipMessageKey({ data })
      // Before it is sent: a neighbour may have it before `publish` returns.
      journal.record(name, 'published', message)
      await relay.publish(MESH_TOPIC, data)
      return message
    },
    stop: async () => {
      journal.record(name, 'down')
      await peers.stop()
      await relay.stop()
      await host.stop()
    },
  }
}

/** An address for documentation (RFC 5737): nobody is there. */
const UNREACHABLE = '/ip4/192.0.2.1/tcp/9'

/** Bytes of which no two are alike, and whose author others can tell: the first byte says which of the nodes it is. */
export function messageOf(author: number, bytes: number, random: Random): Uint8Array {
  const data = random.bytes(bytes)
  data[0] = author
  return data
}

/** A key of a node, always the same one from the same random bytes, and the peer id that belongs to it. */
export function nodeIdentity(random: Random): { readonly nodeKey: string; readonly peerId: string } {
  const nodeKey = Buffer.from(random.bytes(32)).toString('hex')
  return { nodeKey, peerId: peerIdOfNodeKey(parseNodeKey(nodeKey)) }
}
