import { expect } from 'chai'
import {
  gossipMessageKey,
  Relay,
  type RelayValidator,
  type RelayVerdict,
  VALIDATION_DEADLINE_MS,
} from '../../../src/relay/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

const TOPIC = '/waku/2/rs/1/0'
const OTHER_TOPIC = '/waku/2/rs/1/1'
const VALID: RelayVerdict = { action: 'accept', reason: 'valid' }

type Admit = (peer: { toString(): string }, message: { topic: string; data: Uint8Array }) => string

/** As much of GossipSub as relay uses towards incoming messages. */
class StubRouter extends EventTarget {
  readonly opts = { allowedTopics: new Set([TOPIC, OTHER_TOPIC]) }
  readonly topicValidators = new Map<string, Admit>()
  readonly streamsOutbound = new Map()
  readonly reports: string[] = []
  /** Keys of messages that may come again. */
  readonly forgotten: string[] = []
  readonly meshPeers: string[] = []
  readonly penalized: string[] = []

  subscribe(): void {}
  unsubscribe(): void {}
  getTopics(): never[] {
    return []
  }
  getPeers(): never[] {
    return []
  }
  getMeshPeers(): string[] {
    return this.meshPeers
  }

  reportMessageValidationResult(messageId: string, peerId: string, result: string): void {
    this.reports.push(`${messageId} ${peerId} ${result}`)
  }

  forgetMessage(messageId: string): void {
    this.forgotten.push(messageId)
  }

  penalize(peerId: string): void {
    this.penalized.push(peerId)
  }

  /** What gossipsub does with a message it has not seen. */
  receive(messageId: string, peerId = 'peer', topic = TOPIC, data = new Uint8Array(3)): string {
    const admitted = this.topicValidators.get(topic)!({ toString: () => peerId }, { topic, data })
    if (admitted !== 'accept') return admitted
    const detail = { propagationSource: { toString: () => peerId }, msgId: messageId, msg: { topic, data } }
    this.dispatchEvent(new CustomEvent('gossipsub:message', { detail }))
    return admitted
  }
}

async function setUp(validate: RelayValidator<RelayVerdict> = async () => VALID) {
  const router = new StubRouter()
  const clock = new FakeClock()
  const logger = new RecordingLogger()
  const metrics = new RecordingMetrics()
  const disconnect = async (): Promise<void> => undefined
  const relay = new Relay({ router: router as never, validate, disconnect, clock, logger, metrics })
  const delivered: string[] = []
  relay.onMessage(({ verdict }) => delivered.push(verdict?.reason ?? 'none'))
  relay.subscribe(TOPIC)
  await relay.start()
  return { relay, router, clock, logger, metrics, delivered }
}

const pending = (): Promise<RelayVerdict> => new Promise(() => undefined)

