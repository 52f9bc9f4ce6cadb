import { hexToBytes } from '../../src/foundation/index.ts'
import type { WakuMessage } from '../../src/message/index.ts'
import { fieldToBytesLE } from '../../src/rln/index.ts'
import { rlnVector } from './rln-vectors.ts'

/** The message of a vector with its proof under the network's key, as the vectors' makers would send it. */
export function vectorMessage(name: string): { readonly message: WakuMessage; readonly root: bigint } {
  const vector = rlnVector(name)
  const { payloadHex, contentTopic, timestampNs } = vector.wakuMessage!
  const { epochHex, rlnIdentifierHex } = vector.externalNullifierInputs
  const { x, y, nullifier, root } = vector.expected
  const field = (value: string): Uint8Array => fieldToBytesLE(BigInt(value))
  return {
    root: BigInt(root),
    message: {
      payload: hexToBytes(payloadHex),
      contentTopic,
      version: 0,
      timestampNs: BigInt(timestampNs),
      meta: new Uint8Array(),
      ephemeral: false,
      rateLimitProof: {
        proof: hexToBytes(vector.zerokit.proofBytesLE).subarray(0, 128),
        merkleRoot: field(root),
        epoch: hexToBytes(epochHex),
        shareX: field(x),
        shareY: field(y),
        nullifier: field(nullifier),
        rlnIdentifier: hexToBytes(rlnIdentifierHex),
      },
    },
  }
}
