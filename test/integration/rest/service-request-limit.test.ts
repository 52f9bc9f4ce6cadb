import { expect } from 'chai'
import { silentLogger } from '../../../src/foundation/index.ts'
import { RestServer } from '../../../src/rest/index.ts'
import { MAX_SERVICE_REQUESTS } from '../../../src/rest/service-request-limit.ts'
import type { StorePage } from '../../../src/services/store/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { fullWakuNode } from '../../support/full-waku-node.ts'

describe('requests of services through REST', () => {
  it('are so many at once, and the next is told 429, until one is answered or its client has gone', async () => {
    const node = fullWakuNode()
    const answers: (() => void)[] = []
    const allAsked = Promise.withResolvers<void>()
    const page = await node.queryStore({ contentTopics: [] })
    node.queryStore = () =>
      new Promise<StorePage>((resolve) => {
        answers.push(() => resolve(page))
        if (answers.length === MAX_SERVICE_REQUESTS) allAsked.resolve()
      })
    const options = { version: '1', address: '127.0.0.1', port: 0, cacheCapacity: 5, allowedOrigins: [] }
    const server = new RestServer({ node, clock: new FakeClock(), logger: silentLogger }, options)
    await server.start()
    try {
      const ask = (path = '/store/v3/messages', init: RequestInit = {}) => fetch(`${server.url}${path}`, init)
      const leaving = new AbortController()
      const left = ask('/store/v3/messages', { signal: leaving.signal }).then(
        () => 'answered',
        () => 'gone',
      )
      const asked = Array.from({ length: MAX_SERVICE_REQUESTS - 1 }, () => ask())
      await allAsked.promise
      const push = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
      const refused = await Promise.all([ask(), ask('/lightpush/v3/message', push), ask('/lightpush/v1/message', push)])
      expect(refused.map(({ status }) => status)).to.deep.equal([429, 429, 429])
      expect((await ask('/health')).status, 'what costs nothing is answered').to.equal(200)
      leaving.abort()
      expect(await left).to.equal('gone')
      let after = await ask('/lightpush/v3/message', push)
      while (after.status === 429) after = await ask('/lightpush/v3/message', push)
      expect(after.status, 'its place is free: the body is looked at').to.equal(400)
      for (const answer of answers) answer()
      expect((await Promise.all(asked)).every(({ status }) => status === 200)).to.equal(true)
    } finally {
      await server.stop()
    }
  })
})
