import { request } from 'node:http'
import { expect } from 'chai'
import { DashboardServer } from '../../../src/devnet/dashboard-server.ts'

describe('DashboardServer', () => {
  let server: DashboardServer

  beforeEach(async () => {
    server = new DashboardServer()
    await server.start()
  })
  afterEach(() => server.stop())

  function ask(path: string, { method = 'GET', headers = {} } = {}): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const sent = request(server.origin + path, { method, headers }, (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text
        })
        response.on('end', () => resolve({ status: response.statusCode!, body }))
      })
      sent.on('error', reject).end()
    })
  }

  it('shows the page with the nodes it was told', async () => {
    const nodes = [{ name: 'Node 0', url: 'http://127.0.0.1:8645' }]
    server.show(nodes)
    expect(server.url).to.equal(`${server.origin}/dashboard`)
    expect((await ask('/dashboard')).body).to.match(/^<!doctype html>/)
    expect(JSON.parse((await ask('/dashboard/nodes.json')).body)).to.deep.equal({ nodes })
    expect((await ask('/')).status).to.equal(302)
    expect(await ask('/dashboard', { method: 'HEAD' })).to.deep.equal({ status: 200, body: '' })
  })

  it('answers to its own address only, to those who read, and with nothing else', async () => {
    const port = new URL(server.origin).port
    for (const host of ['evil.example', `evil.example:${port}`, `localhost:${port}`]) {
      expect((await ask('/dashboard', { headers: { host } })).status, host).to.equal(403)
    }
    expect((await ask('/dashboard', { method: 'POST' })).status).to.equal(405)
    for (const path of ['/dashboard/nothing', '/dashboards', '/events', '//', '/%00']) {
      expect((await ask(path)).status, path).to.equal(404)
    }
  })
})
