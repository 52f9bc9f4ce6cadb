import { expect } from 'chai'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { systemClock } from '../../../src/foundation/index.ts'
import { createLightNode as createLightNodeOfPage } from '../../../src/sdk/index.ts'
import { createLightNode, type LightNode, openMembership, Protocols } from '../../../src/sdk/server.ts'
import {
  type FullNode,
  LightNetwork,
  NETWORK_CONFIG,
  SERVICES,
  untilMeshed,
  webSocketAddressOf,
} from '../../support/light-network.ts'

const WAIT_MS = 60_000
const CONTENT_TOPIC = '/discovery/1/test/text'

describe('a light node that was given a node without light push', function () {
  this.timeout(180_000)
  let network: LightNetwork
  let bootstrap: FullNode
  /** Serves all, over TCP and WebSocket. */
  let serving: FullNode
  /** Serves all, over TCP only. */
  let overTcp: FullNode

  before(async () => {
    network = await LightNetwork.start()
    bootstrap = await network.startNode({ ...SERVICES, lightpush: 'false' })
    const staticnode = [bootstrap.node.multiaddrs[0]!]
    serving = await network.startNode({ ...SERVICES, staticnode })
    overTcp = await network.startNode({ ...SERVICES, staticnode, 'websocket-support': 'false' })
    await untilMeshed(bootstrap, serving, overTcp)
  })
  after(() => network?.stop())

  const idsOf = async (node: LightNode): Promise<string[]> => (await node.getConnectedPeers()).map(({ id }) => id)
  const optionsOf = (discover?: boolean) => ({
    networkConfig: NETWORK_CONFIG,
    bootstrapPeers: [webSocketAddressOf(bootstrap)],
    ...(discover !== undefined && { discover }),
  })

  it('finds others that serve it, and sends; with discover: false it stays with the named one', async () => {
    const closed = await createLightNode(optionsOf(false))
    network.onStop(() => closed.stop())
    await closed.waitForPeers([Protocols.Store], WAIT_MS)
    const { keystorePath, password } = await network.addMember()
    const membership = await openMembership(keystorePath, password)
    const sender = await createLightNode({ ...optionsOf(), rln: { ...network.rlnOptions(), membership } })
    network.onStop(() => sender.stop())
    await sender.waitForPeers([Protocols.LightPush], WAIT_MS)
    const encoder = sender.createEncoder({ contentTopic: CONTENT_TOPIC })
    const { successes } = await sender.lightPush.send(encoder, { payload: Uint8Array.of(1) })
    expect(successes).to.not.be.empty
    expect([serving, overTcp].map(({ node }) => node.peerId)).to.include.members(successes)
    expect(await idsOf(closed)).to.deep.equal([bootstrap.node.peerId])
  })

  it('dials over WebSocket only where it can do no more, and finds another node when one is lost', async () => {
    const light = await createLightNodeOfPage(optionsOf())
    network.onStop(() => light.stop())
    await light.waitForPeers([Protocols.LightPush], WAIT_MS)
    expect(await idsOf(light)).to.have.members([bootstrap, serving].map(({ node }) => node.peerId))
    await serving.node.stop()
    const isAlone = async (): Promise<boolean> => (await light.getConnectedPeers()).length === 1
    await waitUntil(systemClock, 'the loss of the node', WAIT_MS, isAlone)
    const other = await network.startNode({ ...SERVICES, staticnode: [bootstrap.node.multiaddrs[0]!] })
    await light.waitForPeers([Protocols.LightPush], WAIT_MS)
    expect(await idsOf(light)).to.have.members([bootstrap, other].map(({ node }) => node.peerId))
  })
})
