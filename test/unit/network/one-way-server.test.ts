import type { Libp2p, Stream } from '@libp2p/interface'
import { expect } from 'chai'
import fc from 'fast-check'
import { concatBytes, systemClock } from '../../../src/foundation/index.ts'
import { encodeFrame } from '../../../src/network/frame.ts'
import { FrameSplitter } from '../../../src/network/frame-splitter.ts'
import { ONE_WAY_READ_TIMEOUT_MS, OneWayServer, type OneWayService } from '../../../src/network/one-way-server.ts'
import { RequestClient } from '../../../src/network/request-client.ts'
import type { RequestProtocol } from '../../../src/network/request-response.ts'
import { TOLERATED_BURST } from '../../../src/network/unwelcome-peers.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { drain, Hosts } from '../../support/hosts.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

const ID = '/test/notice/1.0.0'
const MAX_BYTES = 1_000
const plenty = { capacity: 1e6, refillPerSecond: 1e6 }
const protocol: RequestProtocol<string, void> = {
  id: ID,
  request: {
    maxBytes: MAX_BYTES,
    encode: (message) => new TextEncoder().encode(message),
    decode: (bytes) => (bytes[0] === 0xff ? undefined : new TextDecoder().decode(bytes)),
  },
}
const frameOf = (text: string): Uint8Array => encodeFrame(protocol.request.encode(text))

describe('frames that follow each other', () => {
  it('come out as they went in, however the bytes are cut', () => {
    const payloads = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 })
    fc.assert(
      fc.property(payloads, fc.array(fc.nat(), { maxLength: 20 }), (frames, places) => {
        const bytes = concatBytes(...frames.map(encodeFrame))
        const ends = [...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
        const splitter = new FrameSplitter(300)
        const out = ends.flatMap((end, index) => splitter.push(bytes.subarray(ends[index - 1] ?? 0, end)))
        expect(out).to.deep.equal(frames)
        expect(splitter.isWithinFrame).to.equal(false)
      }),
    )
  })
})

describe('OneWayServer', () => {
  const hosts = new Hosts()
  let clock: FakeClock
  let metrics: RecordingMetrics
  let received: string[]
  let server: OneWayServer<string> | undefined

  beforeEach(() => {
    clock = new FakeClock()
    metrics = new RecordingMetrics()
    received = []
  })
  afterEach(async () => {
    await server?.stop()
    await hosts.stop()
    expect(clock.pendingTimers, 'timers left behind').to.equal(0)
  })

  async function serve(service: Partial<OneWayService<string>> = {}): Promise<Libp2p> {
    const host = await hosts.start()
    server = new OneWayServer<string>(
      { host, clock, logger: new RecordingLogger(), metrics },
      {
        protocol,
        handle: (message) => void received.push(message),
        quota: { perPeer: plenty, global: plenty },
        ...service,
      },
    )
    await server.start()
    return host
  }

  async function streamTo(host: Libp2p): Promise<Stream> {
    const from = await hosts.start([])
    const connection = await from.dial(host.getMultiaddrs())
    return connection.newStream([ID])
  }

  const state = (name: string): number => metrics.value('waku_service_requests', { service: ID, state: name }) ?? 0

  async function counted(name: string, value: number): Promise<void> {
    const deadlineMs = Date.now() + 5_000
    while (state(name) !== value) {
      if (Date.now() > deadlineMs) throw new Error(`${name} is ${state(name)}`)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  it('takes many messages of one stream, and rests as long as it likes between them', async () => {
    const stream = await streamTo(await serve())
    stream.send(concatBytes(frameOf('a'), frameOf('b')))
    await counted('served', 2)
    clock.advance(10 * ONE_WAY_READ_TIMEOUT_MS)
    stream.send(frameOf('c'))
    await counted('served', 3)
    await stream.close()
    expect(await drain(stream), 'the server closes its side, too').to.deep.equal({
      bytes: Buffer.alloc(0),
      isReset: false,
    })
    expect(received).to.deep.equal(['a', 'b', 'c'])
  })

  it('takes one message a stream as well, of which our own client leaves few open', async () => {
    const host = await serve()
    const from = await hosts.start([])
    await from.dial(host.getMultiaddrs())
    const client = new RequestClient<string, void>(
      { host: from, clock: systemClock, metrics: new RecordingMetrics() },
      protocol,
    )
    for (let number = 0; number < 100; number++) await client.request(host.peerId.toString(), `${number}`)
    await counted('served', 100)
    expect(received).to.have.length(100)
  })

  it('cuts off a stream that does not finish a message it began', async () => {
    const stream = await streamTo(await serve())
    stream.send(frameOf('whole'))
    stream.send(frameOf('half').subarray(0, 2))
    await counted('served', 1)
    const end = drain(stream)
    while (clock.pendingTimers === 0) await new Promise((resolve) => setImmediate(resolve))
    clock.advance(ONE_WAY_READ_TIMEOUT_MS)
    expect((await end).isReset).to.equal(true)
    await counted('request_timed_out', 1)
  })

  it('cuts off a stream with a message that is too large', async () => {
    const stream = await streamTo(await serve())
    stream.send(encodeFrame(new Uint8Array(MAX_BYTES + 1)))
    expect((await drain(stream)).isReset).to.equal(true)
    await counted('frame_too_large', 1)
  })

  it('drops what cannot be decoded and what is over the quota, and goes on', async () => {
    const host = await serve({ quota: { perPeer: { capacity: 3, refillPerSecond: 1 }, global: plenty } })
    const stream = await streamTo(host)
    stream.send(concatBytes(encodeFrame(Uint8Array.of(0xff)), ...['a', 'b', 'c'].map(frameOf)))
    await counted('rejected', 1)
    clock.advance(1_000)
    stream.send(frameOf('d'))
    await counted('served', 3)
    expect(received).to.deep.equal(['a', 'b', 'd'])
    expect(state('undecodable')).to.equal(1)
  })

  it('hangs up on a peer that goes on far over its quota, and again when it comes back, and serves others', async () => {
    const host = await serve({ quota: { perPeer: { capacity: 1, refillPerSecond: 0 }, global: plenty } })
    const flooder = await hosts.start([])
    const connection = await flooder.dial(host.getMultiaddrs())
    const closed = new Promise((resolve) => flooder.addEventListener('connection:close', resolve, { once: true }))
    const stream = await connection.newStream([ID])
    stream.send(concatBytes(...Array.from({ length: 3 * TOLERATED_BURST }, () => frameOf('more'))))
    await closed
    expect(state('rejected')).to.equal(TOLERATED_BURST + 1)
    expect(state('flooding')).to.equal(1)
    const closedAgain = new Promise((resolve) => flooder.addEventListener('connection:close', resolve, { once: true }))
    const back = await flooder.dial(host.getMultiaddrs())
    await back.newStream([ID]).catch(() => undefined)
    await closedAgain
    const neighbour = await streamTo(host)
    neighbour.send(frameOf('hello'))
    await counted('served', 2)
    expect(received).to.deep.equal(['more', 'hello'])
  })

  it('drops what a busy network brings over a large quota, as much again, without hanging up', async () => {
    const capacity = 4 * TOLERATED_BURST
    const host = await serve({ quota: { perPeer: { capacity, refillPerSecond: 0 }, global: plenty } })
    const stream = await streamTo(host)
    for (let sent = 0; sent < 2 * capacity; sent++) stream.send(frameOf('busy'))
    await counted('rejected', capacity)
    expect([state('served'), state('flooding')]).to.deep.equal([capacity, 0])
    expect(stream.status).to.equal('open')
  })
})
