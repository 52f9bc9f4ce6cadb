import { type Clock, type Logger, type Metrics, type Random, type Startable, sleep } from '../../foundation/index.ts'
import {
  type ConnectedPeers,
  NetworkError,
  parsePeerAddress,
  RequestClient,
  type RequestClientComponents,
  type RequestQuotaOptions,
  RequestServer,
  type RequestServerComponents,
  type UnwelcomePeers,
  type WakuPeerRecord,
} from '../../network/index.ts'
import {
  MAX_RECORDS_PER_ANSWER,
  type PeerExchangeRequest,
  type PeerExchangeResponse,
  peerExchangeStatus,
} from './peer-exchange-codec.ts'
import { createPeerExchangeMetrics, type PeerExchangeMetrics } from './peer-exchange-metrics.ts'
import { peerExchangeProtocol, peerExchangeQuota } from './peer-exchange-protocol.ts'
import { RecordPool, type RecordPoolComponents } from './record-pool.ts'

/** Checking a signature takes milliseconds, of which relay wants to have its share. */
const PAUSE_BETWEEN_RECORDS_MS = 1

/** How often the configured node is asked while this one needs peers. */
const ASK_INTERVAL_MS = 15_000
/** How soon it is asked a second time: who came just before this node had told it nothing yet. */
const SECOND_ASK_MS = 3_000

export interface PeerExchangeComponents extends RecordPoolComponents {
  readonly host: RequestClientComponents['host'] & RequestServerComponents['host']
  readonly peers: ConnectedPeers
  /** This node's own record; undefined when its key cannot sign one. */
  readonly ownRecord: () => Promise<Uint8Array | undefined>
  /** Takes note of a node that a connected peer named. */
  readonly suggest: (record: WakuPeerRecord, namedByPeerId: string) => void
  /** Whether this node would dial others if it knew them. */
  readonly needsPeers: () => boolean
  readonly unwelcome?: UnwelcomePeers
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly metrics: Metrics
}

export interface PeerExchangeOptions {
  readonly clusterId: number
  /** Whether others are told of nodes. */
  readonly serves: boolean
  /** Multiaddr of the node that is asked for peers; missing: none is, and nobody that a peer names is dialled. */
  readonly node?: string
  /** Default: `peerExchangeQuota`. */
  readonly quota?: RequestQuotaOptions
}

/**
 * Tells peers the records of nodes (34/WAKU2-PEER-EXCHANGE), its own first, and asks for more. Every record is signed by the
 * node it describes. Peers that connect are asked for theirs, so that there is something to tell; one that nobody here has
 * reached is not passed on.
 */
export class PeerExchangeService implements Startable {
  readonly #components: PeerExchangeComponents
  readonly #options: PeerExchangeOptions
  readonly #metrics: PeerExchangeMetrics
  readonly #pool: RecordPool
  readonly #client: RequestClient<PeerExchangeRequest, PeerExchangeResponse>
  readonly #server: RequestServer<PeerExchangeRequest, PeerExchangeResponse> | undefined
  readonly #asking = new Set<Promise<void>>()
  #received = 0
  #receivedUnknown = 0
  #stopping = new AbortController()
  #releases: (() => void)[] = []

  constructor(components: PeerExchangeComponents, options: PeerExchangeOptions) {
    this.#components = components
    this.#options = options
    this.#metrics = createPeerExchangeMetrics(components.metrics)
    this.#pool = new RecordPool(components, options.clusterId)
    this.#client = new RequestClient(components, peerExchangeProtocol)
    if (options.serves) this.#server = this.#createServer()
  }

  /** Whether others are told of nodes. */
  get serves(): boolean {
    return this.#options.serves
  }

  /** Before the host is started: the first peer asks as soon as it is connected. */
  async start(): Promise<void> {
    const { peers, clock } = this.#components
    const { node, serves } = this.#options
    this.#stopping = new AbortController()
    await this.#server?.start()
    if (serves || node !== undefined) {
      const wanted = node === undefined ? 1 : MAX_RECORDS_PER_ANSWER
      this.#releases.push(peers.onConnected((peerId) => this.#ask(peerId, wanted, true)))
    }
    if (node === undefined) return
    const askAgain = (): void => this.askConfiguredNode()
    this.#releases.push(clock.after(SECOND_ASK_MS, askAgain), clock.every(ASK_INTERVAL_MS, askAgain))
  }

