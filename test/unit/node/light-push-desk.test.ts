import { expect } from 'chai'
import { encodeWakuMessage, type WakuMessage } from '../../../src/message/index.ts'
import { LightPushDesk } from '../../../src/node/light-push-desk.ts'
import { ProofQuota } from '../../../src/node/proof-quota.ts'
import { ShardRules } from '../../../src/node/shard-rules.ts'
import { RelayError } from '../../../src/relay/index.ts'
import { type RefusalCode, SpamProtectionError, type Verdict } from '../../../src/spam-protection/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { vectorMessage } from '../../support/vector-messages.ts'

const SHARD = '/waku/2/rs/16/0'
const rules = new ShardRules({
  clusterId: 16,
  isRelaying: true,
  shards: [0],
  protectedShards: [],
  isMetadataRequired: true,
})

describe('LightPushDesk', () => {
  const { message: proven } = vectorMessage('hashed-waku-epoch-600s')
  const { rateLimitProof: _, ...unproven } = proven
  const accepted = { action: 'accept', reason: 'valid', message: proven } as unknown as Verdict
  let recipients: number
  let subscribers: string[]
  let published: Uint8Array[]
  let refusal: RefusalCode | undefined
  /** Shares accepted once: the real validator calls a second one a copy. */
  let seen: Set<string>
  let publishError: Error | undefined

  beforeEach(() => {
    recipients = 1
    subscribers = []
    published = []
    refusal = undefined
    seen = new Set()
    publishError = undefined
  })

  function deskWith(attaching?: ConstructorParameters<typeof LightPushDesk>[0]['attaching']): LightPushDesk {
    return new LightPushDesk({
      rules,
      validator: {
        validate: async ({ data }) => {
          const key = Buffer.from(data).toString('hex')
          const reason = refusal ?? (seen.has(key) ? 'duplicate_share' : undefined)
          seen.add(key)
          return reason ? ({ action: 'ignore', reason } as Verdict) : accepted
        },
      },
      relay: {
        topics: [SHARD],
        subscribers: () => subscribers,
        publish: async (_topic, data) => {
          if (publishError) throw publishError
          published.push(data)
          return { recipients } as never
        },
      },
      ...(attaching && { attaching }),
    })
  }

  const pushed = (message: WakuMessage, pubsubTopic = SHARD) => {
    return { data: encodeWakuMessage(message), pubsubTopic, peerId: 'client' }
  }

  it('relays the bytes that were pushed, and says how many peers took them', async () => {
    recipients = 3
    expect(await deskWith().publish(pushed(proven))).to.deep.equal({ ok: true, relayPeerCount: 3 })
    expect(published).to.deep.equal([encodeWakuMessage(proven)])
  })

  it('lets a message that reached nobody be pushed again until it reaches somebody', async () => {
    const desk = deskWith()
    recipients = 0
    expect(await desk.publish(pushed(proven))).to.include({ ok: false, status: 505 })
    expect(await desk.publish(pushed(proven))).to.include({ ok: false, status: 505 })
    recipients = 2
    expect(await desk.publish(pushed(proven))).to.deep.equal({ ok: true, relayPeerCount: 2 })
    expect(published).to.have.length(3)
    // From now on it is in the network: told, and not sent again.
    subscribers = ['a', 'b', 'c']
    expect(await desk.publish(pushed(proven))).to.deep.equal({ ok: true, relayPeerCount: 3 })
    expect(published).to.have.length(3)
  })

  it('takes a message that came by the relay first for sent, if anybody is there', async () => {
    publishError = new RelayError('duplicate_message', 'seen')
    subscribers = ['a']
    expect(await deskWith().publish(pushed(proven))).to.deep.equal({ ok: true, relayPeerCount: 1 })
    refusal = 'duplicate_share'
    subscribers = []
    expect(await deskWith().publish(pushed(proven))).to.include({ ok: false, status: 505 })
  })

  it('relays nothing that the validator refuses, that cannot be read, or of a shard that it does not carry', async () => {
    const desk = deskWith()
    refusal = 'proof_invalid'
    expect(await desk.publish(pushed(proven))).to.include({ status: 420 })
    expect(await desk.publish({ ...pushed(proven), data: Uint8Array.of(0xff) })).to.include({ status: 400 })
    expect(await desk.publish({ ...pushed(proven), data: new Uint8Array(160_000) })).to.include({ status: 413 })
    expect(await desk.publish(pushed(proven, '/waku/2/rs/16/1'))).to.include({ status: 421 })
    expect(published).to.have.length(0)
  })

  it('attaches a proof only to what has none, and takes back the place of one that was not made', async () => {
    const quota = new ProofQuota({ clock: new FakeClock() }, { limit: 1, epochSizeSeconds: 600 })
    let attached = 0
    let failure: Error | undefined = new SpamProtectionError('not_synced', 'the tree of /var/node')
    const attacher = {
      attach: async () => {
        if (failure) throw failure
        attached++
        return { message: proven, proofKind: 'full' } as never
      },
    }
    const desk = deskWith({ attacher, quota })
    expect(await desk.publish(pushed(unproven))).to.deep.equal({
      ok: false,
      status: 504,
      description: 'could not generate rln proof: not_synced',
    })
    failure = undefined
    expect(await desk.publish(pushed(unproven))).to.include({ ok: true })
    expect(published).to.deep.equal([encodeWakuMessage(proven)])
    expect(await desk.publish(pushed({ ...unproven, timestampNs: 7n }))).to.include({ status: 504 })
    expect(attached).to.equal(1)
    expect(await desk.publish(pushed({ ...proven, timestampNs: 8n }))).to.include({ ok: true })
    expect(attached).to.equal(1)
  })

  it('makes few proofs at once, and says that a later try may be lucky', async () => {
    const quota = new ProofQuota({ clock: new FakeClock() }, { limit: 100, epochSizeSeconds: 600 })
    const { promise, resolve } = Promise.withResolvers<void>()
    const attacher = { attach: () => promise.then(() => ({ message: proven, proofKind: 'full' }) as never) }
    const desk = deskWith({ attacher, quota })
    const underWay = [1, 2, 3, 4].map(() => desk.publish(pushed(unproven)))
    expect(await desk.publish(pushed(unproven))).to.include({ ok: false, status: 503 })
    resolve()
    subscribers = ['a']
    for (const verdict of await Promise.all(underWay)) expect(verdict).to.include({ ok: true })
    expect(published).to.have.length(1)
  })
})
