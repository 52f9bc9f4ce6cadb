import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect } from 'chai'
import { MetricsServer } from '../../../src/telemetry/metrics-server.ts'
import { PrometheusMetrics } from '../../../src/telemetry/prometheus-metrics.ts'
import { TelemetryError } from '../../../src/telemetry/telemetry-error.ts'
import { readScrape } from '../../support/read-scrape.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'

describe('MetricsServer', () => {
  const logger = new RecordingLogger()
  const metrics = new PrometheusMetrics({ logger })
  const counter = metrics.counter('probes_total', 'Probes')
  let server: MetricsServer

  beforeEach(async () => {
    server = new MetricsServer({ metrics, logger }, { address: '127.0.0.1', port: 0 })
    await server.start()
  })

  afterEach(() => server.stop())

  it('serves the figures as they are now', async () => {
    const scrape = async () => {
      const response = await fetch(`${server.url}/metrics`)
      expect(response.status).to.equal(200)
      expect(response.headers.get('content-type')).to.equal('text/plain; version=0.0.4; charset=utf-8')
      return readScrape(await response.text()).value('probes_total')
    }
    const before = (await scrape())!
    counter.add(3)
    expect(await scrape()).to.equal(before + 3)
  })

  it('takes a query as Prometheus may send one, and many readers at once', async () => {
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, i) => fetch(`${server.url}/metrics?collect[]=${i}`)),
    )
    for (const response of responses) {
      expect(response.status).to.equal(200)
      expect(await response.text()).to.include('probes_total')
    }
  })

  const elsewhere = [
    ['GET', '/'],
    ['GET', '/metrics/'],
    ['GET', '/metricsx'],
    ['GET', '/debug/../metrics%00'],
    ['POST', '/metrics'],
    ['DELETE', '/metrics'],
    ['OPTIONS', '/metrics'],
  ] as const
  for (const [method, path] of elsewhere) {
    it(`answers ${method} ${path} with 404 and nothing of a figure`, async () => {
      const response = await fetch(server.url + path, { method, ...(method === 'POST' && { body: 'x'.repeat(1e6) }) })
      expect(response.status).to.equal(404)
      expect(await response.text()).not.to.include('probes')
    })
  }

  it('bounds the head of a request', async () => {
    const answer = await raw(`GET /metrics HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`)
    expect(answer).to.match(/^HTTP\/1\.1 431 /)
    expect((await fetch(`${server.url}/metrics`)).status).to.equal(200)
  })

  it('survives what is no HTTP', async () => {
    expect(await raw('\x16\x03\x01\0\0\0\r\n\r\n')).to.match(/^HTTP\/1\.1 400 /)
    expect((await fetch(`${server.url}/metrics`)).status).to.equal(200)
  })

  it('stops with clients still connected, and can be started again', async () => {
    const { port } = new URL(server.url)
    const client = connect(Number(port), '127.0.0.1')
    const closed = new Promise((resolve) => client.once('close', resolve))
    client.on('error', () => undefined)
    await new Promise((resolve) => client.once('connect', resolve))
    await server.stop()
    await closed
    expect(() => server.url).to.throw()
    await server.start()
    expect((await fetch(`${server.url}/metrics`)).status).to.equal(200)
  })

  function raw(request: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const { port } = new URL(server.url)
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(request))
      let answer = ''
      socket.on('data', (data) => {
        answer += data.toString('latin1')
      })
      socket.once('close', () => resolve(answer))
      socket.once('error', reject)
    })
  }
})

describe('MetricsServer, addresses it cannot have', () => {
  const logger = new RecordingLogger()
  const metrics = new PrometheusMetrics({ logger })
  let other: Server
  let port: number

  before(async () => {
    other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    port = (other.address() as AddressInfo).port
  })

  after(() => new Promise((resolve) => other.close(resolve)))

  async function failure(address: string, wanted: number): Promise<TelemetryError> {
    const server = new MetricsServer({ metrics, logger }, { address, port: wanted })
    const error = await server.start().then(
      () => expect.fail('it started'),
      (reason) => reason,
    )
    await server.stop()
    expect(error).to.be.instanceOf(TelemetryError)
    expect(error.code).to.equal('metrics_address_unavailable')
    return error
  }

  it('names the flag of a port in use', async () => {
    expect((await failure('127.0.0.1', port)).message).to.include(`in use (--metrics-server-port ${port})`)
  })

  it('names the flag of an address of another machine', async () => {
    expect((await failure('192.0.2.1', 0)).message).to.include('--metrics-server-address 192.0.2.1')
  })
})
