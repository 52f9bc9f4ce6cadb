import { expect } from 'chai'
import { decodeWakuMessage, type WakuMessage } from '../../../src/message/index.ts'
import { createEncoder, createRoutingInfo, defaultNetworkSharding, type SendOptions } from '../../../src/sdk/index.ts'
import { LightPush } from '../../../src/sdk/light-push.ts'
import type { LightPushClient } from '../../../src/services/lightpush/index.ts'
import { SpamProtectionError } from '../../../src/spam-protection/index.ts'

const contentTopic = '/push/1/test/proto'
const routingInfo = createRoutingInfo(defaultNetworkSharding, { contentTopic })
const encoder = createEncoder({ contentTopic, routingInfo })
const payload = Uint8Array.of(1)
const proof = Uint8Array.of(7)
const noProof = new Uint8Array()
const rateLimitProof = {
  proof,
  merkleRoot: noProof,
  epoch: noProof,
  shareX: noProof,
  shareY: noProof,
  nullifier: noProof,
  rlnIdentifier: noProof,
}

/** Peers by name, each answering with the status codes it was given, the last one for ever. */
function createRig(peers: Record<string, number[]>, rln?: Partial<ConstructorParameters<typeof LightPush>[0]['rln']>) {
  const pushed: { peer: string; message: WakuMessage }[] = []
  const failed: string[] = []
  const client: Pick<LightPushClient, 'push'> = {
    push: async ([peer], { data }) => {
      const decoded = decodeWakuMessage(data)
      if (!decoded.ok) throw new Error(decoded.defect)
      pushed.push({ peer: peer!, message: decoded.message })
      const statuses = peers[peer!]!
      const status = statuses.length > 1 ? statuses.shift()! : statuses[0]!
      if (status === 200) return { ok: true, relayPeerCount: 3, peer: peer! }
      return { ok: false, status, description: `${status}`, earlier: [] }
    },
  }
  const offering = (): string[] => Object.keys(peers)
  const push = new LightPush({
    client,
    peers: { offering, failed: (peer) => failed.push(peer), succeeded: () => undefined },
    ...(rln && { rln: { proves: true, attach: async (message) => message, refresh: async () => false, ...rln } }),
  })
  const send = (options?: SendOptions) => push.send(encoder, { payload }, options)
  return { push, send, pushed, failed, asked: () => pushed.map(({ peer }) => peer) }
}

