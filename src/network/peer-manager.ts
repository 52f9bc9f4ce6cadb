import type { Libp2p, PeerId } from '@libp2p/interface'
import { type Clock, type Logger, type Metrics, type Random, type Startable, sleep } from '../foundation/index.ts'
import { NetworkError } from './network-error.ts'
import { createNetworkMetrics, type NetworkMetrics } from './network-metrics.ts'
import { type PeerAddress, parsePeerAddress } from './peer-address.ts'
import { MAX_REDIAL_DELAY_MS, redialDelayMs } from './redial-delay.ts'

/** A connection that lasted this long counts as a success; a shorter one is dialled again ever more slowly. */
const STABLE_CONNECTION_MS = MAX_REDIAL_DELAY_MS

/** When connections have to be closed to stay within the limit, those of configured peers are closed last. */
const STATIC_PEER_TAG = { 'waku-static-peer': { value: 100 } }

type HostPart = Pick<
  Libp2p,
  'peerId' | 'dial' | 'getConnections' | 'peerStore' | 'addEventListener' | 'removeEventListener'
>

export interface PeerManagerComponents {
  readonly host: HostPart
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly metrics: Metrics
}

export interface PeerManagerOptions {
  /** Multiaddrs with a peer id that are kept connected, from `--staticnode`. */
  readonly staticPeers: readonly string[]
}

/**
 * Keeps the configured peers connected: dials them at the start and again, after a growing delay, whenever a dial fails
 * or the connection is lost, until it is stopped.
 */
export class PeerManager implements Startable {
  readonly #components: PeerManagerComponents
  readonly #staticPeers: readonly PeerAddress[]
  readonly #metrics: NetworkMetrics
  #stopping = new AbortController()
  #running: Promise<void>[] = []

  /** @throws NetworkError `invalid_peer_address` or `peer_id_missing`, naming `--staticnode` */
  constructor(components: PeerManagerComponents, options: PeerManagerOptions) {
    this.#components = components
    this.#staticPeers = options.staticPeers.map((text) => parsePeerAddress(text, '--staticnode'))
    this.#metrics = createNetworkMetrics(components.metrics)
  }

  /** Starts dialling; does not wait for any peer to answer. */
  async start(): Promise<void> {
    const { host, logger } = this.#components
    this.#stopping = new AbortController()
    host.addEventListener('connection:open', this.#countConnections)
    host.addEventListener('connection:close', this.#countConnections)
    for (const peer of this.#staticPeers) {
      if (peer.peerId.equals(host.peerId)) {
        logger.warn('a static peer is this node itself and is left out (--staticnode)', {
          address: `${peer.multiaddr}`,
        })
      } else {
        this.#running.push(this.#keepConnected(peer, this.#stopping.signal))
      }
    }
  }

  async stop(): Promise<void> {
    const { host } = this.#components
    this.#stopping.abort()
    await Promise.all(this.#running)
    this.#running = []
    host.removeEventListener('connection:open', this.#countConnections)
    host.removeEventListener('connection:close', this.#countConnections)
  }

  /**
   * Dials a peer once. Returns its id; a peer that is connected already is not dialled.
   * @throws NetworkError `invalid_peer_address`, `peer_id_missing` or `dial_failed`
   */
  async connect(address: string): Promise<string> {
    const peer = parsePeerAddress(address, 'peer address')
    try {
      await this.#dial(peer, this.#stopping.signal)
    } catch (cause) {
      throw new NetworkError('dial_failed', `${address} could not be dialled: ${messageOf(cause)}`, { cause })
    }
    return peer.peerId.toString()
  }

  async #keepConnected(peer: PeerAddress, signal: AbortSignal): Promise<void> {
    const { host, clock, random, logger } = this.#components
    const address = peer.multiaddr.toString()
    let failures = 0
    while (!signal.aborted) {
      try {
        await host.peerStore.merge(peer.peerId, { multiaddrs: [peer.multiaddr], tags: STATIC_PEER_TAG })
        await this.#dial(peer, signal)
        const connectedAtMs = clock.nowMs()
        logger.info('static peer connected', { address })
        await this.#disconnected(peer.peerId, signal)
        if (clock.nowMs() - connectedAtMs >= STABLE_CONNECTION_MS) failures = 0
        logger.info('static peer disconnected', { address })
      } catch (error) {
        if (signal.aborted) return
        logger.warn('static peer could not be dialled, trying again (--staticnode)', {
          address,
          error: messageOf(error),
        })
      }
      failures++
      const fraction = random.bytes(1)[0]! / 256
      await sleep(clock, redialDelayMs(failures, fraction), signal).catch(() => undefined)
    }
  }

  async #dial(peer: PeerAddress, signal: AbortSignal): Promise<void> {
    try {
      await this.#components.host.dial(peer.multiaddr, { signal })
      this.#metrics.dials.add(1, { outcome: 'successful' })
    } catch (error) {
      if (!signal.aborted) this.#metrics.dials.add(1, { outcome: 'failed' })
      throw error
    }
  }

  /** Resolves once no connection to the peer is left, rejects when aborted. */
  #disconnected(peerId: PeerId, signal: AbortSignal): Promise<void> {
    const { host } = this.#components
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        host.removeEventListener('peer:disconnect', onDisconnect)
        signal.removeEventListener('abort', onAbort)
      }
      const onDisconnect = (event: CustomEvent<PeerId>): void => {
        if (!event.detail.equals(peerId)) return
        settle()
        resolve()
      }
      const onAbort = (): void => {
        settle()
        reject(signal.reason)
      }
      host.addEventListener('peer:disconnect', onDisconnect)
      signal.addEventListener('abort', onAbort)
      // It may be gone again before anybody listened.
      if (signal.aborted) onAbort()
      else if (host.getConnections(peerId).length === 0) {
        settle()
        resolve()
      }
    })
  }

  readonly #countConnections = (): void => {
    const connections = this.#components.host.getConnections()
    const inbound = connections.filter((connection) => connection.direction === 'inbound').length
    this.#metrics.connectedPeers.set(inbound, { direction: 'in' })
    this.#metrics.connectedPeers.set(connections.length - inbound, { direction: 'out' })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
