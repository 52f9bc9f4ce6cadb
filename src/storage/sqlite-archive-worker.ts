import { parentPort, workerData } from 'node:worker_threads'
import type { ArchivedMessage, ArchiveLimits, ArchiveQuery } from './message-archive.ts'
import type { SqliteArchiveFile } from './sqlite-archive-file.ts'
import { SqliteArchiveKeeper } from './sqlite-archive-keeper.ts'
import { storageErrorOf } from './sqlite-error.ts'
import type { StorageErrorCode } from './storage-error.ts'

export interface SqliteArchiveWorkerOptions {
  readonly path: string
  /** Whether a file of an older schema is changed. */
  readonly migrates: boolean
}

/** What the thread is asked to do. */
export type ArchiveCall =
  | { readonly kind: 'open'; readonly vacuum: boolean }
  | { readonly kind: 'put'; readonly messages: readonly ArchivedMessage[] }
  | { readonly kind: 'query'; readonly query: ArchiveQuery }
  | { readonly kind: 'has'; readonly hashes: readonly Uint8Array[] }
  | { readonly kind: 'stats' }
  | { readonly kind: 'prune'; readonly limits: ArchiveLimits }
  | { readonly kind: 'close' }

export interface NumberedCall {
  readonly id: number
  /** Milliseconds since the Unix epoch. */
  readonly calledAtMs: number
  readonly call: ArchiveCall
}

/** What the thread posts: an answer to a call by its number, in the order of the calls, or a notice. */
export type ArchiveAnswer =
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly code: StorageErrorCode; readonly message: string }
  | { readonly kind: 'moved_aside'; readonly asidePath: string; readonly reason: string }

const port = parentPort
if (!port) throw new Error('this file is the script of a worker thread')
const options: SqliteArchiveWorkerOptions = workerData
const post = (answer: ArchiveAnswer): void => port.postMessage(answer)

/** The time of the call at hand. */
let nowMs = 0
const keeper = new SqliteArchiveKeeper(
  { nowMs: () => nowMs, onMovedAside: (asidePath, reason) => post({ kind: 'moved_aside', asidePath, reason }) },
  options,
)

port.on('message', ({ id, calledAtMs, call }: NumberedCall) => {
  nowMs = calledAtMs
  try {
    const result = call.kind === 'close' ? keeper.close() : keeper.run((file) => perform(file, call))
    post({ kind: 'result', id, result })
  } catch (error) {
    const { code, message } = storageErrorOf(error, options.path)
    post({ kind: 'failure', id, code, message })
  }
})

function perform(file: SqliteArchiveFile, call: Exclude<ArchiveCall, { kind: 'close' }>): unknown {
  switch (call.kind) {
    case 'open':
      return call.vacuum ? file.vacuum() : undefined
    case 'put':
      return file.put(call.messages)
    case 'query':
      return file.query(call.query)
    case 'has':
      return file.has(call.hashes)
    case 'stats':
      return file.stats()
    case 'prune':
      return file.prune(call.limits)
  }
}
