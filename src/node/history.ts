import type { ArchiveConfig, NodeConfig } from '../config/index.ts'
import type { ReleaseStack, StateStore } from '../foundation/index.ts'
import { parsePeerAddress } from '../network/index.ts'
import {
  type PartialStoreQuery,
  StoreClient,
  type StoredProofCheck,
  StoreError,
  type StorePage,
  StoreResume,
  StoreService,
  storeProtocol,
  storeQuota,
} from '../services/store/index.ts'
import type { ProofCheck } from '../spam-protection/index.ts'
import { ArchiveRetention, ArchiveWriter, openMessageArchive } from '../storage/server.ts'
import type { HistoryAsked } from './history-asked.ts'
import { judgeHistory } from './history-health.ts'
import type { NodeComponents } from './node-components.ts'
import type { ServiceParts } from './relay-stack.ts'
import type { ServiceJudgement } from './service-health.ts'
import { ServiceNodes, type ServiceNodesComponents } from './service-nodes.ts'
import { ShardRules } from './shard-rules.ts'

/** Store nodes asked for a page before it is given up: whoever waits for it waits for each of them. */
const MAX_STORE_NODES_ASKED = 3

/** History as the node has it: its own archive, if any, and the way to those of others. */
export interface History {
  /** How archiving goes, and whether there is history to ask for. */
  judge(): readonly ServiceJudgement[]
  /**
   * A page from the store node named, else from the own archive, else from a store node that was named in the
   * configuration or found; another is asked when one fails.
   * @throws StoreError; NetworkError `invalid_peer_address`, `peer_id_missing`
   */
  query(query: PartialStoreQuery, asked?: HistoryAsked): Promise<StorePage>
  /** Fetches what was missed while the node was down, in the background. Call it once the host is started. */
  resume(): void
}

export interface HistoryComponents extends NodeComponents, Pick<ServiceNodesComponents, 'peerProtocols'> {
  readonly store: StateStore
  readonly proofCheck: Pick<ProofCheck, 'check'>
}

/** Starts what there is of history, before the host listens and relay delivers. Releases are put on the stack. */
export async function startHistory(
  components: HistoryComponents,
  config: NodeConfig,
  parts: ServiceParts,
  releases: ReleaseStack,
): Promise<History> {
  const { clock, random, metrics, proofCheck, peerProtocols } = components
  const { host, peers } = parts
  const checkProof: StoredProofCheck = (pubsubTopic, data) => proofCheck.check(pubsubTopic, data)
  const client = new StoreClient({ host, clock, random, metrics, checkProof })
  const { storeNode, archive: archiveConfig } = config.store
  const storeNodes = new ServiceNodes(
    { peers, peerProtocols },
    { protocols: [storeProtocol.id], named: storeNode === undefined ? [] : [storeNode] },
  )
  const kept =
    archiveConfig &&
    (await keepArchive({ ...components, client, checkProof, storeNodes }, config, archiveConfig, parts, releases))
  return {
    judge: () => {
      const archive = kept && { archive: kept.writer.status() }
      return judgeHistory({ ...archive, isStoreNodeThere: storeNodes.has(storeProtocol.id) })
    },
    query: async (query, { peer, checksProofs } = {}) => {
      if (peer === undefined && kept !== undefined) return kept.service.queryPage(query, checksProofs)
      if (peer === undefined) return queryAny(client, storeNodes, query)
      // Whoever asks mistyped it, which is no failure of a store node.
      parsePeerAddress(peer, 'store node')
      return client.queryPage(peer, query)
    },
    resume: () => kept?.resume?.fill(),
  }
}

/** A page of the first store node that gives one. */
async function queryAny(client: StoreClient, storeNodes: ServiceNodes, query: PartialStoreQuery): Promise<StorePage> {
  let failure = new StoreError('no_store_node', 'no store node is known: name one (--storenode)')
  for (const { peer } of (await storeNodes.list()).slice(0, MAX_STORE_NODES_ASKED)) {
    try {
      const page = await client.queryPage(peer, query)
      storeNodes.succeeded(peer)
      return page
    } catch (error) {
      // Another node would find the same fault in the query.
      if (!(error instanceof StoreError) || error.code === 'bad_request') throw error
      storeNodes.failed(peer)
      failure = error
    }
  }
  throw failure
}

interface Kept {
  readonly service: StoreService
  readonly writer: ArchiveWriter
  readonly resume?: StoreResume
}

async function keepArchive(
  components: HistoryComponents & {
    readonly client: StoreClient
    readonly checkProof: StoredProofCheck
    readonly storeNodes: ServiceNodes
  },
  config: NodeConfig,
  { location, vacuums, migrates, retention, resumes }: ArchiveConfig,
  { host, relay, unwelcome }: ServiceParts,
  releases: ReleaseStack,
): Promise<Kept> {
  const { clock, metrics, client, checkProof, storeNodes, store } = components
  const logger = components.logger.child('store')
  const archive = await openMessageArchive({ clock, logger, metrics }, location, { vacuum: vacuums, migrates })
  releases.add(() => archive.close())
  const writer = new ArchiveWriter({ archive, clock, logger, metrics })
  const service = new StoreService(
    { host, archive, checkProof, unwelcome, clock, logger, metrics },
    { quota: { ...storeQuota, ...config.rateLimits.store } },
  )
  const { pubsubTopics } = new ShardRules(config.network)
  const resume = new StoreResume(
    { client, archive, store, peers: () => storeNodes.list(), clock, logger, metrics },
    { pubsubTopics },
  )
  const keeper = new ArchiveRetention({ archive, clock, logger, metrics }, retention)
  for (const part of [writer, keeper, service, ...(resumes ? [resume] : [])]) {
    releases.add(() => part.stop())
    await part.start()
  }
  // Relay tells of nothing that was not accepted, and of own messages once they were found valid.
  releases.add(relay.onMessage(({ pubsubTopic, data }) => writer.offer(pubsubTopic, data)))
  return { service, writer, ...(resumes && { resume }) }
}
