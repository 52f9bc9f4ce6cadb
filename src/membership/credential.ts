import { fieldFromBytesLE, fieldToBytesLE, type Identity, identityFromSecrets, MAX_RATE_LIMIT } from '../rln/index.ts'
import { MembershipError } from './membership-error.ts'

/** What a member needs to send: its identity, and where it is registered. Secret. */
export interface MembershipCredential {
  readonly identity: Identity
  readonly membershipContract: {
    readonly chainId: bigint
    /** `0x` and 40 hex digits. The case matters to nwaku, which looks a credential up by the text it was given. */
    readonly address: string
  }
  /** Index of the leaf in the membership tree. */
  readonly treeIndex: number
  /** Messages per epoch, 1..65536. */
  readonly userMessageLimit: number
}

/** The tree has depth 20. */
const MAX_TREE_INDEX = 2 ** 20 - 1
const IDENTITY_BYTES = 32

/** The JSON that a keystore encrypts, as nwaku writes it: numbers as arrays of 32 bytes, little-endian. */
export function encodeCredential(credential: MembershipCredential): Uint8Array {
  const { identity, membershipContract, treeIndex, userMessageLimit } = credential
  return new TextEncoder().encode(
    JSON.stringify({
      membershipContract: { chainId: `${membershipContract.chainId}`, address: membershipContract.address },
      treeIndex,
      identityCredential: {
        idTrapdoor: [...fieldToBytesLE(identity.trapdoor)],
        idNullifier: [...fieldToBytesLE(identity.nullifier)],
        idSecretHash: [...fieldToBytesLE(identity.secretHash)],
        idCommitment: [...fieldToBytesLE(identity.commitment)],
      },
      userMessageLimit,
    }),
  )
}

/**
 * The credential of a decrypted JSON, nwaku's or js-waku's: bytes as arrays or as objects keyed by index, the chain id in
 * decimal or `0x` form. Secret hash and commitment must follow from trapdoor and nullifier.
 * @param knownMessageLimit Taken when the JSON names none, as those of js-waku and of RLN version 1 do not.
 * @throws MembershipError `keystore_credential_invalid`
 */
export function decodeCredential(plaintext: Uint8Array, knownMessageLimit?: number): MembershipCredential {
  const json = parseJson(plaintext)
  const contract = objectOf(json.membershipContract, 'membershipContract')
  return {
    identity: decodeIdentity(objectOf(json.identityCredential, 'identityCredential')),
    membershipContract: {
      chainId: BigInt(textOf(contract.chainId, /^(0[xX][0-9a-fA-F]{1,64}|[0-9]{1,78})$/, 'chainId')),
      address: textOf(contract.address, /^0x[0-9a-fA-F]{40}$/, 'address'),
    },
    treeIndex: integerOf(json.treeIndex, 0, MAX_TREE_INDEX, 'treeIndex'),
    userMessageLimit: integerOf(
      json.userMessageLimit ?? json.rateLimit ?? knownMessageLimit,
      1,
      MAX_RATE_LIMIT,
      'userMessageLimit',
    ),
  }
}

/** Whether both are the same membership of the same identity. */
export function isSameCredential(a: MembershipCredential, b: MembershipCredential): boolean {
  return (
    a.identity.trapdoor === b.identity.trapdoor &&
    a.identity.nullifier === b.identity.nullifier &&
    a.membershipContract.chainId === b.membershipContract.chainId &&
    a.membershipContract.address.toLowerCase() === b.membershipContract.address.toLowerCase() &&
    a.treeIndex === b.treeIndex &&
    a.userMessageLimit === b.userMessageLimit
  )
}

type JsonObject = Readonly<Record<string, unknown>>

function decodeIdentity(json: JsonObject): Identity {
  const identity = identityFromSecrets(fieldOf(json.idTrapdoor, 'idTrapdoor'), fieldOf(json.idNullifier, 'idNullifier'))
  if (identity.secretHash !== fieldOf(json.idSecretHash, 'idSecretHash')) {
    throw invalid('idSecretHash does not follow from idTrapdoor and idNullifier')
  }
  if (identity.commitment !== fieldOf(json.idCommitment, 'idCommitment')) {
    throw invalid('idCommitment does not follow from idSecretHash')
  }
  return identity
}

function parseJson(plaintext: Uint8Array): JsonObject {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(plaintext))
  } catch {
    // Without its cause: that quotes the text.
    throw invalid('it is not JSON')
  }
  return objectOf(json, 'the credential')
}

function objectOf(value: unknown, name: string): JsonObject {
  if (typeof value !== 'object' || value === null) throw invalid(`${name} is not an object`)
  return value as JsonObject
}

function textOf(value: unknown, pattern: RegExp, name: string): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw invalid(`${name} does not match ${pattern}`)
  return value
}

function integerOf(value: unknown, min: number, max: number, name: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value
  throw invalid(`${name} is not an integer within ${min}..${max}`)
}

/** From an array of bytes or from `{"0": byte, "1": byte, ...}`, as JSON writes a Uint8Array. */
function fieldOf(value: unknown, name: string): bigint {
  const values = Object.values(objectOf(value, name))
  const field =
    values.length === IDENTITY_BYTES && values.every(isByte) ? fieldFromBytesLE(Uint8Array.from(values)) : undefined
  if (field === undefined) throw invalid(`${name} is not a field element of ${IDENTITY_BYTES} bytes`)
  return field
}

function isByte(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255
}

function invalid(reason: string): MembershipError {
  return new MembershipError('keystore_credential_invalid', `The keystore's credential cannot be used: ${reason}`)
}
