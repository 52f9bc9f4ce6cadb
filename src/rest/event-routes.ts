import type { FastifyInstance } from 'fastify'
import type { Clock } from '../foundation/index.ts'
import { defaultEventTypes, type EventLog, type EventType, eventTypes } from './event-log.ts'
import { streamEvents } from './event-stream.ts'
import type { NodeWatch } from './node-watch.ts'

/** Streams at once: a page each for everybody who watches one node. */
export const MAX_EVENT_STREAMS = 64

interface EventRouteComponents {
  readonly log: EventLog
  readonly clock: Clock
  readonly watch: Pick<NodeWatch, 'snapshots'>
}

/** `GET /events`: messages and the node's state, pushed. `?types=message,status` chooses; `Last-Event-ID` resumes. */
export function addEventRoutes(server: FastifyInstance, { log, clock, watch }: EventRouteComponents): void {
  const open = new Set<() => void>()
  server.addHook('preClose', async () => {
    for (const end of open) end()
  })
  server.get<{ Querystring: { types?: string } }>('/events', async (request, reply) => {
    const types = typesOf(request.query.types)
    if (types === undefined)
      return reply
        .code(400)
        .type('text/plain')
        .send(`types are ${eventTypes.join(', ')}`)
    const lastEventId = idOf(request.headers['last-event-id'])
    if (lastEventId === null) return reply.code(400).type('text/plain').send('Last-Event-ID must be a number')
    const first = await watch.snapshots(types)
    // Whoever left meanwhile would be a stream without an end: its close has been told already.
    if (reply.raw.destroyed) return reply.hijack()
    if (open.size >= MAX_EVENT_STREAMS) return reply.code(503).type('text/plain').send('too many event streams')
    for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value ?? '')
    reply.hijack()
    const options = { types, first, ...(lastEventId !== undefined && { lastEventId }) }
    const end = streamEvents({ log, clock, response: reply.raw }, options)
    open.add(end)
    reply.raw.on('close', () => open.delete(end))
  })
}

function typesOf(text: string | undefined): ReadonlySet<EventType> | undefined {
  if (text === undefined) return new Set(defaultEventTypes)
  const wanted = text.split(',')
  const known = eventTypes.filter((type) => wanted.includes(type))
  return known.length === wanted.length ? new Set(known) : undefined
}

/** undefined when there is none, null when it is no id. */
function idOf(header: string | readonly string[] | undefined): number | undefined | null {
  if (header === undefined || header === '') return undefined
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null
}
