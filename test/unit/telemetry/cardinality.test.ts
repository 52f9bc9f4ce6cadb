import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { expect } from 'chai'
import { silentLogger } from '../../../src/foundation/index.ts'
import { createNodeKey, NetworkMeter } from '../../../src/network/index.ts'
import { meterTraffic } from '../../../src/relay/index.ts'
import { createRelayMetrics } from '../../../src/relay/relay-metrics.ts'
import { relayVerdicts } from '../../../src/relay/relay-verdict.ts'
import { reportVerdict } from '../../../src/relay/verdict-report.ts'
import { PrometheusMetrics } from '../../../src/telemetry/prometheus-metrics.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { FakeRandom } from '../../support/fake-random.ts'
import { readScrape } from '../../support/read-scrape.ts'
import { createFixture } from '../spam-protection/validation-fixture.ts'

/** Everything that the attacker of a room can choose, invented anew each time. */
const INVENTIONS = 100_000
/** Validating costs most. */
const MESSAGES = 10_000

const OWN_TOPIC = '/waku/2/rs/1/0'
const RELAY = '/vac/waku/relay/2.0.0'

describe('the number of series', function () {
  this.timeout(60_000)

  async function seriesCount(metrics: PrometheusMetrics): Promise<number> {
    return readScrape(await metrics.text()).samples.length
  }

  /** Attacks, and expects that after the first inventions no further one adds a series. */
  async function expectConstant(
    attack: (metrics: PrometheusMetrics, from: number, to: number) => Promise<void>,
    n: number,
  ) {
    const metrics = new PrometheusMetrics({ logger: silentLogger })
    await attack(metrics, 0, n / 100)
    const after = await seriesCount(metrics)
    expect(after).to.be.within(3, 400)
    await attack(metrics, n / 100, n)
    expect(await seriesCount(metrics)).to.equal(after)
  }

  it('stays what it was when messages of invented topics, peers and contents are judged', () => {
    const random = new FakeRandom()
    return expectConstant(async (metrics, from, to) => {
      const { validator } = createFixture({ metrics, logger: silentLogger })
      for (let i = from; i < to; i++) {
        const data = random.bytes(1 + (i % 300))
        const pubsubTopic = i % 2 === 0 ? OWN_TOPIC : `/waku/2/rs/${i % 65_536}/${(i * 7) % 65_536}`
        await validator.validate({ pubsubTopic, data, peerId: `peer ${i}` })
      }
    }, MESSAGES)
  })

  it('stays what it was when peers send messages of invented topics', () =>
    expectConstant(async (metrics, from, to) => {
      const router = {
        opts: { allowedTopics: new Set([OWN_TOPIC]) },
        handleReceivedRpc: async () => undefined,
        sendRpc: () => true,
      }
      meterTraffic(router as never, metrics)
      const receive = router.handleReceivedRpc as (from: string, rpc: unknown) => Promise<void>
      const send = router.sendRpc as unknown as (to: string, rpc: unknown) => boolean
      for (let i = from; i < to; i++) {
        const rpc = { messages: [{ topic: `topic ${i}`, data: new Uint8Array(3) }, { topic: OWN_TOPIC }] }
        await receive(`peer ${i}`, rpc)
        send(`peer ${i}`, rpc)
      }
    }, INVENTIONS))

  it('stays what it was when relay refuses messages of invented peers', () =>
    expectConstant(async (metrics, from, to) => {
      const components = { logger: silentLogger, metrics: createRelayMetrics(metrics) }
      const verdicts = Object.values(relayVerdicts)
      for (let i = from; i < to; i++) {
        const message = { pubsubTopic: `topic ${i}`, data: new Uint8Array(3), peerId: `peer ${i}` }
        reportVerdict(components, message, verdicts[i % verdicts.length]!)
      }
    }, INVENTIONS))

  it('stays what it was when peers speak invented protocols', async () => {
    const remotePeer = peerIdFromPrivateKey(await createNodeKey())
    await expectConstant(async (metrics, from, to) => {
      const clock = new FakeClock()
      const host = Object.assign(new EventTarget(), {
        getProtocols: () => ['/ipfs/id/1.0.0', RELAY],
        getConnections: () => connections,
      })
      let connections: unknown[] = []
      const meter = new NetworkMeter({ host: host as never, clock, metrics })
      await meter.start()
      for (let i = from; i < to; i++) {
        const protocol = `/vac/waku/invented/${i}`
        connections = [{ direction: 'inbound', remotePeer, streams: [{ protocol, direction: 'outbound' }] }]
        const detail = { peerId: `peer ${i}`, agentVersion: `agent ${i}`, protocols: [protocol, RELAY] }
        host.dispatchEvent(new CustomEvent('peer:identify', { detail }))
        host.dispatchEvent(new CustomEvent('peer:disconnect', { detail: detail.peerId }))
        if (i % 100 === 0) clock.advance(1_000)
      }
      await meter.stop()
    }, INVENTIONS)
  })
})
