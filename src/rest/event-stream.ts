import type { ServerResponse } from 'node:http'
import type { Clock } from '../foundation/index.ts'
import type { EventLog, EventType, LoggedEvent } from './event-log.ts'

/** What may wait for a client that reads slowly. Over that its stream ends; it can resume from the last id it has. */
export const MAX_WAITING_STREAM_BYTES = 1024 * 1024
/** A line of nothing this often keeps proxies from closing a quiet stream, and finds clients that are gone. */
const KEEP_ALIVE_MS = 15_000
/** A client whose stream ended shall come back after this. */
const RETRY_MS = 2_000

export interface EventStreamOptions {
  /** Types the client wants. */
  readonly types: ReadonlySet<EventType>
  /** What it gets before anything else. */
  readonly first: readonly LoggedEvent[]
  /** The last event the client has; missing: it wants what comes from now on. */
  readonly lastEventId?: number
}

/**
 * Server-Sent Events (WHATWG HTML, 9.2) to one client, until it goes away or is too slow. A client that missed events
 * which are forgotten is told so by an event `gap`.
 * @returns how to end it
 */
export function streamEvents(
  { log, clock, response }: { readonly log: EventLog; readonly clock: Clock; readonly response: ServerResponse },
  { types, first, lastEventId }: EventStreamOptions,
): () => void {
  const write = (text: string): void => {
    response.write(text)
    if (response.writableLength > MAX_WAITING_STREAM_BYTES) end()
  }
  const send = ({ id, type, data }: LoggedEvent): void => {
    if (!types.has(type) || response.destroyed) return
    write(`${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${data}\n\n`)
  }
  const missed = lastEventId === undefined ? [] : log.after(lastEventId)
  const stopListening = log.onEvent(types, send)
  const stopKeepingAlive = clock.every(KEEP_ALIVE_MS, () => write(':\n\n'))
  const end = (): void => {
    stopKeepingAlive()
    stopListening()
    response.destroy()
  }
  response.on('close', end)
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  write(`retry: ${RETRY_MS}\n\n`)
  if (missed === undefined) write('event: gap\ndata: {}\n\n')
  for (const event of [...first, ...(missed ?? [])]) send(event)
  return end
}
