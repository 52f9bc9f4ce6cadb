import { expect } from 'chai'
import { gossipsubOptions, MAX_TOPICS, peerScoreParams, type RelayError } from '../../../src/relay/index.ts'

const TOPIC = '/waku/2/rs/1/0'

/** nwaku 0.37.1, waku_relay/protocol.nim; deviations are explained where they are. */
describe('GossipSub options', () => {
  const options = gossipsubOptions({ topics: [TOPIC] })

  it('shape the mesh as nwaku does', () => {
    expect(options).to.include({
      D: 6,
      Dlo: 4,
      Dhi: 8,
      Dscore: 6,
      Dout: 3,
      Dlazy: 6,
      gossipFactor: 0.25,
      heartbeatInterval: 1_000,
      fanoutTTL: 60_000,
      seenTTL: 120_000,
      pruneBackoff: 60_000,
      unsubcribeBackoff: 5_000,
      floodPublish: true,
      fallbackToFloodsub: false,
      doPX: false,
    })
  })

  it('keep messages long enough for a verdict that takes seconds, and offer them as long as nwaku', () => {
    expect(options).to.include({ mcacheLength: 12, mcacheGossip: 3, asyncValidation: true })
  })

  it('neither write nor accept signed messages', () => {
    expect(options.globalSignaturePolicy).to.equal('StrictNoSign')
  })

  it('bound what a peer can make this node hold', () => {
    expect(options.maxInboundDataLength).to.equal(1_048_576)
    expect(options.maxOutboundBufferSize).to.equal(4_194_304)
    expect([...(options.allowedTopics ?? [])]).to.deep.equal([TOPIC])
    for (const [name, limit] of Object.entries(options.decodeRpcLimits!)) expect(limit, name).to.be.within(1, 5_000)
  })

  it('refuse more topics than a peer could subscribe to', () => {
    const topics = Array.from({ length: MAX_TOPICS + 1 }, (_, index) => `/waku/2/rs/1/${index}`)
    try {
      gossipsubOptions({ topics })
      expect.fail('accepted')
    } catch (error) {
      expect((error as RelayError).code).to.equal('too_many_topics')
    }
    expect(gossipsubOptions({ topics: topics.slice(1) })).to.be.an('object')
  })
})

describe('peer scoring', () => {
  it('has the thresholds of nwaku, but replaces mesh peers that only sit there', () => {
    expect(gossipsubOptions({ topics: [TOPIC] }).scoreThresholds).to.deep.include({
      gossipThreshold: -100,
      publishThreshold: -1_000,
      graylistThreshold: -10_000,
      opportunisticGraftThreshold: 0.2,
    })
  })

  it('has the weights of nwaku', () => {
    expect(peerScoreParams([TOPIC])).to.deep.include({
      topicScoreCap: 0,
      appSpecificWeight: 0,
      IPColocationFactorWeight: -50,
      IPColocationFactorThreshold: 5,
      behaviourPenaltyWeight: -10,
      behaviourPenaltyDecay: 0.986,
      decayInterval: 12_000,
      decayToZero: 0.01,
      retainScore: 600_000,
    })
  })

  it('scores every topic alike: first deliveries a little, rejected messages squared, missing deliveries not at all', () => {
    const { topics } = peerScoreParams([TOPIC, '/waku/2/rs/1/1'])
    expect(Object.keys(topics)).to.have.length(2)
    for (const topic of Object.values(topics)) {
      expect(topic).to.include({
        topicWeight: 1,
        timeInMeshWeight: 0.01,
        timeInMeshQuantum: 1_000,
        timeInMeshCap: 10,
        firstMessageDeliveriesWeight: 1,
        firstMessageDeliveriesDecay: 0.5,
        firstMessageDeliveriesCap: 10,
        meshMessageDeliveriesWeight: 0,
        meshFailurePenaltyWeight: 0,
        invalidMessageDeliveriesWeight: -100,
        invalidMessageDeliveriesDecay: 0.5,
      })
    }
  })

  it('lets no peer reach the median that is replaced by sitting in the mesh alone', () => {
    const { timeInMeshWeight, timeInMeshCap } = peerScoreParams([TOPIC]).topics[TOPIC]!
    const { opportunisticGraftThreshold } = gossipsubOptions({ topics: [TOPIC] }).scoreThresholds!
    expect(timeInMeshWeight * timeInMeshCap).to.be.lessThan(opportunisticGraftThreshold!)
  })

  it('does not count peers on loopback as one address, unless told to', () => {
    expect([...peerScoreParams([TOPIC]).IPColocationFactorWhitelist])
      .to.include('127.0.0.1')
      .and.to.include('::1')
    expect(peerScoreParams([TOPIC], { scoreLoopbackColocation: true }).IPColocationFactorWhitelist.size).to.equal(0)
  })

  it('takes another colocation limit, and none', () => {
    expect(peerScoreParams([TOPIC], { ipColocationLimit: 20 }).IPColocationFactorThreshold).to.equal(20)
    expect(peerScoreParams([TOPIC], { ipColocationLimit: 0 }).IPColocationFactorWeight).to.equal(0)
  })
})
