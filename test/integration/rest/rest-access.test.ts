import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { expect } from 'chai'
import { silentLogger, systemClock } from '../../../src/foundation/index.ts'
import { RestServer } from '../../../src/rest/index.ts'
import { FakeWakuNode } from '../../support/fake-waku-node.ts'

const TOKEN = 'correct-horse-battery-staple'
const MESSAGE = JSON.stringify({ payload: 'aGk=', contentTopic: '/my-app/1/chat/proto' })

/** A server on loopback as an attacker's page in the operator's browser meets it: what a browser sends is spelt out. */
describe('the REST API on loopback', () => {
  const OTHER = 'http://app.example'
  let node: FakeWakuNode
  let server: RestServer
  let port: string

  beforeEach(async () => {
    node = new FakeWakuNode()
    const allowedOrigins = [OTHER, 'localhost:*,https://*.trusted.example']
    const options = { address: '127.0.0.1', port: 0, cacheCapacity: 3, allowedOrigins, version: '1.2.3' }
    server = new RestServer({ node, clock: systemClock, logger: silentLogger }, options)
    await server.start()
    ;({ port } = new URL(server.url))
  })
  afterEach(() => server.stop())

  const ask = async (method: string, path: string, headers: Record<string, string>): Promise<IncomingMessage> => {
    const body = method === 'POST' ? MESSAGE : ''
    const all = { 'content-type': 'text/plain', 'content-length': body.length, ...headers }
    const sent = request({ host: '127.0.0.1', port, method, path, headers: all })
    sent.end(body)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    return answer.resume()
  }
  const publish = async (headers: Record<string, string>): Promise<number> =>
    (await ask('POST', '/relay/v1/auto/messages', headers)).statusCode!

  it('takes text that is JSON from what is no browser, as nwaku does', async () => {
    expect(await publish({})).to.equal(200)
  })

  it('publishes for no page of another origin, whatever type of body needs no leave', async () => {
    const origins = ['null', 'http://evil.example', 'http://localhost.evil.example', `https://127.0.0.1:${port}.evil`]
    const types = ['text/plain', 'text/plain;charset=UTF-8', 'application/json', 'application/x-www-form-urlencoded']
    for (const origin of [...origins, `http://127.0.0.1:1`, `http://[::1]:${port}`, 'http://a.trusted.example', '*']) {
      for (const type of types) expect(await publish({ origin, 'content-type': type }), origin).to.equal(403)
    }
    expect(node.published).to.have.length(0)
  })

  it('gives nothing to what a page of another site asks without an Origin', async () => {
    for (const site of ['cross-site', 'same-site']) {
      for (const path of ['/relay/v1/auto/messages/x', '/store/v3/messages?peerAddr=x', '/events', '/rln/v1/status']) {
        expect((await ask('GET', path, { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' })).statusCode).to.equal(
          403,
        )
      }
      expect(await publish({ 'sec-fetch-site': site })).to.equal(403)
      const link = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' }
      expect((await ask('GET', '/dashboard', link)).statusCode, 'a link to the page').to.equal(200)
    }
    for (const site of ['none', 'same-origin']) {
      expect((await ask('GET', '/rln/v1/status', { 'sec-fetch-site': site })).statusCode).to.equal(200)
    }
    expect(node.published).to.have.length(0)
    expect(node.queries).to.have.length(0)
  })

  it('answers to its own names with any port, and to no other name that leads to it', async () => {
    for (const host of [`127.0.0.1:${port}`, '127.0.0.1', 'LOCALHOST', `localhost:${port}`, '[::1]:1', '127.8.8.8']) {
      expect((await ask('GET', '/health', { host })).statusCode, host).to.equal(200)
    }
    const names = ['evil.example', `evil.example:${port}`, 'localhost.', 'localhost.evil.example', '127.0.0.1.nip.io']
    const numbers = ['0.0.0.0', '127.1', '2130706433', '[::ffff:127.0.0.1]', '[::1]x', '127.0.0.1:', '127.0.0.1:x']
    for (const host of [...names, ...numbers, 'localhost@evil.example', 'localhost, evil.example']) {
      expect((await ask('GET', '/health', { host })).statusCode, host).to.be.oneOf([400, 403])
      expect(await publish({ host, origin: `http://${host}` }), host).to.be.oneOf([400, 403])
      expect((await ask('OPTIONS', '/health', { host, origin: `http://${host}` })).statusCode).to.be.oneOf([400, 403])
    }
    expect(node.published).to.have.length(0)
  })

  it('lets the pages of allowed origins send what they announce', async () => {
    for (const origin of [OTHER, 'https://localhost:3000', 'http://localhost:80', 'https://a.b.trusted.example']) {
      const asked = { origin, 'access-control-request-method': 'PUT', 'sec-fetch-site': 'cross-site' }
      const leave = await ask('OPTIONS', '/filter/v2/subscriptions', asked)
      expect(leave.statusCode, origin).to.equal(204)
      expect(leave.headers).to.include({ 'access-control-allow-origin': origin, vary: 'origin' })
      expect(leave.headers['access-control-allow-methods']).to.include('PUT')
      expect(leave.headers['access-control-allow-headers']).to.include('content-type')
      expect(await publish({ origin, 'sec-fetch-site': 'cross-site' })).to.equal(200)
    }
  })
})

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
    for (const method of ['GET', 'HEAD']) expect((await fetch(`${url}/health`, { method })).status).to.equal(200)
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
    const wrong = ['', 'Bearer', 'Bearer x', `Bearer ${TOKEN}x`, `Bearer  ${TOKEN}`, `Basic ${TOKEN}`, TOKEN]
    for (const authorization of wrong) expect((await publish({ authorization })).status, authorization).to.equal(401)
    expect(node.published).to.have.length(0)
    expect((await fetch(`${url}/rln/v1/status?token=${TOKEN}&access_token=${TOKEN}`)).status).to.equal(401)
    for (const scheme of ['Bearer', 'bearer']) {
      expect((await publish({ authorization: `${scheme} ${TOKEN}` })).status).to.equal(200)
    }
    expect(node.published).to.have.length(2)
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