  async stop(): Promise<void> {
    for (const release of this.#releases.splice(0)) release()
    this.#stopping.abort()
    await Promise.all(this.#asking)
    await this.#server?.stop()
  }

  /** Asks the configured node, which is dialled if need be, while peers are needed. Call it once the host is started. */
  askConfiguredNode(): void {
    const { node } = this.#options
    if (node !== undefined && this.#components.needsPeers()) this.#ask(node, MAX_RECORDS_PER_ANSWER, false)
  }

  #createServer(): RequestServer<PeerExchangeRequest, PeerExchangeResponse> {
    return new RequestServer(this.#components, {
      protocol: peerExchangeProtocol,
      quota: this.#options.quota ?? peerExchangeQuota,
      handle: ({ peers }, { peerId }) => this.#answer(peers, peerId),
      refuse: (reason) => {
        const statusCode = reason === 'over_quota' ? 'tooManyRequests' : 'badRequest'
        this.#metrics.errors.add(1, { type: statusCode })
        return { records: [], statusCode: peerExchangeStatus[statusCode], statusDesc: reason }
      },
    })
  }

  async #answer(wanted: number, peerId: string): Promise<PeerExchangeResponse> {
    const own = await this.#components.ownRecord()
    const others = (await this.#pool.list(peerId)).map(({ bytes }) => bytes)
    // Whoever wants few gets any of them.
    const records = [...(own ? [own] : []), ...this.#pool.shuffle(others)].slice(0, wanted)
    if (records.length === 0 && wanted > 0) {
      return { records, statusCode: peerExchangeStatus.serviceUnavailable, statusDesc: 'no peers are known' }
    }
    this.#metrics.sent.add(records.length)
    return { records, statusCode: peerExchangeStatus.ok, statusDesc: 'OK' }
  }

  #ask(peer: string, wanted: number, connectedOnly: boolean): void {
    const asked = this.#askFor(peer, wanted, connectedOnly).finally(() => this.#asking.delete(asked))
    this.#asking.add(asked)
  }

  /** Never rejects: a peer that tells nothing is none the worse for it. */
  async #askFor(peer: string, wanted: number, connectedOnly: boolean): Promise<void> {
    const { logger } = this.#components
    const { signal } = this.#stopping
    try {
      const { records, statusCode } = await this.#client.request(peer, { peers: wanted }, { signal, connectedOnly })
      if (statusCode !== peerExchangeStatus.ok) this.#metrics.errors.add(1, { type: 'refused' })
      else await this.#take(records, peer)
    } catch (error) {
      if (signal.aborted) return
      const code = error instanceof NetworkError ? error.code : 'failed'
      // Most that connect do not speak it, and some are gone at once.
      if (code === 'protocol_not_supported' || code === 'peer_not_connected') return
      this.#metrics.errors.add(1, { type: code })
      if (connectedOnly) logger.debug('a peer told no node records', { peer, code })
      else logger.warn('the node that was to name peers did not answer (--peer-exchange-node)', { peer, code })
    }
  }

  async #take(records: readonly Uint8Array[], namedBy: string): Promise<void> {
    const { suggest, logger, clock } = this.#components
    const namedByPeerId = namedBy.startsWith('/') ? parsePeerAddress(namedBy, 'peer').peerId.toString() : namedBy
    let added = 0
    for (const bytes of records) {
      await sleep(clock, PAUSE_BETWEEN_RECORDS_MS, this.#stopping.signal)
      const taken = this.#pool.add(bytes)
      this.#received++
      if (taken === undefined) continue
      if (taken.isNew) added++
      if (this.#options.node !== undefined) suggest(taken.record.peer, namedByPeerId)
    }
    this.#receivedUnknown += added
    this.#metrics.received.set(this.#received)
    this.#metrics.receivedUnknown.set(this.#receivedUnknown)
    this.#metrics.cached.set(this.#pool.size)
    if (added > 0) logger.debug('a peer named nodes', { peerId: namedByPeerId, named: records.length, added })
  }
}
