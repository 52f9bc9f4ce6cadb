import {
  BoundedMap,
  type Clock,
  type Counter,
  type Logger,
  type Metrics,
  type Startable,
  sleep,
} from '../../foundation/index.ts'
import {
  type ConnectedPeers,
  NetworkError,
  RequestClient,
  type RequestClientComponents,
  RequestServer,
  type RequestServerComponents,
  type UnwelcomePeers,
} from '../../network/index.ts'
import type { Metadata } from './metadata-codec.ts'
import { metadataProtocol, metadataQuota } from './metadata-protocol.ts'
import { judgeMetadata, type MetadataVerdict } from './metadata-verdict.ts'

/** Peers whose metadata is kept: many times the connections a node has. */
const MAX_KNOWN_PEERS = 2_048

/**
 * How often a peer is asked whose stream breaks. js-waku writes its answer before it has read the question, and closes: what
 * comes in one piece with the end of the negotiation is lost.
 */
const MAX_ATTEMPTS = 3
const RETRY_DELAY_MS = 1_000

export interface MetadataServiceComponents {
  readonly host: RequestClientComponents['host'] & RequestServerComponents['host']
  readonly peers: ConnectedPeers
  /** Disconnects a peer that asking again would not make one of ours, and has it not dialled for a while. */
  readonly avoid: (peerId: string) => Promise<void>
  readonly unwelcome?: UnwelcomePeers
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
}

export interface MetadataServiceOptions {
  readonly clusterId: number
  /** The shards relayed at the moment. */
  readonly shards: () => readonly number[]
  /** Whether a peer that does not speak the protocol at all is disconnected, too. */
  readonly isRequired: boolean
}

/**
 * Tells peers our cluster and shards, asks each peer that connects for its own, and disconnects those of other clusters:
 * they would take places that peers of this network need.
 */
export class MetadataService implements Startable {
  readonly #components: MetadataServiceComponents
  readonly #options: MetadataServiceOptions
  readonly #server: RequestServer<Metadata, Metadata>
  readonly #client: RequestClient<Metadata, Metadata>
  readonly #verdicts: Counter
  readonly #known = new BoundedMap<string, Metadata>(MAX_KNOWN_PEERS)
  readonly #asking = new Set<Promise<void>>()
  #stopping = new AbortController()
  #stopListening: (() => void)[] = []

  constructor(components: MetadataServiceComponents, options: MetadataServiceOptions) {
    this.#components = components
    this.#options = options
    this.#verdicts = components.metrics.counter('waku_metadata_peers_total', 'Peers asked, by what they told', [
      'verdict',
    ])
    this.#client = new RequestClient(components, metadataProtocol)
    this.#server = new RequestServer(components, {
      protocol: metadataProtocol,
      quota: metadataQuota,
      handle: async (told, { peerId }) => {
        if (judgeMetadata(told, options.clusterId) === 'same_cluster') this.#known.set(peerId, told)
        return this.#own()
      },
    })
  }

  /** Before the host is started: the first peer asks as soon as it is connected. */
  async start(): Promise<void> {
    const { peers } = this.#components
    this.#stopping = new AbortController()
    await this.#server.start()
    this.#stopListening = [
      peers.onConnected((peerId) => this.#onConnected(peerId)),
      peers.onDisconnected((peerId) => this.#known.delete(peerId)),
    ]
  }

  async stop(): Promise<void> {
    for (const stopListening of this.#stopListening.splice(0)) stopListening()
    this.#stopping.abort()
    await Promise.all(this.#asking)
    await this.#server.stop()
    this.#known.clear()
  }

  /** What a connected peer told; undefined when it was not asked yet, or does not speak the protocol. */
  metadataOf(peerId: string): Metadata | undefined {
    return this.#known.get(peerId)
  }

  #own(): Metadata {
    return { clusterId: this.#options.clusterId, shards: this.#options.shards() }
  }

  #onConnected(peerId: string): void {
    const asked = this.#ask(peerId).finally(() => this.#asking.delete(asked))
    this.#asking.add(asked)
  }

  /** Never rejects. */
  async #ask(peerId: string): Promise<void> {
    const { signal } = this.#stopping
    const told = await this.#answerOf(peerId, signal)
    if (signal.aborted) return
    const verdict = judgeMetadata(told, this.#options.clusterId)
    this.#verdicts.add(1, { verdict })
    if (verdict === 'same_cluster') this.#known.set(peerId, told as Metadata)
    else if (verdict !== 'gone' && !(verdict === 'not_spoken' && !this.#options.isRequired)) {
      await this.#disconnect(peerId, verdict, told)
    }
  }

  /** What it answers, or told when it asked us; never rejects. */
  async #answerOf(peerId: string, signal: AbortSignal): Promise<Metadata | NetworkError> {
    for (let attempt = 1; ; attempt++) {
      const told = await this.#client
        .request(peerId, this.#own(), { signal, connectedOnly: true })
        .catch((error) => error as NetworkError)
      if (!(told instanceof NetworkError) || told.code !== 'stream_failed') return told
      const known = this.#known.get(peerId)
      if (known !== undefined) return known
      if (attempt >= MAX_ATTEMPTS) return told
      await sleep(this.#components.clock, RETRY_DELAY_MS, signal).catch(() => undefined)
    }
  }

  async #disconnect(peerId: string, verdict: MetadataVerdict, told: Metadata | NetworkError): Promise<void> {
    const { peers, avoid, logger } = this.#components
    const { clusterId } = this.#options
    const detail = told instanceof NetworkError ? { error: told.message } : { theirClusterId: told.clusterId }
    logger.info('a peer is disconnected for its metadata', { peerId, verdict, clusterId, ...detail })
    try {
      // Who gave no answer may be slow, or on its way out: it is as welcome as before when it comes back.
      if (verdict === 'no_answer') await peers.disconnect(peerId)
      else await avoid(peerId)
    } catch (error) {
      logger.warn('a peer could not be disconnected', { peerId, error })
    }
  }
}
