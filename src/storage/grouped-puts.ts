import { MAX_MESSAGES_PER_PUT } from './archive-bounds.ts'
import type { ArchivedMessage } from './message-archive.ts'
import { StorageError } from './storage-error.ts'

/** Some seconds of a busy network; at most 150 KiB each. */
const MAX_WAITING_MESSAGES = 10 * MAX_MESSAGES_PER_PUT
/** One write holds messages in memory twice, and whatever waits behind it. */
const MAX_GROUP_BYTES = 8 * 1024 * 1024

interface WaitingPut {
  readonly messages: readonly ArchivedMessage[]
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

/** Puts that come while one is being written are written together after it: a durable write costs the same for many. */
export class GroupedPuts {
  readonly #write: (messages: readonly ArchivedMessage[]) => Promise<void>
  #waiting: WaitingPut[] = []
  #waitingMessages = 0
  #writing: Promise<void> | undefined

  constructor(write: (messages: readonly ArchivedMessage[]) => Promise<void>) {
    this.#write = write
  }

  /** @throws StorageError `store_busy`, and whatever writing throws */
  put(messages: readonly ArchivedMessage[]): Promise<void> {
    if (this.#waitingMessages + messages.length > MAX_WAITING_MESSAGES) {
      throw new StorageError('store_busy', `${this.#waitingMessages} messages wait to be archived: try again later`)
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.push({ messages, resolve, reject })
    this.#waitingMessages += messages.length
    this.#writing ??= this.#writeAll()
    return promise
  }

  /** Resolves when everything was written, or failed. */
  async settled(): Promise<void> {
    await this.#writing
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#nextGroup()
      try {
        await this.#write(group.flatMap(({ messages }) => messages))
        for (const { resolve } of group) resolve()
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    // In one step with the last look at what waits: what is put from now on begins to be written anew.
    this.#writing = undefined
  }

  #nextGroup(): WaitingPut[] {
    let messages = 0
    let bytes = 0
    const isOver = this.#waiting.findIndex((put) => {
      messages += put.messages.length
      bytes += put.messages.reduce((sum, { data }) => sum + data.length, 0)
      return messages > MAX_MESSAGES_PER_PUT || bytes > MAX_GROUP_BYTES
    })
    const group = this.#waiting.splice(0, isOver < 0 ? this.#waiting.length : Math.max(1, isOver))
    this.#waitingMessages -= group.reduce((sum, put) => sum + put.messages.length, 0)
    return group
  }
}
