import { expect } from 'chai'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { systemClock } from '../../../src/foundation/index.ts'
import {
  createLightNode,
  type DecodedMessage,
  type LightNode,
  type LightNodeOptions,
  openMembership,
  Protocols,
  type Reception,
} from '../../../src/sdk/server.ts'
import {
  type FullNode,
  LightNetwork,
  NETWORK_CONFIG,
  RATE_LIMIT,
  SERVICES,
  untilMeshed,
  webSocketAddressOf,
} from '../../support/light-network.ts'

const WAIT_MS = 60_000
const CONTENT_TOPIC = '/light-node/1/test/text'
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = ({ payload }: { readonly payload: Uint8Array }): string => new TextDecoder().decode(payload)

describe('our light nodes at our full nodes', function () {
  this.timeout(180_000)
  let network: LightNetwork
  /** Both serve light nodes, and relay to each other. */
  let services: FullNode[]
  let keystore: { keystorePath: string; password: string }
  let sender: LightNode
  let receiver: LightNode
  const received: { message: DecodedMessage; reception: Reception }[] = []

  before(async () => {
    network = await LightNetwork.start()
    const first = await network.startNode(SERVICES)
    const second = await network.startNode({ ...SERVICES, staticnode: [first.node.multiaddrs[0]!] })
    services = [first, second]
    await untilMeshed(...services)
    keystore = await network.addMember()
    sender = await startSender()
    receiver = await start({ rln: network.rlnOptions() })
  })
  after(() => network?.stop())

  async function start(options: LightNodeOptions): Promise<LightNode> {
    const node = await createLightNode({
      networkConfig: NETWORK_CONFIG,
      bootstrapPeers: services.map(webSocketAddressOf),
      discover: false,
      ...options,
    })
    network.onStop(() => node.stop())
    await node.waitForPeers(undefined, WAIT_MS)
    const isConnectedToBoth = async (): Promise<boolean> => (await node.getConnectedPeers()).length === 2
    await waitUntil(systemClock, 'both service nodes', WAIT_MS, isConnectedToBoth)
    return node
  }

  async function startSender(): Promise<LightNode> {
    const membership = await openMembership(keystore.keystorePath, keystore.password)
    return start({ rln: { ...network.rlnOptions(), membership } })
  }

  const send = (node: LightNode, text: string) =>
    node.lightPush.send(node.createEncoder({ contentTopic: CONTENT_TOPIC }), { payload: bytesOf(text) })

  const untilReceived = (text: string): Promise<unknown> =>
    waitUntil(systemClock, `"${text}" at the receiver`, WAIT_MS, async () => {
      return received.some(({ message }) => textOf(message) === text)
    })

  it('know which services each peer offers', async () => {
    const peers = await receiver.getConnectedPeers()
    for (const { protocols } of peers) expect(protocols).to.have.members(Object.values(Protocols))
    expect(peers.map(({ id }) => id)).to.have.members(services.map(({ node }) => node.peerId))
    expect([receiver.isStarted(), receiver.isConnected()]).to.deep.equal([true, true])
  })

  it('send with a proof of their own through two nodes, and receive once, with the proof checked', async () => {
    const decoder = receiver.createDecoder({ contentTopic: CONTENT_TOPIC })
    const isSubscribed = await receiver.filter.subscribe(decoder, (message, reception) => {
      received.push({ message, reception })
    })
    expect(isSubscribed).to.equal(true)
    const { successes, failures, messageHash } = await send(sender, 'hello')
    expect(failures).to.deep.equal([])
    expect(successes).to.have.members(services.map(({ node }) => node.peerId))
    await untilReceived('hello')
    const [{ message, reception }] = received as [(typeof received)[number]]
    expect(message.hash).to.deep.equal(messageHash)
    expect(reception.proof).to.equal('valid')
    expect(sender.quota()).to.include({ rateLimit: RATE_LIMIT, left: RATE_LIMIT - 1 })
  })

  it('are refused without a membership, and say so peer by peer', async () => {
    const { successes, failures } = await send(receiver, 'no proof')
    expect(successes).to.deep.equal([])
    expect(failures.map(({ error }) => error)).to.deep.equal(['invalid_message', 'invalid_message'])
    expect(failures.map(({ peerId }) => peerId)).to.have.members(services.map(({ node }) => node.peerId))
  })

  it('find the messages afterwards in the store', async () => {
    await send(sender, 'second')
    await untilReceived('second')
    const decoder = receiver.createDecoder({ contentTopic: CONTENT_TOPIC })
    const found: [string, string][] = []
    const readAll = async (): Promise<boolean> => {
      found.length = 0
      for await (const { message, proof } of receiver.store.query(decoder, { paginationLimit: 1 })) {
        found.push([textOf(message), proof])
      }
      return found.length === 2
    }
    await waitUntil(systemClock, 'both messages in the archive', WAIT_MS, readAll)
    expect(found).to.deep.equal([
      ['hello', 'valid'],
      ['second', 'valid'],
    ])
    expect(received.map(({ message }) => textOf(message))).to.deep.equal(['hello', 'second'])
  })

  it('go on counting after a restart in the middle of an epoch, and stop at the limit', async () => {
    await sender.stop()
    expect(sender.isStarted()).to.equal(false)
    sender = await startSender()
    expect(sender.quota()).to.include({ rateLimit: RATE_LIMIT, left: RATE_LIMIT - 2 })
    for (let number = 3; number <= RATE_LIMIT; number++) {
      expect((await send(sender, `number ${number}`)).successes).to.not.be.empty
    }
    const { successes, failures } = await send(sender, 'one too many')
    expect(successes).to.deep.equal([])
    expect(failures.map(({ error }) => error)).to.deep.equal(['message_limit_reached'])
    expect(failures[0]!.retryAtMs).to.equal(sender.quota()!.epochEndsAtMs)
    await untilReceived(`number ${RATE_LIMIT}`)
  })

  it('keep a keystore to themselves while they send with it', async () => {
    const error = await openMembership(keystore.keystorePath, keystore.password).catch((failure) => failure)
    expect(error).to.have.property('code', 'store_in_use')
  })

  it('go on with one node when the other goes', async () => {
    const other = await network.startMemberNode({ staticnode: [services[0]!.node.multiaddrs[0]!] })
    await untilMeshed(services[0]!, other)
    await services[1]!.node.stop()
    const isAlone = async (): Promise<boolean> => (await receiver.getConnectedPeers()).length === 1
    await waitUntil(systemClock, 'the loss of the node', WAIT_MS, isAlone)
    await other.node.publish({ payload: bytesOf('still here'), contentTopic: CONTENT_TOPIC })
    await untilReceived('still here')
  })
})
