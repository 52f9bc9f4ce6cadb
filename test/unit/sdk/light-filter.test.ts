import { expect } from 'chai'
import { silentLogger } from '../../../src/foundation/index.ts'
import { createDecoder, createRoutingInfo, defaultNetworkSharding, SdkError } from '../../../src/sdk/index.ts'
import { LightFilter } from '../../../src/sdk/light-filter.ts'
import type { FilteredMessage, FilterOutcome } from '../../../src/services/filter/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'

const decoderOf = (contentTopic: string) =>
  createDecoder(contentTopic, createRoutingInfo(defaultNetworkSharding, { contentTopic }))
const one = decoderOf('/filter/1/one/proto')
const two = decoderOf('/filter/1/two/proto')
const elsewhere = decoderOf('/app/29/three/proto')

function createRig({ hasPeers = true }: { hasPeers?: boolean } = {}) {
  const asked: string[] = []
  let answer: FilterOutcome = { ok: true }
  let deliver: (received: FilteredMessage) => void = () => undefined
  const ask = (what: string) => async (pubsubTopic: string, contentTopics: readonly string[]) => {
    asked.push(`${what} ${pubsubTopic} ${contentTopics.join(' ')}`)
    return answer
  }
  const filter = new LightFilter({
    client: {
      subscribe: ask('subscribe'),
      unsubscribe: ask('unsubscribe'),
      unsubscribeAll: async () => answer,
      onMessage: (listener) => {
        deliver = listener
        return () => {
          deliver = () => undefined
        }
      },
    },
    peers: {
      waitFor: async () => {
        if (!hasPeers) throw new SdkError('no_peers_in_time', 'nobody')
      },
    },
    clock: new FakeClock(),
    logger: silentLogger,
  })
  filter.start()
  const push = async (text: string, { contentTopic, pubsubTopic } = one, version = 0): Promise<void> => {
    deliver({
      message: {
        payload: new TextEncoder().encode(text),
        contentTopic,
        version,
        timestampNs: 1n,
        meta: new Uint8Array(),
        ephemeral: false,
      },
      pubsubTopic,
      messageHash: new Uint8Array(32),
      proof: 'valid',
      peerId: 'a',
    })
    await new Promise((resolve) => setImmediate(resolve))
  }
  const received: string[] = []
  const take = ({ payload }: { payload: Uint8Array }): void => void received.push(new TextDecoder().decode(payload))
  const refuse = (): void => {
    answer = { ok: false, status: 503, description: 'no' }
  }
  return { filter, asked, push, received, take, refuse }
}

describe('LightFilter', () => {
  it('calls back for the messages of its decoders, and tells how they came', async () => {
    const { filter, asked, push } = createRig()
    const seen: unknown[] = []
    expect(
      await filter.subscribe(
        [one, elsewhere],
        (message, reception) => void seen.push([message.contentTopic, reception]),
      ),
    ).to.equal(true)
    expect(asked).to.deep.equal([
      `subscribe ${one.pubsubTopic} ${one.contentTopic}`,
      `subscribe ${elsewhere.pubsubTopic} ${elsewhere.contentTopic}`,
    ])
    await push('1')
    await push('2', two)
    await push('3', elsewhere)
    const reception = { proof: 'valid', peerId: 'a' }
    expect(seen).to.deep.equal([
      [one.contentTopic, reception],
      [elsewhere.contentTopic, reception],
    ])
  })

  it('serves several subscribers of a topic, each with its own decoder', async () => {
    const { filter, push, received, take } = createRig()
    const sealed = createDecoder(one.contentTopic, createRoutingInfo(defaultNetworkSharding, one), {
      version: 1,
      open: () => ({ payload: new TextEncoder().encode('opened') }),
    })
    await filter.subscribe(one, take)
    await filter.subscribe(sealed, take)
    await push('plain')
    await push('closed', one, 1)
    expect(received).to.deep.equal(['plain', 'opened'])
  })

  it('goes on with the others when a subscriber throws', async () => {
    const { filter, push, received, take } = createRig()
    await filter.subscribe(one, () => {
      throw new Error('mine')
    })
    await filter.subscribe(one, take)
    await push('1')
    expect(received).to.deep.equal(['1'])
  })

  it('subscribes nothing when no filter node accepts, or none comes', async () => {
    const refusing = createRig()
    refusing.refuse()
    expect(await refusing.filter.subscribe(one, refusing.take)).to.equal(false)
    await refusing.push('1')
    const alone = createRig({ hasPeers: false })
    expect(await alone.filter.subscribe(one, alone.take)).to.equal(false)
    expect([refusing.received, alone.asked]).to.deep.equal([[], []])
  })

  it('is silent once it is unsubscribed, whatever the nodes say', async () => {
    const { filter, asked, push, received, take, refuse } = createRig()
    await filter.subscribe([one, two], take)
    refuse()
    expect(await filter.unsubscribe(one)).to.equal(false)
    await push('1')
    await push('2', two)
    expect([received, asked.at(-1)]).to.deep.equal([['2'], `unsubscribe ${one.pubsubTopic} ${one.contentTopic}`])
    await filter.unsubscribeAll()
    await push('3', two)
    expect(received).to.deep.equal(['2'])
  })

  it('wants a decoder', async () => {
    const error = await createRig()
      .filter.subscribe([], () => undefined)
      .catch((failure) => failure)
    expect(error).to.have.property('code', 'option_invalid')
  })
})
