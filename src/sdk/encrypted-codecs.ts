import {
  type OpenedPayload,
  openEcies,
  openSymmetric,
  type Secp256k1PrivateKey,
  type SymmetricKey,
  sealEcies,
  sealSymmetric,
  secp256k1PublicKey,
} from '../encryption/index.ts'
import { bytesEqual, type Random, systemRandom } from '../foundation/index.ts'
import type { DecodedMessage } from './decoded-message.ts'
import { createDecoder, type Decoder } from './decoder.ts'
import { createEncoder, type Encoder, type EncoderOptions } from './encoder.ts'
import type { RoutingInfo } from './routing-info.ts'

/** The message version of 26/WAKU2-PAYLOAD. */
const PAYLOAD_VERSION = 1

/** A message that was encrypted, and whose signature, if it has one, says who sent it. */
export type DecryptedMessage = DecodedMessage &
  OpenedPayload & {
    /** Whether the holder of this key signed it. @param publicKey of secp256k1, compressed or not */
    readonly verifySignature: (publicKey: Uint8Array) => boolean
  }

interface EncryptingEncoderOptions extends Omit<EncoderOptions, 'sealing'> {
  /** The key to sign with. Default: the messages are not signed. */
  readonly sigPrivKey?: Secp256k1PrivateKey
  /** Default: the platform's generator. */
  readonly random?: Random
}

export interface SymmetricEncoderOptions extends EncryptingEncoderOptions {
  /** Everybody who has it can read the messages, and write others. */
  readonly symKey: SymmetricKey
}

export interface EciesEncoderOptions extends EncryptingEncoderOptions {
  /** Of the receiver, on secp256k1: 65 bytes, or 33 compressed. */
  readonly publicKey: Uint8Array
}

/**
 * An encoder of messages for everybody who has the key (26/WAKU2-PAYLOAD, AES-256-GCM), as js-waku's.
 * @throws SdkError `content_topic_missing`
 */
export function createSymmetricEncoder(options: SymmetricEncoderOptions): Encoder {
  const { symKey, sigPrivKey, random = systemRandom, ...rest } = options
  const seal = (payload: Uint8Array) => sealSymmetric(payload, symKey, random, sigPrivKey)
  return createEncoder({ ...rest, sealing: { version: PAYLOAD_VERSION, seal } })
}

/**
 * An encoder of messages for the holder of one private key (26/WAKU2-PAYLOAD, ECIES), as js-waku's.
 * @throws SdkError `content_topic_missing`
 * @throws EncryptionError `key_invalid`
 */
export function createEciesEncoder(options: EciesEncoderOptions): Encoder {
  const { publicKey, sigPrivKey, random = systemRandom, ...rest } = options
  // Looked at now: a wrong key is told where it is given, not with the first message.
  const receiver = secp256k1PublicKey(publicKey)
  const seal = (payload: Uint8Array) => sealEcies(payload, receiver, random, sigPrivKey)
  return createEncoder({ ...rest, sealing: { version: PAYLOAD_VERSION, seal } })
}

/**
 * A decoder of messages under the key. What does not open is not for it: `fromProtoObj` gives undefined.
 * @throws SdkError `content_topic_missing`
 */
export function createSymmetricDecoder(
  contentTopic: string,
  routingInfo: RoutingInfo,
  symKey: SymmetricKey,
): Decoder<DecryptedMessage> {
  return decoderOf(contentTopic, routingInfo, (payload) => openSymmetric(payload, symKey))
}

/**
 * A decoder of messages to the key's holder. What does not open is not for it: `fromProtoObj` gives undefined.
 * @throws SdkError `content_topic_missing`
 */
export function createEciesDecoder(
  contentTopic: string,
  routingInfo: RoutingInfo,
  privateKey: Secp256k1PrivateKey,
): Decoder<DecryptedMessage> {
  return decoderOf(contentTopic, routingInfo, (payload) => openEcies(payload, privateKey))
}

function decoderOf(
  contentTopic: string,
  routingInfo: RoutingInfo,
  openPayload: (payload: Uint8Array) => OpenedPayload | undefined,
): Decoder<DecryptedMessage> {
  const open = (payload: Uint8Array) => {
    const opened = openPayload(payload)
    return opened && { ...opened, verifySignature: (key: Uint8Array) => isSignedBy(opened, key) }
  }
  return createDecoder(contentTopic, routingInfo, { version: PAYLOAD_VERSION, open })
}

function isSignedBy({ signaturePublicKey }: OpenedPayload, publicKey: Uint8Array): boolean {
  return signaturePublicKey !== undefined && bytesEqual(signaturePublicKey, secp256k1PublicKey(publicKey))
}
