import {
  bigIntToBytesBE,
  bytesToBigIntBE,
  concatBytes,
  type StateChange,
  type StateStore,
} from '../foundation/index.ts'
import { commitmentKey } from './credential-state.ts'
import { FIELD_BYTES, isFieldElement } from './field.ts'
import { RlnError } from './rln-error.ts'
import { allRows } from './state-rows.ts'

const SPACE = 'message-ids'

/** A message id and what it was spent on. */
export interface MessageIdRow {
  readonly epoch: bigint
  readonly externalNullifier: bigint
  readonly messageId: number
  readonly x: bigint
}

// A row: idCommitment (32) | epoch (8) | externalNullifier (32) | messageId (4) -> x (32), big-endian.
const EPOCH_OFFSET = FIELD_BYTES
const EXTERNAL_NULLIFIER_OFFSET = EPOCH_OFFSET + 8
const MESSAGE_ID_OFFSET = EXTERNAL_NULLIFIER_OFFSET + FIELD_BYTES
const KEY_BYTES = MESSAGE_ID_OFFSET + 4

export function insertion(idCommitment: bigint, row: MessageIdRow): StateChange {
  return { ...deletion(idCommitment, row), value: bigIntToBytesBE(row.x, FIELD_BYTES) }
}

export function deletion(
  idCommitment: bigint,
  row: Pick<MessageIdRow, 'epoch' | 'externalNullifier' | 'messageId'>,
): StateChange {
  const key = concatBytes(
    commitmentKey(idCommitment),
    bigIntToBytesBE(row.epoch, 8),
    bigIntToBytesBE(row.externalNullifier, FIELD_BYTES),
    bigIntToBytesBE(BigInt(row.messageId), 4),
  )
  return { space: SPACE, key }
}

/**
 * Every row of the credential.
 * @throws RlnError `state_corrupt`, and the store's error
 */
export async function* messageIdRows(store: StateStore, idCommitment: bigint): AsyncGenerator<MessageIdRow> {
  const from = commitmentKey(idCommitment)
  const to = bigIntToBytesBE(idCommitment + 1n, FIELD_BYTES)
  for await (const { key, value } of allRows(store, SPACE, from, to)) {
    const externalNullifier = bytesToBigIntBE(key.subarray(EXTERNAL_NULLIFIER_OFFSET, MESSAGE_ID_OFFSET))
    const x = bytesToBigIntBE(value)
    if (key.length !== KEY_BYTES || value.length !== FIELD_BYTES || ![externalNullifier, x].every(isFieldElement)) {
      throw new RlnError('state_corrupt', 'a row of the message ids is damaged: delete the file that holds them')
    }
    const epoch = bytesToBigIntBE(key.subarray(EPOCH_OFFSET, EXTERNAL_NULLIFIER_OFFSET))
    yield { epoch, externalNullifier, messageId: Number(bytesToBigIntBE(key.subarray(MESSAGE_ID_OFFSET))), x }
  }
}
