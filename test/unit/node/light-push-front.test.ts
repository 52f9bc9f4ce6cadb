import { secp256k1 } from '@noble/curves/secp256k1.js'
import { expect } from 'chai'
import { systemRandom } from '../../../src/foundation/index.ts'
import { decodeWakuMessage } from '../../../src/message/index.ts'
import { LightPushFront, type LightPushFrontComponents } from '../../../src/node/light-push-front.ts'
import { ShardRules } from '../../../src/node/shard-rules.ts'
import { type ProofAttacher, SpamProtectionError } from '../../../src/spam-protection/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { vectorMessage } from '../../support/vector-messages.ts'

const SHARD = '/waku/2/rs/16/0'
const UNRELAYED = '/waku/2/rs/16/1'
const PROTECTED = '/waku/2/rs/16/2'
const PEER = '16Uiu2HAmPLe7Mzm8TsYUubgCAW1aJoeFScxrLj8ppHFivPo97bUZ'
const rules = new ShardRules({
  clusterId: 16,
  isRelaying: true,
  shards: [0],
  protectedShards: [{ shard: 2, publicKeys: [secp256k1.getPublicKey(new Uint8Array(32).fill(9))] }],
  isMetadataRequired: true,
})

describe('LightPushFront', () => {
  const { rateLimitProof } = vectorMessage('hashed-waku-epoch-600s').message
  const outgoing = { payload: Uint8Array.of(1), contentTopic: '/a/1/b/proto' }
  let attached: number
  let pushed: { readonly data: Uint8Array; readonly pubsubTopic?: string }[]
  let attachFailure: SpamProtectionError | undefined
  let nodes: string[]

  beforeEach(() => {
    attached = 0
    pushed = []
    attachFailure = undefined
    nodes = [PEER]
  })

  const attacher = {
    attach: async (message: object) => {
      if (attachFailure) throw attachFailure
      attached++
      return { message: { ...message, rateLimitProof } }
    },
  } as unknown as Pick<ProofAttacher, 'attach'>

  function frontWith(way: 'desk' | 'client'): LightPushFront {
    const publish = async (message: (typeof pushed)[number]) => {
      pushed.push(message)
      return { ok: true, relayPeerCount: 1 } as const
    }
    const refusalOf = (topic: string) => {
      return topic === SHARD ? undefined : ({ ok: false, status: 421, description: 'not relayed' } as const)
    }
    const ways: Record<typeof way, LightPushFrontComponents['way']> = {
      desk: { desk: { publish, refusalOf }, peerId: PEER },
      client: {
        client: { push: async (_nodes, message) => ({ ...(await publish(message)), peer: PEER }) },
        nodes: { addresses: async () => nodes, failed: () => undefined, succeeded: () => undefined },
      },
    }
    return new LightPushFront({ clock: new FakeClock(), random: systemRandom, rules, attacher, way: ways[way] })
  }

  const proofOf = (data: Uint8Array): unknown => {
    const decoded = decodeWakuMessage(data)
    return decoded.ok && decoded.message.rateLimitProof
  }

  for (const way of ['desk', 'client'] as const) {
    it(`proves what has no proof and leaves alone what has one, by ${way}`, async () => {
      const front = frontWith(way)
      expect(await front.push({ ...outgoing, pubsubTopic: SHARD })).to.include({ ok: true, relayPeerCount: 1 })
      expect(await front.push({ ...outgoing, pubsubTopic: SHARD, rateLimitProof: rateLimitProof! })).to.include({
        ok: true,
      })
      expect(attached).to.equal(1)
      expect(pushed.map(({ pubsubTopic }) => pubsubTopic)).to.deep.equal([SHARD, SHARD])
      for (const { data } of pushed) expect(proofOf(data)).to.deep.equal(rateLimitProof)
    })

    it(`spends no message id on what a protected shard would refuse, by ${way}`, async () => {
      const error = await frontWith(way)
        .push({ ...outgoing, pubsubTopic: PROTECTED })
        .catch((reason) => reason)
      expect(error).to.have.property('code', 'message_refused')
      expect([attached, pushed.length]).to.deep.equal([0, 0])
    })
  }

  it('spends no message id on a shard that its own desk does not relay', async () => {
    expect(await frontWith('desk').push({ ...outgoing, pubsubTopic: UNRELAYED })).to.include({ ok: false, status: 421 })
    expect([attached, pushed.length]).to.deep.equal([0, 0])
    expect(await frontWith('client').push({ ...outgoing, pubsubTopic: UNRELAYED })).to.include({ ok: true })
  })

  it('spends no message id while there is nobody to push to', async () => {
    nodes = []
    expect(await frontWith('client').push({ ...outgoing, pubsubTopic: SHARD })).to.include({ ok: false, status: 503 })
    expect([attached, pushed.length]).to.deep.equal([0, 0])
  })

  it('says by its code why there is no proof', async () => {
    attachFailure = new SpamProtectionError('message_limit_reached', 'none is left')
    expect(await frontWith('desk').push({ ...outgoing, pubsubTopic: SHARD })).to.deep.equal({
      ok: false,
      status: 504,
      description: 'could not generate rln proof: message_limit_reached',
    })
    expect(pushed).to.deep.equal([])
  })
})