describe('message intake', () => {
  it('reports each verdict to GossipSub, counts it, and delivers what was accepted', async () => {
    const verdicts: RelayVerdict[] = [
      VALID,
      { action: 'ignore', reason: 'unknown_root' },
      { action: 'reject', reason: 'proof_invalid' },
    ]
    const { router, clock, metrics, delivered } = await setUp(async ({ data }) => verdicts[data[0]!]!)
    for (const index of [0, 1, 2]) router.receive(`m${index}`, 'peer', TOPIC, Uint8Array.of(index))
    await clock.advanceAsync(0)
    expect(router.reports).to.deep.equal(['m0 peer accept', 'm1 peer ignore', 'm2 peer reject'])
    expect(delivered).to.deep.equal(['valid'])
    for (const { action, reason } of verdicts) {
      expect(metrics.value('waku_relay_verdicts_total', { action, reason })).to.equal(1)
    }
    expect(metrics.observations('waku_relay_validation_duration_seconds')).to.deep.equal([0, 0, 0])
    expect(clock.pendingTimers).to.equal(0)
  })

  it('ignores the message, and punishes nobody, when the validator throws', async () => {
    const { router, clock, logger, metrics, delivered } = await setUp(async () => {
      throw new Error('a bug of ours')
    })
    router.receive('m')
    await clock.advanceAsync(0)
    expect(router.reports).to.deep.equal(['m peer ignore'])
    expect(metrics.value('waku_relay_verdicts_total', { action: 'ignore', reason: 'internal_error' })).to.equal(1)
    expect(logger.at('error')[0]?.fields.error).to.have.property('message', 'a bug of ours')
    expect(delivered).to.deep.equal([])
  })

  it('penalizes who is to blame for a message that is ignored, of some only who is in the mesh', async () => {
    const blames = ['sender', 'mesh_peer', undefined] as const
    const { router, clock } = await setUp(async ({ data }) => {
      const blame = blames[data[0]!]
      return { action: 'ignore', reason: 'double_signal', ...(blame && { blame }) }
    })
    router.meshPeers.push('neighbour')
    for (const peerId of ['neighbour', 'stranger']) {
      for (const kind of blames.keys()) router.receive(`${peerId} ${kind}`, peerId, TOPIC, Uint8Array.of(kind))
    }
    await clock.advanceAsync(0)
    expect(router.reports.every((report) => report.endsWith('ignore'))).to.equal(true)
    expect(router.penalized.toSorted()).to.deep.equal(['neighbour', 'neighbour', 'stranger'])
  })

  it('gives up on a verdict before GossipSub forgets the message, and takes no later one', async () => {
    let decide: (verdict: RelayVerdict) => void = () => undefined
    const { router, clock, delivered } = await setUp(
      () =>
        new Promise((resolve) => {
          decide = resolve
        }),
    )
    router.receive('m')
    await clock.advanceAsync(VALIDATION_DEADLINE_MS - 1)
    expect(router.reports).to.deep.equal([])
    await clock.advanceAsync(1)
    expect(router.reports).to.deep.equal(['m peer ignore'])
    decide(VALID)
    await clock.advanceAsync(0)
    expect(router.reports).to.have.length(1)
    expect(delivered).to.deep.equal([])
  })

  it('does not start to validate what waited too long', async () => {
    let asked = 0
    const { router, clock, metrics } = await setUp(() => {
      asked++
      return pending()
    })
    // One peer may have 64 validations under way; the 65th waits for one of them.
    for (let index = 0; index < 65; index++) router.receive(`m${index}`)
    expect(asked).to.equal(64)
    await clock.advanceAsync(VALIDATION_DEADLINE_MS)
    expect(asked).to.equal(64)
    expect(metrics.value('waku_relay_verdicts_total', { action: 'ignore', reason: 'expired_while_queued' })).to.equal(
      65,
    )
  })

  it('ignores the newest messages of a flooder when the queue is full, and still validates the others', async () => {
    const asked: string[] = []
    const { router, clock, metrics } = await setUp(({ peerId }) => {
      asked.push(peerId)
      return pending()
    })
    for (let index = 0; index < 400; index++) router.receive(`f${index}`, 'flooder')
    expect(metrics.value('waku_relay_verdicts_total', { action: 'ignore', reason: 'queue_full' })).to.equal(80)
    expect(router.reports[0]).to.equal('f320 flooder ignore')
    router.receive('m', 'honest')
    await clock.advanceAsync(0)
    expect(asked).to.include('honest')
  })

  it('refuses, before GossipSub keeps them, topics nobody subscribed to and messages over 150 KiB', async () => {
    const { router, metrics } = await setUp(pending)
    expect(router.receive('m', 'peer', OTHER_TOPIC)).to.equal('ignore')
    expect(router.receive('m', 'peer', TOPIC, new Uint8Array(153_601))).to.equal('reject')
    expect(router.receive('m', 'peer', TOPIC, new Uint8Array(153_600))).to.equal('accept')
    expect(metrics.value('waku_relay_verdicts_total', { action: 'ignore', reason: 'not_subscribed' })).to.equal(1)
    expect(metrics.value('waku_relay_verdicts_total', { action: 'reject', reason: 'message_too_large' })).to.equal(1)
  })

  it('refuses everything and reports nothing once stopped', async () => {
    let decide: (verdict: RelayVerdict) => void = () => undefined
    const { relay, router, clock, delivered } = await setUp(
      () =>
        new Promise((resolve) => {
          decide = resolve
        }),
    )
    router.receive('m')
    await relay.stop()
    expect(router.receive('n')).to.equal('ignore')
    decide(VALID)
    await clock.advanceAsync(0)
    expect(router.reports).to.deep.equal([])
    expect(delivered).to.deep.equal([])
    expect(clock.pendingTimers).to.equal(0)
  })

  it('takes a message again that it ignored for a reason that passes, and no other', async () => {
    const verdicts: RelayVerdict[] = [
      { action: 'ignore', reason: 'nullifier_known' },
      { action: 'ignore', reason: 'overloaded', transient: true },
      { action: 'reject', reason: 'proof_invalid' },
    ]
    const { router, clock } = await setUp(async ({ data }) => verdicts[data[0]!]!)
    for (const index of [0, 1, 2]) router.receive(`m${index}`, 'peer', TOPIC, Uint8Array.of(index))
    await clock.advanceAsync(0)
    expect(router.forgotten).to.deep.equal(['m1'])
    // Refused before it had a place in the queue: its key is that of its bytes.
    router.receive('unused', 'peer', OTHER_TOPIC, Uint8Array.of(1))
    expect(router.forgotten).to.deep.equal(['m1', gossipMessageKey({ data: Uint8Array.of(1) })])
  })

  it('survives a listener that throws', async () => {
    const { relay, router, clock, logger } = await setUp()
    relay.onMessage(() => {
      throw new Error('listener')
    })
    const later: string[] = []
    relay.onMessage(({ pubsubTopic }) => later.push(pubsubTopic))
    router.receive('m')
    await clock.advanceAsync(0)
    expect(router.reports).to.deep.equal(['m peer accept'])
    expect(later).to.deep.equal([TOPIC])
    expect(logger.at('error')).to.have.length(1)
  })
})
