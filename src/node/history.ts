import type { ArchiveConfig, NodeConfig } from '../config/index.ts'
import type { ReleaseStack, StateStore } from '../foundation/index.ts'
import {
  type PartialStoreQuery,
  StoreClient,
  StoreError,
  type StorePage,
  StoreResume,
  StoreService,
  storeProtocol,
  storeQuota,
} from '../services/store/index.ts'
import type { ProofCheck } from '../spam-protection/index.ts'
import { ArchiveRetention, ArchiveWriter, type ArchiveWriterStatus, openMessageArchive } from '../storage/server.ts'
import type { NodeComponents } from './node-components.ts'
import type { ServiceParts } from './relay-stack.ts'
import { ServicePeers } from './service-peers.ts'
import { ShardRules } from './shard-rules.ts'

/** History as the node has it: its own archive, if any, and the way to those of others. */
export interface History {
  /** How archiving goes; undefined on a node that keeps no history. */
  archiveStatus(): ArchiveWriterStatus | undefined
  /**
   * A page from the store node named, else from the own archive, else from a store node that is known.
   * @param peer a multiaddr that ends in a peer id
   * @throws StoreError; NetworkError `invalid_peer_address`, `peer_id_missing`
   */
  query(query: PartialStoreQuery, peer?: string): Promise<StorePage>
}

export interface HistoryComponents extends NodeComponents {
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
  const { clock, random, metrics, proofCheck } = components
  const { host, peers } = parts
  const client = new StoreClient({
    host,
    clock,
    random,
    metrics,
    checkProof: (pubsubTopic, data) => proofCheck.check(pubsubTopic, data),
  })
  const { storeNode, archive: archiveConfig } = config.store
  const storeNodes = new ServicePeers({ peers }, { protocol: storeProtocol.id, ...(storeNode && { node: storeNode }) })
  const kept =
    archiveConfig && (await keepArchive({ ...components, client, storeNodes }, config, archiveConfig, parts, releases))
  return {
    archiveStatus: () => kept?.writer.status(),
    query: async (query, peer) => {
      if (peer === undefined && kept !== undefined) return kept.service.queryPage(query)
      const asked = peer ?? (await storeNodes.list())[0]?.peer
      if (asked === undefined) throw new StoreError('no_store_node', 'no store node is known: name one (--storenode)')
      return client.queryPage(asked, query)
    },
  }
}

async function keepArchive(
  components: HistoryComponents & { readonly client: StoreClient; readonly storeNodes: ServicePeers },
  config: NodeConfig,
  { location, vacuums, migrates, retention, resumes }: ArchiveConfig,
  { host, relay, unwelcome }: ServiceParts,
  releases: ReleaseStack,
): Promise<{ readonly service: StoreService; readonly writer: ArchiveWriter }> {
  const { clock, metrics, client, storeNodes, store } = components
  const logger = components.logger.child('store')
  const archive = await openMessageArchive({ clock, logger, metrics }, location, { vacuum: vacuums, migrates })
  releases.add(() => archive.close())
  const writer = new ArchiveWriter({ archive, clock, logger, metrics })
  const service = new StoreService(
    { host, archive, unwelcome, clock, logger, metrics },
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
  return { service, writer }
}