describe('LightPush', () => {
  it('gives a message to two peers, in the same bytes', async () => {
    const { send, pushed, asked } = createRig({ a: [200], b: [200], c: [200] })
    const { successes, failures, messageHash } = await send()
    expect([successes, failures, asked()]).to.deep.equal([['a', 'b'], [], ['a', 'b']])
    expect(pushed[0]!.message).to.deep.equal(pushed[1]!.message)
    expect(messageHash).to.have.length(32)
  })

  it('takes another peer for each that fails, and says why each did', async () => {
    const { send, asked, failed } = createRig({ a: [503], b: [200], c: [505], d: [200], e: [200] })
    const { successes, failures } = await send()
    expect(successes).to.deep.equal(['b', 'd'])
    expect(failures).to.deep.equal([
      { error: 'unavailable', description: '503', peerId: 'a' },
      { error: 'no_peers', description: '505', peerId: 'c' },
    ])
    expect([asked(), failed]).to.deep.equal([
      ['a', 'b', 'c', 'd'],
      ['a', 'c'],
    ])
  })

  it('tries as many peers as it was told, and gives the message to as many', async () => {
    const one = createRig({ a: [429], b: [200], c: [200] })
    expect((await one.send({ numPeersToUse: 1 })).successes).to.deep.equal(['b'])
    const two = createRig({ a: [429], b: [421], c: [200] })
    const { successes, failures } = await two.send({ maxAttempts: 2 })
    expect([successes, failures.map(({ error }) => error)]).to.deep.equal([
      [],
      ['too_many_requests', 'unsupported_topic'],
    ])
  })

  it('knows every status code, and takes unknown ones for a failure of the peer', async () => {
    const codes = {
      400: 'bad_request',
      413: 'payload_too_large',
      500: 'internal_error',
      504: 'no_rln_proof',
      499: 'internal_error',
    }
    for (const [status, error] of Object.entries(codes)) {
      const { failures } = await createRig({ a: [Number(status)] }).send()
      expect(failures.map((failure) => failure.error)).to.deep.equal([error])
    }
  })

  it('sends nothing without a peer, without a payload, beyond 150 KiB, or when the encoder makes nothing', async () => {
    const { push, pushed } = createRig({ a: [200] })
    const errorOf = async (result: ReturnType<LightPush['send']>) => (await result).failures.map(({ error }) => error)
    expect(await errorOf(createRig({}).send())).to.deep.equal(['no_peer_available'])
    expect(await errorOf(push.send(encoder, { payload: new Uint8Array() }))).to.deep.equal(['empty_payload'])
    expect(await errorOf(push.send(encoder, { payload: new Uint8Array(153_600) }))).to.deep.equal(['size_too_big'])
    const silent = { ...encoder, toProtoObj: async () => undefined }
    expect(await errorOf(push.send(silent, { payload }))).to.deep.equal(['encode_failed'])
    const verbose = createEncoder({ contentTopic, routingInfo, metaSetter: () => new Uint8Array(65) })
    expect(await errorOf(push.send(verbose, { payload }))).to.deep.equal(['encode_failed'])
    expect(pushed).to.deep.equal([])
  })

  it('spends no message id while no peer offers light push', async () => {
    let attached = 0
    const attach = async (message: WakuMessage) => {
      attached++
      return message
    }
    expect((await createRig({}, { attach }).send()).failures[0]!.error).to.equal('no_peer_available')
    expect(attached).to.equal(0)
    await createRig({ a: [200] }, { attach }).send()
    expect(attached).to.equal(1)
  })

  it('sends the proof that a message brings along, and a member its own', async () => {
    const { push, pushed } = createRig({ a: [200] })
    await push.send(encoder, { payload, rateLimitProof })
    expect(pushed[0]!.message.rateLimitProof?.proof).to.deep.equal(proof)
    const own = { ...rateLimitProof, proof: Uint8Array.of(8) }
    const member = createRig({ a: [200] }, { attach: async (message) => ({ ...message, rateLimitProof: own }) })
    await member.push.send(encoder, { payload, rateLimitProof })
    expect(member.pushed[0]!.message.rateLimitProof?.proof).to.deep.equal(Uint8Array.of(8))
  })

  it('proves again when all peers find the message invalid and the members have changed: the same message', async () => {
    const attached: WakuMessage[] = []
    const attach = async (message: WakuMessage): Promise<WakuMessage> => {
      attached.push(message)
      return { ...message, rateLimitProof: { ...rateLimitProof, proof: Uint8Array.of(attached.length) } }
    }
    const { send, pushed } = createRig({ a: [420, 200] }, { attach, refresh: async () => true })
    const { successes, failures } = await send()
    expect([successes, failures.map(({ error }) => error)]).to.deep.equal([['a'], ['invalid_message']])
    expect(attached[0]).to.deep.equal(attached[1])
    expect(pushed.map(({ message }) => message.rateLimitProof?.proof[0])).to.deep.equal([1, 2])
  })

  it('does not send again what is invalid under the newest root', async () => {
    const { send, pushed } = createRig({ a: [420] }, { refresh: async () => false })
    expect((await send()).failures.map(({ error }) => error)).to.deep.equal(['invalid_message'])
    expect(pushed).to.have.length(1)
  })

  it('says when there is no proof to be had, and when there will be', async () => {
    const attach = async (): Promise<never> => {
      throw new SpamProtectionError('message_limit_reached', 'all spent', { retryAtMs: 77 })
    }
    const { send, pushed } = createRig({ a: [200] }, { attach })
    expect(await send()).to.deep.equal({
      successes: [],
      failures: [{ error: 'message_limit_reached', description: 'all spent', retryAtMs: 77 }],
    })
    expect(pushed).to.deep.equal([])
  })

  it('passes on what is a mistake of the program', async () => {
    const { push } = createRig({ a: [200] })
    const broken = { ...encoder, toProtoObj: async () => Promise.reject(new TypeError('no')) }
    const error = await push.send(broken, { payload }).catch((failure) => failure)
    expect(error).to.be.instanceOf(TypeError)
  })
})
