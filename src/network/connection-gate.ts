import type { ConnectionGater, MultiaddrConnection, PeerId } from '@libp2p/interface'
import type { Counter, Metrics } from '../foundation/index.ts'
import { ipAddressOf } from './remote-address.ts'
import type { UnwelcomePeers } from './unwelcome-peers.ts'

export interface ConnectionGateOptions {
  /** Inbound connections at once, those in their handshake included. */
  readonly maxInbound: number
  /** Inbound connections at once from one address (IPv6: one /64); 0 for any number. */
  readonly maxInboundPerAddress: number
  /** Count connections from this machine as any other. Else behind them may be a proxy with everybody, or a test. */
  readonly countLoopback: boolean
}

export interface ConnectionGateComponents {
  readonly metrics: Metrics
  readonly unwelcome: Pick<UnwelcomePeers, 'isTurnedAway' | 'addresses'>
}

type RefusalReason = 'inbound_full' | 'address_full' | 'address_turned_away' | 'turned_away'

/**
 * Refuses inbound connections over the limits before any handshake, and those of unwelcome peers right after it; before it,
 * too, where their address has brought too many. A connection counts from its acceptance until its socket is closed,
 * so that handshakes under way cannot overshoot a limit.
 */
export class ConnectionGate implements ConnectionGater {
  readonly #options: ConnectionGateOptions
  readonly #unwelcome: ConnectionGateComponents['unwelcome']
  readonly #refused: Counter
  readonly #inbound = new Set<MultiaddrConnection>()
  /** Never more entries than inbound connections. */
  readonly #perAddress = new Map<string, number>()

  constructor({ metrics, unwelcome }: ConnectionGateComponents, options: ConnectionGateOptions) {
    this.#unwelcome = unwelcome
    this.#options = options
    this.#refused = metrics.counter('waku_refused_connections_total', 'Inbound connections refused', ['reason'])
  }

  get inbound(): number {
    return this.#inbound.size
  }

  /** Asked by libp2p for each connection that was accepted by a listener. */
  readonly denyInboundConnection = (connection: MultiaddrConnection): boolean => {
    // One that has closed already would be counted for ever.
    if (connection.status !== 'open') return true
    const address = this.#countedAddress(connection)
    const reason = this.#reasonToRefuse(address)
    if (reason !== undefined) {
      this.#refused.add(1, { reason })
      return true
    }
    this.#count(connection, address)
    return false
  }

  /** Asked when the handshake has told who it is, before anything else is negotiated. */
  readonly denyInboundEncryptedConnection = (peerId: PeerId, connection: MultiaddrConnection): boolean => {
    if (!this.#unwelcome.isTurnedAway(peerId.toString())) return false
    this.#refused.add(1, { reason: 'turned_away' })
    const address = this.#countedAddress(connection)
    if (address !== undefined) this.#unwelcome.addresses.noteHandshakeInVain(address)
    return true
  }

  #reasonToRefuse(address: string | undefined): RefusalReason | undefined {
    const { maxInbound, maxInboundPerAddress } = this.#options
    if (this.#inbound.size >= maxInbound) return 'inbound_full'
    if (address === undefined) return undefined
    if ((this.#perAddress.get(address) ?? 0) >= maxInboundPerAddress) return 'address_full'
    return this.#unwelcome.addresses.isSpent(address) ? 'address_turned_away' : undefined
  }

  #countedAddress({ remoteAddr }: MultiaddrConnection): string | undefined {
    if (this.#options.maxInboundPerAddress === 0) return undefined
    const address = ipAddressOf(remoteAddr)
    const isExempt = address?.scope === 'loopback' && !this.#options.countLoopback
    return isExempt ? undefined : address?.group
  }

  #count(connection: MultiaddrConnection, address: string | undefined): void {
    this.#inbound.add(connection)
    if (address !== undefined) this.#perAddress.set(address, (this.#perAddress.get(address) ?? 0) + 1)
    connection.addEventListener('close', () => this.#release(connection, address), { once: true })
  }

  #release(connection: MultiaddrConnection, address: string | undefined): void {
    if (!this.#inbound.delete(connection) || address === undefined) return
    const left = (this.#perAddress.get(address) ?? 0) - 1
    if (left > 0) this.#perAddress.set(address, left)
    else this.#perAddress.delete(address)
  }
}
