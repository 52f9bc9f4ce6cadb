/** Connections a node holds unless told otherwise, as nwaku's `--max-connections`. */
export const DEFAULT_MAX_CONNECTIONS = 50

/**
 * New connections a second that one address may open. libp2p's default of 5 refuses honest peers behind one NAT, and a
 * whole network on one machine; a handshake costs about a millisecond, so 20 a second stay below 2 % of a core.
 */
export const MAX_INBOUND_CONNECTIONS_PER_SECOND_PER_ADDRESS = 20

/** Inbound connections that may be in their handshake at once, from all addresses together. */
export const MAX_PENDING_INBOUND_CONNECTIONS = 32

/** A dial ends after this time, name resolution and handshake included. */
export const DIAL_TIMEOUT_MS = 10_000

/** A peer that connected must finish its handshake in this time. */
export const INBOUND_UPGRADE_TIMEOUT_MS = 5_000

/** Dials at once: more would only compete for the same uplink. */
export const MAX_PARALLEL_DIALS = 20

/** Dials that wait for their turn. */
export const MAX_WAITING_DIALS = 200

/**
 * Streams a peer may hold open on one connection. Relay needs one, each request of a service one more for as long as it
 * runs; every protocol has a lower bound of its own.
 */
export const MAX_INBOUND_STREAMS_PER_CONNECTION = 128

/**
 * Streams a second that a peer may open by mplex, which has no other brake than to close the connection; libp2p's default
 * of 5 does so to js-waku, which opens one for each protocol when it connects, and one for each request after that.
 */
export const MAX_NEW_MPLEX_STREAMS_PER_SECOND = 128

/** A peer is tried at no more of its addresses than these: what it advertises is its own choice. */
export const MAX_ADDRESSES_PER_DIAL = 8

/** How often a connection is asked for a sign of life: a mesh peer that went silent is noticed within half a minute. */
export const KEEP_ALIVE_INTERVAL_MS = 10_000

/** The answer may take this long at least: a node that verifies proofs on few cores answers late, and is not dead. */
export const KEEP_ALIVE_TIMEOUT_MS = 15_000
