import { secp256k1 } from '@noble/curves/secp256k1.js'
import { expect } from 'chai'
import { encodeWakuMessage, signMessage, type WakuMessage } from '../../../src/message/index.ts'
import { PlainValidator } from '../../../src/spam-protection/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

const OPEN = '/waku/2/rs/16/3'
const PROTECTED = '/waku/2/rs/16/5'
/** Where 51/WAKU2-RELAY-SHARDING's vectors put them, of 8 shards. */
const ON_OPEN = '/toychat/2/huilong/proto'
const ON_PROTECTED = '/app/27/sometopic/someencoding'
const KEY = new Uint8Array(32).fill(3)
const FIVE_MINUTES_MS = 300_000

describe('the validator of a network without RLN', () => {
  let clock: FakeClock
  let validator: PlainValidator

  beforeEach(() => {
    clock = new FakeClock()
    validator = new PlainValidator(
      { clock, logger: new RecordingLogger(), metrics: new RecordingMetrics() },
      {
        autosharding: { clusterId: 16, shardCount: 8 },
        protectedShards: [{ pubsubTopic: PROTECTED, publicKeys: [secp256k1.getPublicKey(KEY)] }],
      },
    )
  })

  const message = (contentTopic: string, more: Partial<WakuMessage> = {}): WakuMessage => ({
    payload: Uint8Array.of(1),
    contentTopic,
    version: 0,
    timestampNs: BigInt(clock.nowMs()) * 1_000_000n,
    meta: new Uint8Array(),
    ephemeral: false,
    ...more,
  })
  const judge = async (pubsubTopic: string, data: Uint8Array) => {
    const { action, reason } = await validator.validate({ pubsubTopic, data, peerId: 'peer' })
    return [action, reason]
  }
  const signed = (more: Partial<WakuMessage> = {}): Uint8Array => {
    const unsigned = message(ON_PROTECTED, more)
    return encodeWakuMessage({ ...unsigned, meta: signMessage(PROTECTED, unsigned, KEY) })
  }

  it('accepts messages with and without a proof, of any time or none', async () => {
    const field = new Uint8Array(32).fill(255)
    const proof = new Uint8Array(128)
    const rateLimitProof = {
      proof,
      merkleRoot: field,
      epoch: field,
      shareX: field,
      shareY: field,
      nullifier: field,
      rlnIdentifier: field,
    }
    for (const more of [{}, { timestampNs: 0n }, { timestampNs: 1n }, { rateLimitProof }]) {
      expect(await judge(OPEN, encodeWakuMessage(message(ON_OPEN, more)))).to.deep.equal(['accept', 'valid'])
    }
    expect(validator.counts()).to.deep.equal({ valid: 4 })
  })

  it('refuses what is no message, too large, or on a shard where it does not belong', async () => {
    expect(await judge(OPEN, Uint8Array.of(255))).to.deep.equal(['reject', 'malformed_message'])
    expect(await judge(OPEN, new Uint8Array(150 * 1024 + 1))).to.deep.equal(['reject', 'message_too_large'])
    expect(await judge(OPEN, encodeWakuMessage(message(ON_PROTECTED)))).to.deep.equal(['ignore', 'wrong_shard'])
    expect(validator.counts()).to.deep.equal({ malformed_message: 1, message_too_large: 1, wrong_shard: 1 })
  })

  it('wants a signature on a protected shard, of the last five minutes', async () => {
    expect(await judge(PROTECTED, signed())).to.deep.equal(['accept', 'valid'])
    const unsigned = encodeWakuMessage(message(ON_PROTECTED))
    expect(await judge(PROTECTED, unsigned)).to.deep.equal(['reject', 'signature_missing'])
    const forged = encodeWakuMessage(message(ON_PROTECTED, { meta: new Uint8Array(64).fill(1) }))
    expect(await judge(PROTECTED, forged)).to.deep.equal(['reject', 'signature_invalid'])
    const sentLongAgo = signed()
    await clock.advanceAsync(FIVE_MINUTES_MS)
    expect(await judge(PROTECTED, sentLongAgo)).to.deep.equal(['accept', 'valid'])
    await clock.advanceAsync(1)
    expect(await judge(PROTECTED, sentLongAgo)).to.deep.equal(['reject', 'timestamp_too_far'])
    expect(await judge(PROTECTED, signed({ timestampNs: 0n }))).to.deep.equal(['reject', 'timestamp_too_far'])
  })
})
