import { bytesEqual } from '../foundation/index.ts'
import {
  decodeWakuMessage,
  type MessageDefect,
  MessageError,
  pubsubTopicOf,
  type RateLimitProof,
  shardOfContentTopic,
  type WakuMessage,
} from '../message/index.ts'
import { checkProofEncoding, epochFromBytes, fieldFromBytesLE } from '../rln/index.ts'
import type { RefusalCode } from './verdict.ts'

/** How content topics are spread over the shards of a cluster (51/WAKU2-RELAY-SHARDING). */
export interface Autosharding {
  readonly clusterId: number
  readonly shardCount: number
}

export interface MessageRules {
  /** 32 bytes; a proof made for another identifier is another application's. */
  readonly rlnIdentifier: Uint8Array
  /** Missing under static sharding, where any content topic may be on any shard. */
  readonly autosharding?: Autosharding
}

/** What a RateLimitProof claims, as canonical values. Nothing of it is verified. */
export interface ProofClaim {
  readonly proofBytes: Uint8Array
  readonly root: bigint
  readonly epoch: bigint
  readonly x: bigint
  readonly y: bigint
  readonly nullifier: bigint
}

export interface ReadMessage {
  readonly message: WakuMessage
  readonly contentTopicBytes: Uint8Array
}

export interface InspectedMessage extends ReadMessage {
  readonly claim: ProofClaim
}

export type Inspection<Inspected = InspectedMessage> =
  | { readonly ok: true; readonly inspected: Inspected }
  | InspectionRefusal

interface InspectionRefusal {
  readonly ok: false
  readonly reason: RefusalCode
}

const reasonOfDefect: Record<MessageDefect, RefusalCode> = {
  too_large: 'message_too_large',
  not_protobuf: 'malformed_message',
  ambiguous_encoding: 'ambiguous_encoding',
  payload_missing: 'malformed_message',
  content_topic_missing: 'malformed_message',
  meta_too_long: 'meta_too_long',
  content_topic_not_utf8: 'content_topic_not_utf8',
}

/** Everything that can be said about a message from its bytes alone, cheapest first. */
export function inspectMessage(pubsubTopic: string, data: Uint8Array, rules: MessageRules): Inspection {
  const reading = readMessage(data)
  if (!reading.ok) return reading
  const { message, contentTopicBytes } = reading.inspected
  if (message.rateLimitProof === undefined) return refused('proof_missing')
  const claim = readClaim(message.rateLimitProof)
  if (claim === undefined) return refused('malformed_proof')
  // Never verify under the identifier on the wire: a member could take a new rate limit with every message.
  if (!bytesEqual(message.rateLimitProof.rlnIdentifier, rules.rlnIdentifier)) return refused('foreign_rln_identifier')
  if (!isOnItsShard(pubsubTopic, message.contentTopic, rules.autosharding)) return refused('wrong_shard')
  return { ok: true, inspected: { message, contentTopicBytes, claim } }
}

/** The same where nobody asks for proofs: one that is there is not looked at. */
export function inspectUnproven(
  pubsubTopic: string,
  data: Uint8Array,
  { autosharding }: Pick<MessageRules, 'autosharding'>,
): Inspection<ReadMessage> {
  const reading = readMessage(data)
  if (!reading.ok) return reading
  const { contentTopic } = reading.inspected.message
  return isOnItsShard(pubsubTopic, contentTopic, autosharding) ? reading : refused('wrong_shard')
}

function readMessage(data: Uint8Array): Inspection<ReadMessage> {
  const decoded = decodeWakuMessage(data)
  if (!decoded.ok) return refused(reasonOfDefect[decoded.defect])
  const { message, contentTopicBytes } = decoded
  return { ok: true, inspected: { message, contentTopicBytes } }
}

/** undefined when a length is wrong or a value is not canonical: two encodings of one nullifier would be two limits. */
function readClaim(proof: RateLimitProof): ProofClaim | undefined {
  const epoch = epochFromBytes(proof.epoch)
  const root = fieldFromBytesLE(proof.merkleRoot)
  const x = fieldFromBytesLE(proof.shareX)
  const y = fieldFromBytesLE(proof.shareY)
  const nullifier = fieldFromBytesLE(proof.nullifier)
  if (epoch === undefined || root === undefined || x === undefined || y === undefined || nullifier === undefined) {
    return undefined
  }
  if (proof.rlnIdentifier.length !== 32 || checkProofEncoding(proof.proof) !== undefined) return undefined
  return { proofBytes: proof.proof, root, epoch, x, y, nullifier }
}

function isOnItsShard(pubsubTopic: string, contentTopic: string, autosharding: Autosharding | undefined): boolean {
  if (autosharding === undefined) return true
  const { clusterId, shardCount } = autosharding
  try {
    return pubsubTopicOf(clusterId, shardOfContentTopic(contentTopic, shardCount)) === pubsubTopic
  } catch (error) {
    // A content topic that has no shard.
    if (error instanceof MessageError) return false
    throw error
  }
}

function refused(reason: RefusalCode): InspectionRefusal {
  return { ok: false, reason }
}
