import type { IDecodedMessage, IDecoder, IEncoder, LightNode as TheirLightNode } from '@waku/sdk'
import { expect } from 'chai'
import {
  createDecoder,
  createEncoder,
  createLightNode,
  createRoutingInfo,
  type Decoder,
  defaultNetworkSharding,
  type Encoder,
  type LightNode,
} from '../../../src/sdk/index.ts'

const contentTopic = '/shapes/1/test/proto'
const routingInfo = createRoutingInfo(defaultNetworkSharding, { contentTopic })

/** Never called: that it compiles is the test, in `npm run check`. */
function usesEitherWithBoth(ours: LightNode, theirs: TheirLightNode): void {
  const ourEncoder = createEncoder({ contentTopic, routingInfo })
  const ourDecoder = createDecoder(contentTopic, routingInfo)
  const theirEncoder = theirs.createEncoder({ contentTopic })
  const theirDecoder = theirs.createDecoder({ contentTopic })
  const message = { payload: Uint8Array.of(1) }
  void theirs.lightPush.send(ourEncoder satisfies IEncoder, message)
  void theirs.filter.subscribe(ourDecoder satisfies IDecoder<IDecodedMessage>, ({ payload }) => void payload)
  void theirs.store.queryGenerator([ourDecoder])
  void ours.lightPush.send(theirEncoder satisfies Encoder, message)
  void ours.filter.subscribe(theirDecoder satisfies Decoder<IDecodedMessage>, ({ payload, hashStr }) => {
    void [payload, hashStr]
  })
  void ours.store.queryWithOrderedCallback([theirDecoder], ({ timestamp }) => timestamp === undefined)
}

describe('a light node', () => {
  it("takes js-waku's encoders and decoders, and js-waku takes ours", () => {
    expect(usesEitherWithBoth).to.be.a('function')
  })

  it('has what programs written for js-waku call, before it is started as well', async () => {
    const node = await createLightNode({ autoStart: false })
    expect(node.isStarted()).to.equal(false)
    expect(node.isConnected()).to.equal(false)
    expect(await node.getConnectedPeers()).to.deep.equal([])
    const { lightPush, filter, store } = node
    const methods = [
      ...[node.start, node.stop, node.dial, node.hangUp, node.waitForPeers, node.createEncoder, node.createDecoder],
      ...[lightPush.send, filter.subscribe, filter.unsubscribe, filter.unsubscribeAll],
      ...[store.queryGenerator, store.queryWithOrderedCallback, store.createCursor],
    ]
    for (const method of methods) expect(method).to.be.a('function')
    expect(node.createEncoder({ contentTopic }).pubsubTopic).to.equal(routingInfo.pubsubTopic)
    expect(node.createDecoder({ contentTopic }).pubsubTopic).to.equal(routingInfo.pubsubTopic)
    expect(node.peerId).to.match(/^16Uiu2HA/)
    expect(node.quota()).to.equal(undefined)
  })

  it('starts and stops alone, and again', async () => {
    const node = await createLightNode()
    expect(node.isStarted()).to.equal(true)
    const missing = await node.waitForPeers(['filter'], 1).catch((error) => error)
    expect(missing).to.have.property('code', 'no_peers_in_time')
    await node.stop()
    await node.start()
    await node.stop()
    expect(node.isStarted()).to.equal(false)
  })

  it('refuses bootstrap peers without an address or a peer id, by the name of the option', async () => {
    for (const address of ['nowhere', '/ip4/127.0.0.1/tcp/1/ws']) {
      const error = await createLightNode({ bootstrapPeers: [address] }).catch((failure) => failure)
      expect(error.message).to.include('bootstrapPeers')
    }
  })
})
