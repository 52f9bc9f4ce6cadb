import { RoomError } from '../foundation/index.ts'

export const nodeErrorCodes = [
  /** The node was started without a credential, so it can relay but not publish. */
  'no_credential',
  /** The keystore's membership belongs to another contract or chain than the node's. */
  'credential_of_other_contract',
  /** The proving key of the network was not imported, so the node can relay but not publish. */
  'no_proving_key',
  /** The development key was asked for on a chain that is not a development chain. */
  'development_key_refused',
  /** The shard of the content topic is not relayed by this node. */
  'not_subscribed',
  /** The content topic cannot be read. */
  'invalid_content_topic',
  /** The message was to go to another shard than its content topic belongs on. */
  'wrong_shard',
  /** Under static sharding a content topic has no shard of its own: the pubsub topic must be named. */
  'no_autosharding',
  /** Shards are relayed for as many content topics as this node keeps account of. */
  'too_many_content_topics',
  /** The message did not pass the checks every relaying node makes. */
  'message_refused',
  /** The address or port to listen on is in use or not one of this machine. */
  'address_unavailable',
  /** The shares of a double signal's evidence are not those of the member it names. */
  'evidence_invalid',
  /** The file that keeps an attempt to slash cannot be read as one. */
  'slash_attempt_unreadable',
  /** The contract's address was neither given nor found in a deployments file. */
  'contract_unknown',
] as const

export type NodeErrorCode = (typeof nodeErrorCodes)[number]

/** Why the node cannot be built, started or used as asked. */
export class NodeError extends RoomError<NodeErrorCode> {}
