import type { StateChange } from '../foundation/index.ts'
import { StorageError } from './storage-error.ts'

/** One write is one transaction on the caller's thread: ten thousand changes take 0.1 to 0.3 s. */
export const MAX_CHANGES_PER_WRITE = 10_000
/** Keys are compared byte by byte in an index; what a node keys by is far below 1 KiB. */
export const MAX_KEY_SIZE_BYTES = 1024
/** Nothing a node must not forget comes near 1 MiB; what is larger belongs into an archive. */
export const MAX_VALUE_SIZE_BYTES = 1_048_576

/** @throws StorageError `write_too_large` */
export function refuseTooLargeWrite(changes: readonly StateChange[]): void {
  if (changes.length > MAX_CHANGES_PER_WRITE) {
    throw tooLarge(`${changes.length} changes in one write are more than ${MAX_CHANGES_PER_WRITE}`)
  }
  for (const { space, key, value } of changes) {
    if (key.length > MAX_KEY_SIZE_BYTES) {
      throw tooLarge(`A key of ${key.length} bytes in space ${space} is longer than ${MAX_KEY_SIZE_BYTES}`)
    }
    if (value !== undefined && value.length > MAX_VALUE_SIZE_BYTES) {
      throw tooLarge(`A value of ${value.length} bytes in space ${space} is longer than ${MAX_VALUE_SIZE_BYTES}`)
    }
  }
}

function tooLarge(what: string): StorageError {
  return new StorageError('write_too_large', `${what}: split the write`)
}
