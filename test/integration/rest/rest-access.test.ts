import { expect } from 'chai'
import { silentLogger, systemClock } from '../../../src/foundation/index.ts'
import { RestServer } from '../../../src/rest/index.ts'
import { FakeWakuNode } from '../../support/fake-waku-node.ts'

const TOKEN = 'correct-horse-battery-staple'
const MESSAGE = JSON.stringify({ payload: 'aGk=', contentTopic: '/my-app/1/chat/proto' })

describe('the REST API beyond loopback', () => {
  let node: FakeWakuNode
  let server: RestServer
  let url: string

  beforeEach(async () => {
    node = new FakeWakuNode()
    const options = {
      address: '0.0.0.0',
      port: 0,
      cacheCapacity: 3,
      allowedOrigins: [],
      token: TOKEN,
      version: '1.2.3',
    }
    server = new RestServer({ node, clock: systemClock, logger: silentLogger }, options)
    await server.start()
    url = `http://127.0.0.1:${new URL(server.url).port}`
  })
  afterEach(() => server.stop())

  const publish = (headers: Record<string, string>): Promise<Response> => {
    const options = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: MESSAGE }
    return fetch(`${url}/relay/v1/auto/messages`, options)
  }

  it('tells everybody how the node is, and nothing of its member', async () => {
    expect((await fetch(`${url}/health`)).status).to.equal(200)
    for (const path of ['/rln/v1/status', '/events', '/relay/v1/auto/messages/x', '/no/such/route']) {
      const answer = await fetch(url + path)
      expect(answer.status, path).to.equal(401)
      expect(answer.headers.get('www-authenticate')).to.equal('Bearer')
    }
  })

  it('gives everybody the dashboard, which asks for the token itself, and no way around it', async () => {
    for (const path of ['/dashboard', '/dashboard/page.js', '/dashboard/nodes.json']) {
      const answer = await fetch(url + path)
      expect(answer.status, path).to.equal(200)
      expect(answer.headers.get('content-security-policy')).to.include("default-src 'none'")
    }
    expect((await fetch(`${url}/dashboard`, { method: 'POST' })).status).to.equal(401)
    for (const path of ['/dashboards', '/dashboard/%2e%2e/rln/v1/status', '/dashboard/x/../../rln/v1/status']) {
      expect([401, 404], path).to.include((await fetch(url + path)).status)
    }
  })

  it('publishes for the token, and for no other', async () => {
    const wrong = ['', 'Bearer', 'Bearer x', `Bearer ${TOKEN}x`, `bearer ${TOKEN}`, `Basic ${TOKEN}`, TOKEN]
    for (const authorization of wrong) expect((await publish({ authorization })).status, authorization).to.equal(401)
    expect(node.published).to.have.length(0)
    expect((await publish({ authorization: `Bearer ${TOKEN}` })).status).to.equal(200)
    expect(node.published).to.have.length(1)
  })

  it('does not let a page of another origin use the token it may have', async () => {
    const answer = await publish({ authorization: `Bearer ${TOKEN}`, origin: 'http://evil.example' })
    expect(answer.status).to.equal(403)
    expect(node.published).to.have.length(0)
  })

  it('refuses a wrong token also where none is needed', async () => {
    expect((await fetch(`${url}/health`, { headers: { authorization: 'Bearer x' } })).status).to.equal(401)
  })
})
