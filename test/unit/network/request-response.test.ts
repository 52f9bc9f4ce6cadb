import type { Libp2p, Stream } from '@libp2p/interface'
import { expect } from 'chai'
import fc from 'fast-check'
import { systemClock } from '../../../src/foundation/index.ts'
import { encodeFrame } from '../../../src/network/frame.ts'
import { CLOSE_GRACE_MS } from '../../../src/network/frame-stream.ts'
import { NetworkError } from '../../../src/network/network-error.ts'
import { RequestClient, type RequestOptions } from '../../../src/network/request-client.ts'
import type { RequestProtocol, RequestService } from '../../../src/network/request-response.ts'
import {
  EXCHANGE_TIMEOUT_MS,
  MAX_REQUEST_STREAMS_PER_PEER,
  REQUEST_READ_TIMEOUT_MS,
  RequestServer,
} from '../../../src/network/request-server.ts'
import { TOLERATED_BURST } from '../../../src/network/unwelcome-peers.ts'
import { drain, Hosts } from '../../support/hosts.ts'
import { ImpatientClock } from '../../support/impatient-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

const ID = '/test/echo/1.0.0'
const MAX_REQUEST_BYTES = 20_000

/** Texts; an odd byte in front makes it undecodable. */
const text = {
  encode: (message: string) => new TextEncoder().encode(message),
  decode: (bytes: Uint8Array) => (bytes[0] === 0xff ? undefined : new TextDecoder().decode(bytes)),
}
const echo: RequestProtocol<string, string> = {
  id: ID,
  request: { ...text, maxBytes: MAX_REQUEST_BYTES },
  response: { ...text, maxBytes: 2 * MAX_REQUEST_BYTES },
}
const plenty = { capacity: 1e6, refillPerSecond: 1e6 }

