import { get } from 'node:http'
import { expect } from 'chai'
import Fastify from 'fastify'
import { EventLog } from '../../../src/rest/event-log.ts'
import { addEventRoutes, MAX_EVENT_STREAMS } from '../../../src/rest/event-routes.ts'
import { FakeClock } from '../../support/fake-clock.ts'

describe('the route of events', () => {
  it('keeps nothing for clients that leave before their stream begins', async () => {
    const server = Fastify()
    const log = new EventLog()
    const clock = new FakeClock()
    let asked = Promise.withResolvers<void>()
    let told = Promise.withResolvers<[]>()
    let closed = Promise.withResolvers<void>()
    server.addHook('onRequest', async (_request, reply) => void reply.raw.on('close', () => closed.resolve()))
    const snapshots = (): Promise<[]> => {
      asked.resolve()
      return told.promise
    }
    addEventRoutes(server, { log, clock, watch: { snapshots } })
    const url = `${await server.listen({ host: '127.0.0.1', port: 0 })}/events`
    for (let client = 0; client <= MAX_EVENT_STREAMS; client++) {
      const sent = get(url).on('error', () => undefined)
      await asked.promise
      sent.destroy()
      await closed.promise
      told.resolve([])
      asked = Promise.withResolvers()
      told = Promise.withResolvers()
      closed = Promise.withResolvers()
    }
    told.resolve([])
    const status = await new Promise<number | undefined>((resolve) => {
      const sent = get(url, (response) => {
        resolve(response.statusCode)
        sent.destroy()
      }).on('error', () => undefined)
    })
    expect(status, 'there are places left').to.equal(200)
    await closed.promise
    expect(log.listenerCount).to.equal(0)
    expect(clock.pendingTimers).to.equal(0)
    await server.close()
  })
})
