import { TopicValidatorResult } from '@libp2p/gossipsub'
import type { Logger } from '../foundation/index.ts'
import { traceKeyOf } from './message-trace.ts'
import type { RelayMetrics } from './relay-metrics.ts'
import type { RelayMessage, RelayVerdict } from './relay-verdict.ts'

const results: Record<RelayVerdict['action'], TopicValidatorResult> = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject,
}

/** The one place where a verdict becomes a figure, a log line and what GossipSub does with the message. */
export function reportVerdict(
  components: { readonly logger: Logger; readonly metrics: RelayMetrics },
  message: RelayMessage,
  verdict: RelayVerdict,
): TopicValidatorResult {
  const { logger, metrics } = components
  const { pubsubTopic, data, peerId } = message
  const { action, reason } = verdict
  metrics.verdicts.add(1, { action, reason })
  if (action === 'accept') metrics.accepted.add(pubsubTopic, data)
  logger.trace('message judged', () => ({ ...traceKeyOf(pubsubTopic, data), pubsubTopic, peerId, action, reason }))
  return results[action]
}