describe('requests and responses', () => {
  const hosts = new Hosts()
  const servers: { stop(): Promise<void> }[] = []
  let clock: ImpatientClock
  let logger: RecordingLogger
  let metrics: RecordingMetrics

  beforeEach(() => {
    clock = new ImpatientClock()
    logger = new RecordingLogger()
    metrics = new RecordingMetrics()
  })
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()))
    await hosts.stop()
    expect(clock.pendingTimers, 'timers left behind').to.equal(0)
  })

  async function serve(service: Partial<RequestService<string, string>> = {}): Promise<Libp2p> {
    const host = await hosts.start()
    const server = new RequestServer<string, string>(
      { host, clock, logger, metrics },
      {
        protocol: echo,
        handle: async (request) => `${request}!`,
        quota: { perPeer: plenty, global: plenty },
        ...service,
      },
    )
    servers.push(server)
    await server.start()
    return host
  }

  async function connect(to: Libp2p): Promise<Libp2p> {
    const host = await hosts.start([])
    await host.dial(to.getMultiaddrs())
    return host
  }

  function clientOf(host: Libp2p, protocol = echo): RequestClient<string, string> {
    return new RequestClient({ host, clock: systemClock, metrics }, protocol)
  }

  async function ask(to: Libp2p, request: string, options?: RequestOptions): Promise<string> {
    return clientOf(await connect(to)).request(to.peerId.toString(), request, options)
  }

  async function failure(promise: Promise<unknown>): Promise<string> {
    try {
      await promise
    } catch (error) {
      if (error instanceof NetworkError) return error.code
      throw error
    }
    return 'none'
  }

  /** A stream of the protocol on which the test itself speaks. */
  async function openStream(from: Libp2p, to: Libp2p): Promise<Stream> {
    return from.getConnections(to.peerId)[0]!.newStream([ID])
  }

  const state = (name: string): number | undefined =>
    metrics.value('waku_service_requests', { service: ID, state: name })

  /** The figures are counted once the server has noticed, which is after the other side has. */
  async function counted(name: string, value = 1): Promise<void> {
    const deadlineMs = Date.now() + 5_000
    while (state(name) !== value) {
      if (Date.now() > deadlineMs) throw new Error(`${name} is ${state(name)}`)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  it('bring a request to the handler and its response back', async () => {
    const server = await serve()
    const large = 'x'.repeat(MAX_REQUEST_BYTES)
    expect(await ask(server, 'hello')).to.equal('hello!')
    expect(await ask(server, large)).to.equal(`${large}!`)
    expect(await ask(server, '')).to.equal('!')
    await counted('served', 3)
    expect(metrics.value('waku_service_network_bytes', { service: ID, direction: 'in' })).to.equal(20_005)
    expect(metrics.value('waku_service_network_bytes', { service: ID, direction: 'out' })).to.equal(20_008)
  })

  it('go to an address that is not connected yet, too', async () => {
    const server = await serve()
    const client = clientOf(await hosts.start([]))
    expect(await client.request(server.getMultiaddrs()[0]!.toString(), 'a')).to.equal('a!')
    expect(await client.request(server.peerId.toString(), 'b', { connectedOnly: true })).to.equal('b!')
    const other = await hosts.start()
    expect(await failure(client.request(other.peerId.toString(), 'c', { connectedOnly: true }))).to.equal(
      'peer_not_connected',
    )
    expect(await failure(client.request('/ip4/127.0.0.1/tcp/1', 'c'))).to.equal('peer_id_missing')
  })

  it('tell a peer that does not speak the protocol from one that fails', async () => {
    const plain = await hosts.start()
    expect(await failure(ask(plain, 'hello'))).to.equal('protocol_not_supported')
    const failing = await serve({ handle: () => Promise.reject(new Error('the disk is on fire')) })
    expect(await failure(ask(failing, 'hello'))).to.equal('stream_failed')
    await counted('failed')
    expect(logger.lines.some(({ level }) => level === 'error')).to.equal(true)
  })

  it('of both sides are held to their sizes', async () => {
    const server = await serve({ handle: async () => 'x'.repeat(2 * MAX_REQUEST_BYTES + 1) })
    expect(await failure(ask(server, 'x'.repeat(MAX_REQUEST_BYTES + 1)))).to.equal('frame_too_large')
    expect(await failure(ask(server, 'hello')), 'our own response').to.equal('stream_failed')
    const honest = await serve()
    const careful = { ...echo, response: { ...text, maxBytes: 3 } }
    const client = clientOf(await connect(honest), careful)
    expect(await failure(client.request(honest.peerId.toString(), 'hello'))).to.equal('frame_too_large')
    const stream = await openStream(await connect(honest), honest)
    stream.send(encodeFrame(new Uint8Array(MAX_REQUEST_BYTES + 1)))
    expect((await drain(stream)).isReset).to.equal(true)
    await counted('frame_too_large')
  })

  it('that cannot be decoded, or are over their quota, get the answer the service has for them', async () => {
    const server = await serve({
      refuse: (reason) => reason,
      quota: { perPeer: { capacity: 2, refillPerSecond: 1 }, global: plenty },
    })
    const host = await connect(server)
    const undecodable = { ...echo, request: { ...echo.request, encode: () => Uint8Array.of(0xff) } }
    const peer = server.peerId.toString()
    expect(await clientOf(host, undecodable).request(peer, '')).to.equal('undecodable')
    expect(await clientOf(host).request(peer, 'a')).to.equal('a!')
    expect(await clientOf(host).request(peer, 'b')).to.equal('over_quota')
    expect(await ask(server, 'another peer')).to.equal('another peer!')
    clock.advance(1_000)
    expect(await clientOf(host).request(peer, 'c')).to.equal('c!')
    await counted('rejected')
    await counted('undecodable')
  })

  it('are counted when they come: streams opened ahead of them cost nothing, unless they end empty', async () => {
    const one = { capacity: 1, refillPerSecond: 0 }
    const server = await serve({ refuse: (reason) => reason, quota: { perPeer: one, global: plenty } })
    const host = await connect(server)
    const idle = [await openStream(host, server), await openStream(host, server), await openStream(host, server)]
    const peer = server.peerId.toString()
    expect(await clientOf(host).request(peer, 'a')).to.equal('a!')
    expect(await clientOf(host).request(peer, 'b')).to.equal('over_quota')
    await clock.advanceAsync(REQUEST_READ_TIMEOUT_MS)
    for (const stream of idle) expect((await drain(stream)).isReset).to.equal(true)
    const other = await connect(server)
    await (await openStream(other, server)).close()
    await counted('stream_ended_early')
    expect(await clientOf(other).request(peer, 'c')).to.equal('over_quota')
  })

  it('are reset where the service has no answer for them', async () => {
    const server = await serve({ quota: { perPeer: { capacity: 0, refillPerSecond: 0 }, global: plenty } })
    expect(await failure(ask(server, 'a'))).to.equal('stream_failed')
  })

  it('need no response where the protocol has none', async () => {
    const received: string[] = []
    const oneWay: RequestProtocol<string, void> = { id: ID, request: echo.request }
    const host = await hosts.start()
    const server = new RequestServer(
      { host, clock, logger, metrics },
      {
        protocol: oneWay,
        handle: async (request: string) => {
          received.push(request)
        },
        quota: { perPeer: plenty, global: plenty },
      },
    )
    servers.push(server)
    await server.start()
    const client = new RequestClient<string, void>({ host: await connect(host), clock: systemClock, metrics }, oneWay)
    expect(await client.request(host.peerId.toString(), 'pushed')).to.equal(undefined)
    await counted('served')
    expect(received).to.deep.equal(['pushed'])
  })

  describe('of slow and greedy peers', () => {
    it('are cut off when they trickle in', async () => {
      const server = await serve()
      const stream = await openStream(await connect(server), server)
      const frame = encodeFrame(new Uint8Array(100))
      for (const byte of frame.subarray(0, 5)) {
        stream.send(Uint8Array.of(byte))
        await clock.advanceAsync(REQUEST_READ_TIMEOUT_MS / 6)
      }
      expect(stream.status).to.equal('open')
      await clock.advanceAsync(REQUEST_READ_TIMEOUT_MS / 6)
      expect((await drain(stream)).isReset).to.equal(true)
      await counted('request_timed_out')
    })

    it('are called off when their handler takes too long', async () => {
      let signal: AbortSignal | undefined
      const handled = Promise.withResolvers<void>()
      const server = await serve({
        handle: (_request, context) => {
          signal = context.signal
          handled.resolve()
          return new Promise(() => undefined)
        },
      })
      const answer = failure(ask(server, 'hello'))
      await handled.promise
      await clock.advanceAsync(EXCHANGE_TIMEOUT_MS)
      expect(await answer).to.equal('stream_failed')
      expect(signal?.aborted).to.equal(true)
    })

    it('do not keep a stream that they never close', async () => {
      const server = await serve()
      const stream = await openStream(await connect(server), server)
      const drained = drain(stream)
      stream.send(encodeFrame(text.encode('hello')))
      await counted('served')
      expect(stream.status).to.equal('open')
      await clock.advanceAsync(CLOSE_GRACE_MS)
      const { bytes } = await drained
      expect(bytes).to.deep.equal(Buffer.from(encodeFrame(text.encode('hello!'))))
    })

    it('hold a bounded number of streams, over all their connections, and leave others theirs', async () => {
      const server = await serve({ handle: () => new Promise(() => undefined) })
      const greedy = await hosts.start([])
      const connections = []
      for (let count = 0; count < 3; count++) {
        connections.push(await greedy.dial(server.getMultiaddrs(), { force: true }))
      }
      const streams = []
      for (let count = 0; count < MAX_REQUEST_STREAMS_PER_PEER; count++) {
        streams.push(await connections[count % 3]!.newStream([ID]))
      }
      const refused = drain(await connections[0]!.newStream([ID]))
      expect((await refused).isReset).to.equal(true)
      await counted('too_many_streams')
      expect(streams.every(({ status }) => status === 'open')).to.equal(true)
      const other = await openStream(await connect(server), server)
      expect(other.status).to.equal('open')
    })

    it('are hung up when they flood, and again when they come back, while others are served', async () => {
      const server = await serve({ quota: { perPeer: { capacity: 1, refillPerSecond: 0 }, global: plenty } })
      const [flooder, neighbour] = [await connect(server), await connect(server)]
      const client = clientOf(flooder)
      const peerId = server.peerId.toString()
      let isHungUp = false
      flooder.addEventListener('connection:close', () => {
        isHungUp = true
      })
      let asked = 0
      for (; !isHungUp; asked++) {
        await client.request(peerId, 'more', { connectedOnly: true }).catch(() => undefined)
        // Requests on a connection that is breaking fail at once; its end has to be heard of in between.
        await new Promise((resolve) => setImmediate(resolve))
      }
      expect(asked).to.be.within(TOLERATED_BURST, TOLERATED_BURST + 60)
      expect(logger.at('warn')).to.have.length(1)
      await flooder.dial(server.getMultiaddrs())
      await client.request(peerId, 'again').catch(() => undefined)
      expect(metrics.value('waku_service_requests', { service: ID, state: 'flooding' })).to.be.at.least(2)
      expect(await clientOf(neighbour).request(peerId, 'hello')).to.equal('hello!')
    })

    it('have one request handled at a turn of the event loop, however many come at once', async () => {
      let [turn, isOver] = [0, false]
      const turns: number[] = []
      const server = await serve({
        handle: async (request) => {
          turns.push(turn)
          return request
        },
      })
      const count = (): void => {
        turn++
        if (!isOver) setImmediate(count)
      }
      const client = clientOf(await connect(server))
      setImmediate(count)
      const burst = Array.from({ length: MAX_REQUEST_STREAMS_PER_PEER }, (_, index) => `${index}`)
      await Promise.all(burst.map((request) => client.request(server.peerId.toString(), request)))
      isOver = true
      expect(new Set(turns).size).to.equal(burst.length)
    })

    it('are hung up, too, when they hold all their streams and go on opening more', async () => {
      const perPeer = { capacity: 10, refillPerSecond: 1 }
      const server = await serve({
        handle: () => new Promise(() => undefined),
        quota: { perPeer, global: plenty },
      })
      const greedy = await connect(server)
      const [connection] = greedy.getConnections(server.peerId)
      const closed = new Promise((resolve) => greedy.addEventListener('connection:close', resolve))
      for (let opened = 0; opened < 4 * TOLERATED_BURST && connection!.status === 'open'; opened++) {
        await connection!.newStream([ID], { maxOutboundStreams: 1_000 }).catch(() => undefined)
      }
      await closed
      expect(state('flooding')).to.equal(1)
      expect(state('too_many_streams')).to.be.within(2 * TOLERATED_BURST, 3 * TOLERATED_BURST)
    })

    it('are not hung up for the bursts of an application, two of them at one address', async () => {
      const server = await serve({
        refuse: (reason) => reason,
        quota: { perPeer: { capacity: 30, refillPerSecond: 0.5 }, global: plenty },
      })
      const tabs = [await connect(server), await connect(server)]
      // All content topics, history and messages that have piled up, in one go; and again what was refused.
      for (const round of [60, 30, 10]) {
        for (const tab of tabs) {
          const client = clientOf(tab)
          const peer = server.peerId.toString()
          const burst = Array.from({ length: round }, (_, index) =>
            client.request(peer, `${index}`).catch(() => 'reset'),
          )
          await Promise.all(burst)
          expect(tab.getConnections(server.peerId)).to.have.length(1)
        }
        clock.advance(2_000)
      }
      expect(state('flooding')).to.equal(0)
      expect(logger.at('warn')).to.have.length(0)
    })

    it('are forgotten when the peer goes or the service stops', async () => {
      const waiting = [Promise.withResolvers<AbortSignal>(), Promise.withResolvers<AbortSignal>()]
      let calls = 0
      const server = await serve({
        handle: (_request, { signal }) => {
          waiting[calls++]!.resolve(signal)
          return new Promise(() => undefined)
        },
      })
      const leaving = await connect(server)
      const left = failure(clientOf(leaving).request(server.peerId.toString(), 'a'))
      const signal = await waiting[0]!.promise
      await leaving.stop()
      expect(await left).to.equal('stream_ended_early')
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
      const interrupted = failure(ask(server, 'b'))
      await waiting[1]!.promise
      await servers.pop()!.stop()
      expect(await interrupted).to.equal('stream_failed')
    })

    it('that send garbage are refused or reset, and none of it stops the service', async () => {
      const server = await serve({ protocol: { ...echo, request: { ...text, maxBytes: 50 } } })
      const client = await connect(server)
      await fc.assert(
        fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 }), async (pieces) => {
          const stream = await openStream(client, server)
          const drained = drain(stream)
          try {
            for (const piece of pieces) stream.send(piece)
            await stream.close()
          } catch {
            // It was reset before everything was sent.
          }
          await drained
        }),
        { numRuns: 150 },
      )
      expect(state('failed')).to.equal(0)
      expect(await clientOf(client).request(server.peerId.toString(), 'still there')).to.equal('still there!')
    })
  })

  describe('of this node', () => {
    it('end at their time, or when they are called off', async () => {
      const server = await serve({ handle: () => new Promise(() => undefined) })
      expect(await failure(ask(server, 'a', { timeoutMs: 20 }))).to.equal('request_timed_out')
      expect(await failure(ask(server, 'a', { signal: AbortSignal.timeout(20) }))).to.equal('request_aborted')
      expect(await failure(ask(server, 'a', { signal: AbortSignal.abort() }))).to.equal('request_aborted')
      const outcome = { service: ID, outcome: 'request_aborted' }
      expect(metrics.value('waku_service_client_requests_total', outcome)).to.equal(2)
    })

    it('are not fooled by a response that is cut off, or none of the protocol', async () => {
      const answers = [Uint8Array.of(5, 1, 2), new Uint8Array(0), encodeFrame(Uint8Array.of(0xff))]
      const codes = ['stream_ended_early', 'stream_ended_early', 'response_undecodable']
      const server = await hosts.start()
      await server.handle(ID, async (stream) => {
        const answer = answers.shift()!
        if (answer.length > 0) stream.send(answer)
        await stream.close()
      })
      const client = clientOf(await connect(server))
      for (const code of codes) expect(await failure(client.request(server.peerId.toString(), 'a'))).to.equal(code)
    })
  })
})
