import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { NodeFeed } from '../../../../src/dashboard/page/node-feed.ts'
import { type Link, NodeState } from '../../../../src/dashboard/page/node-state.ts'

const STATUS = 'event: history\ndata: {"actions":{},"atMs":[],"messages":[],"verdicts":{}}\n\n'

describe('NodeFeed', () => {
  const { setInterval: realInterval } = globalThis
  const { now: realNow } = Date
  let server: Server
  let feed: NodeFeed
  let state: NodeState
  let look: () => void
  let onLink: ((link: Link) => void) | undefined

  beforeEach(async () => {
    server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    // The page's watch over silence is called by the test.
    globalThis.setInterval = ((check: () => void) => {
      look = check
      return 0
    }) as never
    const { port } = server.address() as AddressInfo
    const tokens = { get: () => undefined }
    state = new NodeState()
    feed = new NodeFeed(state, { url: `http://127.0.0.1:${port}/`, tokens, onChange: () => onLink?.(state.link) })
  })
  afterEach(async () => {
    Date.now = realNow
    globalThis.setInterval = realInterval
    // A page that is asked for a token tries no more.
    const isLocked = linkOf('locked')
    server.once('request', (_request, response: ServerResponse) => response.writeHead(401).end())
    feed.retry()
    await isLocked
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })

  function linkOf<Kind extends Link['kind']>(kind: Kind): Promise<Extract<Link, { kind: Kind }>> {
    return new Promise((resolve) => {
      onLink = (link) => {
        if (link.kind === kind) resolve(link as Extract<Link, { kind: Kind }>)
      }
    })
  }

  function passMs(ms: number): void {
    const nowMs = realNow() + ms
    Date.now = () => nowMs
    look()
  }

  it('gives up a first attempt that is accepted and never answered', async () => {
    const asked = once(server, 'request')
    feed.start()
    await asked
    passMs(5_000)
    expect(state.link.kind).to.equal('connecting')
    const lost = linkOf('lost')
    passMs(7_000)
    expect((await lost).why).to.equal('it does not answer')
  })

  it('gives up a stream that went silent', async () => {
    server.once('request', (_request, response: ServerResponse) => response.writeHead(200).write(STATUS))
    const live = linkOf('live')
    feed.start()
    await live
    const lost = linkOf('lost')
    passMs(7_000)
    expect((await lost).why).to.equal('it went silent')
  })
})
