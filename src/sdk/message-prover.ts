import { noMetrics, silentLogger, systemClock } from '../foundation/index.ts'
import { encodeWakuMessage } from '../message/index.ts'
import type { Encoder } from './encoder.ts'
import type { LightPlatform } from './light-platform.ts'
import { LightRln } from './light-rln.ts'
import { protoMessageOf, wakuMessageOf } from './proto-message.ts'
import type { MessageQuota, QuotaListener } from './quota-meter.ts'
import type { LightMembership, RlnOptions } from './rln-options.ts'
import { autoshardingOf, defaultNetworkSharding, type NetworkSharding } from './routing-info.ts'

export interface MessageProverOptions {
  /** Default: The Waku Network's cluster 1 with 8 shards. */
  readonly networkConfig?: NetworkSharding
  readonly rln: RlnOptions & { readonly membership: LightMembership }
}

/** Makes proofs for a node that is not ours, for instance one of js-waku, which cannot make them. */
export interface MessageProver {
  /**
   * The encoder, with a proof on every message.
   * Each call of its `toProtoObj` takes a message id: js-waku calls it once for each peer that it sends a message to, and
   * with `timestamp` missing makes another message of it each time. Give it a timestamp, and it stays one message.
   */
  withProofs(encoder: Encoder): Encoder
  quota(): MessageQuota | undefined
  /** As that of a light node. */
  watchQuota(listener: QuotaListener): () => void
  stop(): Promise<void>
}

/** @throws as `createLightNode` */
export async function createMessageProverOn(
  platform: LightPlatform,
  { rln: options, networkConfig = defaultNetworkSharding }: MessageProverOptions,
): Promise<MessageProver> {
  const components = { clock: systemClock, logger: silentLogger, metrics: noMetrics, platform }
  const rln = new LightRln(components, options, autoshardingOf(networkConfig))
  await rln.start()
  return {
    withProofs: (encoder) => withProofs(encoder, rln),
    quota: () => rln.quota(),
    watchQuota: (listener) => rln.meter.watch(listener),
    stop: () => rln.stop(),
  }
}

function withProofs(encoder: Encoder, rln: Pick<LightRln, 'attach'>): Encoder {
  const { contentTopic, ephemeral, routingInfo, pubsubTopic } = encoder
  const toProven = async (message: Parameters<Encoder['toProtoObj']>[0]) => {
    const proto = await encoder.toProtoObj(message)
    return proto && rln.attach(wakuMessageOf(proto))
  }
  return {
    contentTopic,
    ephemeral,
    routingInfo,
    pubsubTopic,
    toProtoObj: async (message) => {
      const proven = await toProven(message)
      return proven && protoMessageOf(proven)
    },
    toWire: async (message) => {
      const proven = await toProven(message)
      return proven && encodeWakuMessage(proven)
    },
  }
}
