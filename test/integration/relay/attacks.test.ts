import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import { GRAYLIST_THRESHOLD } from '../../../src/relay/index.ts'
import { FakeRandom } from '../../support/fake-random.ts'
import { gossipAttacks } from '../../support/gossip-attacks.ts'
import { RawRelayPeer } from '../../support/raw-relay-peer.ts'
import { eventually } from '../../support/relay-mesh.ts'
import { ACCEPTED, connect, type RelayNode, RelayNodes, received, scoreOf, TOPIC, testMessage } from './relay-nodes.ts'

const CUT_OFF_MS = 15_000

/** The short form of the long row `relay-raw-attacker`, without its figures. */
describe('relay among attackers', function () {
  this.timeout(60_000)
  const nodes = new RelayNodes()
  const attackers: RawRelayPeer[] = []

  afterEach(async () => {
    await Promise.all(attackers.splice(0).map((attacker) => attacker.stop()))
    await nodes.stop()
  })

  async function attackerOf(node: RelayNode): Promise<RawRelayPeer> {
    const attacker = await RawRelayPeer.start(`${node.host.getMultiaddrs()[0]}`)
    attackers.push(attacker)
    return attacker
  }

  it('cuts off whoever breaks the rules of GossipSub, all of them at once, and delivers what honest nodes say', async () => {
    const [author, victim, reader] = await nodes.startLine(3)
    const offences = gossipAttacks.filter(({ isOffence }) => isOffence)
    const isCutOff = (peerId: string): boolean =>
      (scoreOf(victim!, peerId) ?? 0) < GRAYLIST_THRESHOLD ||
      victim!.host.getConnections().every(({ remotePeer }) => remotePeer.toString() !== peerId)
    let isOver = false
    const honest = (async () => {
      let sent = 0
      for (; !isOver; sent++) {
        await author!.relay.publish(TOPIC, testMessage(ACCEPTED))
        await delay(50)
      }
      return sent
    })()
    await Promise.all(
      offences.map(async ({ name, strike, perSecond }, seed) => {
        const attacker = await attackerOf(victim!)
        await attacker.dial()
        const random = new FakeRandom(seed)
        let isCaught = false
        const striking = (async () => {
          while (!isCaught) {
            await strike(attacker, TOPIC, random).catch(() => undefined)
            await delay(1_000 / perSecond)
          }
        })()
        await eventually(name, CUT_OFF_MS, () => isCutOff(attacker.peerId)).finally(() => {
          isCaught = true
        })
        await striking
      }),
    )
    isOver = true
    const sent = await honest
    await received(reader!, sent)
    expect(reader!.received).to.have.length(sent)
  })

  it('reaches other peers although some never answer the streams it opens', async () => {
    const node = await nodes.start()
    for (let count = 0; count < 3; count++) {
      const attacker = await attackerOf(node)
      await attacker.refuseStreams()
      await attacker.openStream()
    }
    // GossipSub would wait ten seconds for each of the three first.
    await connect(await nodes.start(), node)
  })
})
