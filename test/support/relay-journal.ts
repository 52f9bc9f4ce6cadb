import { openSync, readFileSync, writeSync } from 'node:fs'

/** Something that happened on a node of a test network. One line of JSON in a journal file. */
export interface JournalEvent {
  /** Milliseconds since the Unix epoch with fractions; comparable between processes of one machine. */
  readonly atMs: number
  /** The name of the node, `n0`. */
  readonly node: string
  /**
   * `up`: it relays from now on. `down`: it does not any more. `published` and `delivered`: a message left its author,
   * or reached a node's listeners.
   */
  readonly event: 'up' | 'down' | 'published' | 'delivered'
  /** Of messages: their id, 64 hex digits. */
  readonly message?: string
}

/** Takes down what happens. */
export interface RelayJournal {
  record(node: string, event: JournalEvent['event'], message?: string): void
}

function eventNow(node: string, event: JournalEvent['event'], message: string | undefined): JournalEvent {
  const atMs = performance.timeOrigin + performance.now()
  return { atMs, node, event, ...(message !== undefined && { message }) }
}

/** A journal for nodes in this process. */
export class MemoryJournal implements RelayJournal {
  readonly events: JournalEvent[] = []

  record(node: string, event: JournalEvent['event'], message?: string): void {
    this.events.push(eventNow(node, event, message))
  }
}

/** A journal in a file, a line an event, written at once: what happened before a process was killed is in it. */
export class FileJournal implements RelayJournal {
  readonly #file: number

  constructor(path: string) {
    this.#file = openSync(path, 'a')
  }

  record(node: string, event: JournalEvent['event'], message?: string): void {
    writeSync(this.#file, `${JSON.stringify(eventNow(node, event, message))}\n`)
  }
}

/** The events of journal files, in the order of time. A last line that was cut off by a kill is left out. */
export function readJournals(paths: readonly string[]): JournalEvent[] {
  const lines = paths.flatMap((path) => readFileSync(path, 'utf8').split('\n').slice(0, -1))
  return lines.map((line) => JSON.parse(line) as JournalEvent).sort((a, b) => a.atMs - b.atMs)
}
