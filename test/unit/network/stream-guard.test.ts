import type { Connection, Libp2p, StreamMuxer } from '@libp2p/interface'
import { expect } from 'chai'
import { silentLogger } from '../../../src/foundation/index.ts'
import { encodeFrame } from '../../../src/network/frame.ts'
import { NEW_STREAMS_AT_ONCE, NEW_STREAMS_PER_SECOND, StreamGuard } from '../../../src/network/stream-guard.ts'
import { TOLERATED_BURST, UnwelcomePeers } from '../../../src/network/unwelcome-peers.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { Hosts } from '../../support/hosts.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

const SPOKEN = '/spoken/1.0.0'
const NOT_SPOKEN = '/not-spoken/1.0.0'

describe('StreamGuard', () => {
  const hosts = new Hosts()
  let clock: FakeClock
  let metrics: RecordingMetrics
  let unwelcome: UnwelcomePeers
  let guard: StreamGuard
  let host: Libp2p
  let answered: number

  beforeEach(async () => {
    clock = new FakeClock()
    metrics = new RecordingMetrics()
    unwelcome = new UnwelcomePeers(clock)
    host = await hosts.start()
    answered = 0
    await host.handle(SPOKEN, (stream) => {
      answered++
      void stream.close()
    })
    guard = new StreamGuard({ host, unwelcome, clock, logger: silentLogger, metrics })
    await guard.start()
  })

  afterEach(async () => {
    await guard.stop()
    await hosts.stop()
  })

  async function connect(): Promise<{ peerId: string; connection: Connection; closed: Promise<void> }> {
    const peer = await hosts.start([])
    const connection = await peer.dial(host.getMultiaddrs())
    const closed = new Promise<void>((resolve) => connection.addEventListener('close', () => resolve(), { once: true }))
    return { peerId: peer.peerId.toString(), connection, closed }
  }

  /** Asks for a protocol and waits until the stream is over; past the limits that libp2p has for those who ask. */
  async function open(connection: Connection, protocol: string): Promise<void> {
    const { muxer } = connection as Connection & { readonly muxer: StreamMuxer }
    const stream = await muxer.createStream()
    const over = new Promise((resolve) => stream.addEventListener('close', resolve, { once: true }))
    const lines = ['/multistream/1.0.0\n', `${protocol}\n`]
    for (const line of lines) stream.send(encodeFrame(new TextEncoder().encode(line)))
    await stream.close()
    await over
  }

  async function openMany(connection: Connection, protocol: string, count: number): Promise<void> {
    for (let opened = 0; opened < count && connection.status === 'open'; opened++) {
      await open(connection, protocol).catch(() => undefined)
    }
  }

  it('lets a peer ask for protocols that are not spoken, as many do when they connect', async () => {
    const { connection, peerId } = await connect()
    await openMany(connection, NOT_SPOKEN, TOLERATED_BURST / 2)
    await openMany(connection, SPOKEN, 1)
    expect(answered).to.equal(1)
    expect(unwelcome.isTurnedAway(peerId)).to.equal(false)
    expect(metrics.value('waku_refused_streams_total', { reason: 'no_protocol' })).to.equal(TOLERATED_BURST / 2)
  })

  it('hangs up on a peer that goes on asking for what is not spoken, and lets it in no more', async () => {
    const { connection, peerId, closed } = await connect()
    await openMany(connection, NOT_SPOKEN, 2 * TOLERATED_BURST)
    await closed
    expect(unwelcome.isTurnedAway(peerId)).to.equal(true)
    expect(metrics.value('waku_refused_streams_total', { reason: 'no_protocol' })).to.equal(TOLERATED_BURST + 1)
  })

  it('hangs up on a peer that opens streams without end, also of protocols that are spoken', async () => {
    const { connection, peerId, closed } = await connect()
    const neighbour = await connect()
    await openMany(connection, SPOKEN, 2 * NEW_STREAMS_AT_ONCE)
    await closed
    expect(unwelcome.isTurnedAway(peerId)).to.equal(true)
    expect(answered).to.be.within(NEW_STREAMS_AT_ONCE / 2, NEW_STREAMS_AT_ONCE)
    expect(metrics.value('waku_refused_streams_total', { reason: 'flooding' })).to.equal(1)
    await openMany(neighbour.connection, SPOKEN, 1)
    expect(neighbour.connection.status).to.equal('open')
  }).timeout(20_000)

  it('lets a peer open so many a second for ever', async () => {
    const { connection, peerId } = await connect()
    for (let second = 0; second < 2 + NEW_STREAMS_AT_ONCE / NEW_STREAMS_PER_SECOND; second++) {
      await openMany(connection, SPOKEN, NEW_STREAMS_PER_SECOND)
      clock.advance(1_000)
    }
    expect(connection.status).to.equal('open')
    expect(unwelcome.isTurnedAway(peerId)).to.equal(false)
  }).timeout(20_000)

  it('does not take the streams that end with a connection for refused ones', async () => {
    const { connection, peerId } = await connect()
    const { muxer } = connection as Connection & { readonly muxer: StreamMuxer }
    for (let opened = 0; opened < 20; opened++) await muxer.createStream()
    const gone = new Promise((resolve) => host.addEventListener('peer:disconnect', resolve, { once: true }))
    connection.abort(new Error('the peer has gone'))
    await gone
    expect(unwelcome.isTurnedAway(peerId)).to.equal(false)
    expect(metrics.value('waku_refused_streams_total', { reason: 'no_protocol' })).to.equal(0)
  })
})
