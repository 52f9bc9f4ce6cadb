import type { Libp2p } from '@libp2p/interface'
import { expect } from 'chai'
import { systemClock } from '../../../src/foundation/index.ts'
import { encodeWakuMessage, messageHash } from '../../../src/message/index.ts'
import { connectedPeersOf, RequestClient, type RequestProtocol } from '../../../src/network/index.ts'
import { FilterServer, filterSubscribeProtocol } from '../../../src/services/filter/index.ts'
import { LightPushServer, lightPushProtocol, lightPushV2Protocol } from '../../../src/services/lightpush/index.ts'
import { StoreService, storeProtocol } from '../../../src/services/store/index.ts'
import { PrometheusMetrics } from '../../../src/telemetry/server.ts'
import { Hosts } from '../../support/hosts.ts'
import { readScrape } from '../../support/read-scrape.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

const PUBSUB_TOPIC = '/waku/2/rs/1/0'
const ROUNDS = 60
const plenty = { perPeer: { capacity: 1e6, refillPerSecond: 1e6 }, global: { capacity: 1e6, refillPerSecond: 1e6 } }
const scarce = { perPeer: { capacity: 2 * ROUNDS, refillPerSecond: 0 }, global: plenty.global }

/** What a stranger says, in every part of a request that is his to choose; each time another. */
function wordsOf(round: number) {
  const word = `stranger-${round}-secret`
  const contentTopic = `/${word}/1/topic/proto`
  const payload = Buffer.from(`${word} payload`)
  const timestampNs = BigInt(Date.now()) * 1_000_000n
  const message = { payload, contentTopic, version: 0, timestampNs, meta: Buffer.from(word), ephemeral: false }
  return { word, contentTopic, message, data: encodeWakuMessage(message), requestId: `${word}-request` }
}

describe('what strangers say to services', function () {
  this.timeout(60_000)
  const hosts = new Hosts()
  const stops: (() => Promise<void>)[] = []
  let metrics: PrometheusMetrics
  let logger: RecordingLogger
  let filter: FilterServer
  let serving: Libp2p

  before(async () => {
    logger = new RecordingLogger()
    metrics = new PrometheusMetrics({ logger })
    serving = await hosts.start()
    const parts = { host: serving, clock: systemClock, logger, metrics }
    const failing = { query: () => Promise.reject(new Error('the disk is full')) }
    filter = new FilterServer(
      { ...parts, peers: connectedPeersOf(serving), isRelayed: (topic) => topic === PUBSUB_TOPIC },
      { maxPeers: 10, maxCriteriaPerPeer: 20, timeToLiveMs: 60_000, quota: scarce },
    )
    const publish = (): Promise<never> => Promise.reject(new Error('relay has stopped'))
    const services = [
      new StoreService({ ...parts, archive: failing }, { quota: scarce }),
      filter,
      new LightPushServer({ ...parts, publish }, { quota: scarce }),
    ]
    for (const service of services) {
      await service.start()
      stops.push(() => service.stop())
    }
  })
  after(async () => {
    for (const stop of stops) await stop()
    await hosts.stop()
  })

  /** Everything a service may be asked, and what no service understands. Whatever comes back is well. */
  async function strangerSays(round: number): Promise<void> {
    const { contentTopic, message, data, requestId, word } = wordsOf(round)
    const host = await hosts.start([])
    const ask = <Request>(protocol: RequestProtocol<Request, unknown>, ...requests: Request[]): Promise<unknown>[] => {
      const client = new RequestClient({ host, clock: systemClock, metrics: new RecordingMetrics() }, protocol)
      return requests.map((request) =>
        client.request(String(serving.getMultiaddrs()[0]), request).catch(() => undefined),
      )
    }
    const raw = { ...storeProtocol, request: { ...storeProtocol.request, encode: () => Buffer.from(word) } }
    const query = { requestId, includeData: true, messageHashes: [], forward: true, contentTopics: [contentTopic] }
    const subscription = { requestId, contentTopics: [contentTopic] }
    await Promise.all([
      ...ask(storeProtocol, { ...query, pubsubTopic: word }, { ...query, pubsubTopic: PUBSUB_TOPIC }),
      ...ask(raw, query),
      ...ask(
        filterSubscribeProtocol,
        { ...subscription, type: 'subscribe', pubsubTopic: PUBSUB_TOPIC },
        { ...subscription, type: 'subscribe', pubsubTopic: word },
        { ...subscription, type: 'unsubscribe', pubsubTopic: word },
      ),
      ...ask(lightPushProtocol, { requestId, data, pubsubTopic: word }),
      ...ask(lightPushV2Protocol, { requestId, data, pubsubTopic: word }),
    ])
    // Nobody takes pushes here: they fail.
    const hash = messageHash(PUBSUB_TOPIC, message)
    filter.relayed({ data, pubsubTopic: PUBSUB_TOPIC, contentTopic, messageHash: hash })
    await host.stop()
  }

  it('makes no series of figures, and is in no label and no line of the log', async () => {
    for (let round = 0; round < ROUNDS / 4; round++) await strangerSays(round)
    const before = readScrape(await metrics.text()).samples.length
    for (let round = ROUNDS / 4; round < ROUNDS; round++) await strangerSays(round)
    const text = await metrics.text()
    expect(readScrape(text).samples).to.have.length(before)
    expect(text).to.not.include('stranger-')
    expect(logger.lines.length, 'there is a log to look at').to.be.at.least(ROUNDS)
    const log = logger.text()
    for (let round = 0; round < ROUNDS; round++) {
      const { word, data } = wordsOf(round)
      const forms = [word, Buffer.from(word).toString('hex'), Buffer.from(word).toString('base64').slice(0, -4)]
      for (const form of [...forms, Buffer.from(data).toString('hex')]) {
        expect(log.includes(form), `${form} of round ${round}`).to.equal(false)
      }
    }
  })
})
