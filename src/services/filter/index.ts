/**
 * Some of the messages for clients that do not relay (12/WAKU2-FILTER): a node takes their subscriptions and pushes what
 * matches, a client keeps subscribed at several nodes and believes none of them. Whether a proof holds is for whoever hands
 * in the check; it knows no zero-knowledge.
 */
export * from './filter-client.ts'
export type { FilteredMessage } from './filter-intake.ts'
export type { FilterPush } from './filter-messages.ts'
export {
  filterPushProtocol,
  filterSubscribeProtocol,
  filterSubscribeQuota,
  MAX_CONTENT_TOPICS_PER_REQUEST,
} from './filter-protocol.ts'
export type { FilterOutcome } from './filter-requester.ts'
export * from './filter-server.ts'
export { filterStatus } from './filter-status.ts'
export { TopicSet } from './topic-set.ts'
