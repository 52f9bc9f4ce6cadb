import {
  bigIntToBytesBE,
  bytesToBigIntBE,
  concatBytes,
  type StateChange,
  type StateStore,
} from '../foundation/index.ts'
import { epochOf } from './epoch.ts'
import { FIELD_BYTES, requireFieldElement } from './field.ts'
import { RlnError } from './rln-error.ts'

/** Sent at the border, a message is still accepted for 20 s: only then has every message of the epoch before died out. */
const SETTLING_MS = 20_000
const NANOSECONDS_PER_MILLISECOND = 1_000_000n

/** A time that is long over, and that nobody was seen to wait for: whoever opens such a state has to wait anew. */
const NOT_SEEN_WAITING_MS = 1

const SPACE = 'credential-state'
const NUMBER_BYTES = 8
const VALUE_BYTES = 3 * NUMBER_BYTES

/** What is remembered of a credential besides its message ids. */
export interface CredentialState {
  /** Epochs before this one are refused: what was bound in them is forgotten. */
  readonly firstEpoch: bigint
  /** Nothing is bound before this time, in milliseconds since the Unix epoch; 0 once that is behind it. */
  readonly availableAtMs: number
  /** The newest epoch in which another device was seen, if any: it and those before are refused. */
  readonly stoppedEpoch: bigint | undefined
}

/**
 * Remembers that the credential was made just now and has never signed anything, so that it may send at once. State
 * that is there already stays as it is. For registration, before the identity commitment leaves the machine.
 * @throws RlnError `not_canonical`, and the store's error
 */
export async function markFresh(store: StateStore, idCommitment: bigint): Promise<void> {
  if ((await readCredentialState(store, idCommitment)) !== undefined) return
  await store.write([stateChange(idCommitment, { firstEpoch: 0n, availableAtMs: 0, stoppedEpoch: undefined })])
}

/**
 * Forgets that all of the credential's messages are known here, because it came from elsewhere and may have sent there: who
 * sends with it next stays silent for the rest of the epoch. The message ids it has spent stay spent.
 * @throws RlnError `state_corrupt`, `not_canonical`, and the store's error
 */
export async function markImported(store: StateStore, idCommitment: bigint): Promise<void> {
  const known = await readCredentialState(store, idCommitment)
  // What is forgotten stays refused: its messages may have been sent by a clock that ran ahead.
  const change = known && stateChange(idCommitment, { ...known, availableAtMs: NOT_SEEN_WAITING_MS })
  await store.write([change ?? { space: SPACE, key: commitmentKey(idCommitment) }])
}

/**
 * The state of a credential that may be in use elsewhere: it stays silent for the rest of this epoch and until what
 * another device sent in it is no longer accepted.
 * @param known What is known of it already; nothing of that is taken back.
 */
export function importedState(nowMs: number, epochSizeSeconds: number, known?: CredentialState): CredentialState {
  const nextEpoch = epochOf(BigInt(nowMs) * NANOSECONDS_PER_MILLISECOND, epochSizeSeconds) + 1n
  const availableAtMs = Number(nextEpoch) * epochSizeSeconds * 1000 + SETTLING_MS
  const firstEpoch = known !== undefined && known.firstEpoch > nextEpoch ? known.firstEpoch : nextEpoch
  return { firstEpoch, availableAtMs, stoppedEpoch: known?.stoppedEpoch }
}

/** @throws RlnError `state_corrupt`, `not_canonical`, and the store's error */
export async function readCredentialState(
  store: StateStore,
  idCommitment: bigint,
): Promise<CredentialState | undefined> {
  const value = await store.get(SPACE, commitmentKey(idCommitment))
  if (!value) return undefined
  if (value.length !== VALUE_BYTES) {
    throw new RlnError('state_corrupt', 'the state of the credential is damaged: delete the file that holds it')
  }
  const [firstEpoch, availableAtMs, stopped] = [0, 1, 2].map((index) => {
    return bytesToBigIntBE(value.subarray(index * NUMBER_BYTES, (index + 1) * NUMBER_BYTES))
  })
  const stoppedEpoch = stopped === 0n ? undefined : stopped! - 1n
  return { firstEpoch: firstEpoch!, availableAtMs: Number(availableAtMs), stoppedEpoch }
}

/** Value: firstEpoch (8) | availableAtMs (8) | stoppedEpoch + 1, 0 for none (8), big-endian. */
export function stateChange(idCommitment: bigint, state: CredentialState): StateChange {
  const stopped = state.stoppedEpoch === undefined ? 0n : state.stoppedEpoch + 1n
  const numbers = [state.firstEpoch, BigInt(state.availableAtMs), stopped]
  const value = concatBytes(...numbers.map((number) => bigIntToBytesBE(number, NUMBER_BYTES)))
  return { space: SPACE, key: commitmentKey(idCommitment), value }
}

/** 32 bytes big-endian: what every key that belongs to the credential starts with. */
export function commitmentKey(idCommitment: bigint): Uint8Array {
  return bigIntToBytesBE(requireFieldElement(idCommitment, 'the identity commitment'), FIELD_BYTES)
}
