import { NetworkError } from './network-error.ts'

/** How many connections a node holds, by what they are for. Those of a few who have just come are in none of the parts. */
export interface PeerSlots {
  /** Relay peers this node dials itself: nobody else decides who they are, so no stranger can take them all. */
  readonly relayOutbound: number
  readonly relayInbound: number
  /** Peers that do not relay: they use services, or offer them. */
  readonly service: number
  /** All inbound connections together: the slots for outbound relay peers stay free of them. */
  readonly inbound: number
}

export interface PeerSlotsOptions {
  readonly maxConnections: number
  /** Takes the place of the ratio. */
  readonly maxRelayPeers?: number
  /** Relay to service, in percent. */
  readonly relayServiceRatio: { readonly relay: number; readonly service: number }
}

/** GossipSub's Dout: as many outbound peers it wants in a mesh. */
const LEAST_RELAY_OUTBOUND = 3

/**
 * Inbound connections that stay free when all slots are taken, for who has just come: without a connection nobody can show
 * that it is worth more than another one. Of the service slots at most a quarter.
 */
const MAX_ARRIVALS = 8

/** As nwaku splits its connections: 60:40 between relay and services, of the relay peers one third dialled by itself. */
export function peerSlots({ maxConnections, maxRelayPeers, relayServiceRatio }: PeerSlotsOptions): PeerSlots {
  const relay = maxRelayPeers ?? Math.round((maxConnections * relayServiceRatio.relay) / 100)
  // Of very few, half: a node that dials nobody could be surrounded, one that lets nobody in does not relay.
  const relayOutbound = Math.max(Math.floor(relay / 3), Math.min(LEAST_RELAY_OUTBOUND, Math.floor(relay / 2)))
  const service = maxConnections - relay
  return {
    relayOutbound,
    relayInbound: relay - relayOutbound,
    service: service - Math.min(MAX_ARRIVALS, Math.floor(service / 4)),
    inbound: maxConnections - relayOutbound,
  }
}

/**
 * The ratio from its text, `60:40`.
 * @throws NetworkError `invalid_relay_service_ratio`
 */
export function parseRelayServiceRatio(text: string): PeerSlotsOptions['relayServiceRatio'] {
  const match = /^(\d{1,3}):(\d{1,3})$/.exec(text)
  const relay = Number(match?.[1])
  const service = Number(match?.[2])
  if (match === null || relay + service !== 100) {
    const advice = 'write two percentages that make 100, relay first, such as 60:40 (--relay-service-ratio)'
    throw new NetworkError('invalid_relay_service_ratio', `"${text}" is no ratio of relay to service peers: ${advice}`)
  }
  return { relay, service }
}
