import { expect } from 'chai'
import { systemClock } from '../../../src/foundation/index.ts'
import { encodeWakuMessage, type WakuMessage } from '../../../src/message/index.ts'
import { identityFromSecrets } from '../../../src/rln/index.ts'
import type { ReasonCode } from '../../../src/spam-protection/index.ts'
import { type GossipsubV14Peer, startGossipsubV14Peer } from '../../support/gossipsub-v14-peer.ts'
import { eventually } from '../../support/relay-mesh.ts'
import { createFixture, type MessageSpec } from '../../unit/spam-protection/validation-fixture.ts'
import { heartbeats, meshed, RelayNodes, received, scoreOf, TOPIC, until } from '../relay/relay-nodes.ts'

const ROUNDS = 30
const JUDGED_WITHIN_MS = 20_000

/** What a relaying implementation forwards that knows nothing of our rules, and what we say of it. */
describe('a peer with the parameters of nwaku, before our validator', function () {
  this.timeout(60_000)
  const nodes = new RelayNodes()
  const peers: GossipsubV14Peer[] = []

  afterEach(async () => {
    await nodes.stop()
    await Promise.all(peers.splice(0).map((peer) => peer.stop()))
  })

  async function startPeer(): Promise<GossipsubV14Peer> {
    const peer = await startGossipsubV14Peer(TOPIC, 'nwaku')
    peers.push(peer)
    return peer
  }

  it('stays in the mesh with a good score, whatever it forwards that nwaku forwards and we refuse', async () => {
    const fixture = createFixture({ clock: systemClock })
    const node = await nodes.start({ validate: (message) => fixture.validator.validate(message) })
    const [forwarder, author, splitter] = [await startPeer(), await startPeer(), await startPeer()]
    const address = node.host.getMultiaddrs()[0]!.toString()
    await forwarder.dial(address)
    await splitter.dial(address)
    await author.dial(forwarder.address)
    await meshed(node, forwarder.peerId)
    await meshed(node, splitter.peerId)
    await until(forwarder.events, 'both its neighbours in its mesh', () => forwarder.meshPeers().length === 2)
    const scores: (number | undefined)[] = []
    node.router.addEventListener('gossipsub:heartbeat', () => scores.push(scoreOf(node, forwarder.peerId)))

    const stamped = (spec: MessageSpec, ageMs = 0): WakuMessage =>
      fixture.message({ timestampNs: BigInt(systemClock.nowMs() - ageMs) * 1_000_000n, ...spec })
    const publish = (by: GossipsubV14Peer, message: WakuMessage): Promise<number> =>
      by.publish(encodeWakuMessage(message))
    for (let round = 0; round < ROUNDS; round++) {
      const identity = identityFromSecrets(1_000n + BigInt(round), 2n)
      fixture.view.register(identity, 20)
      const valid = stamped({ identity, messageId: 0, payload: `valid ${round}` })
      await publish(author, valid)
      await publish(author, { ...valid, meta: Uint8Array.of(round) })
      await publish(author, stamped({ identity, messageId: 1, payload: 'late' }, 30_000 + round))
      await publish(author, stamped({ identity, messageId: 2, root: 1_000n + BigInt(round) }))
      await publish(author, stamped({ identity, messageId: 3, contentTopic: `no topic ${round}` }))
      await publish(author, stamped({ identity, messageId: 4, rlnIdentifier: new Uint8Array(32).fill(1) as never }))
      // One half to each of them, at once: neither can have known the other.
      const halves = ['one', 'other'].map((payload) => stamped({ identity, messageId: 5, payload }))
      await Promise.all([publish(splitter, halves[0]!), publish(author, halves[1]!)])
    }

    const refused: readonly ReasonCode[] = [
      'duplicate_share',
      'timestamp_out_of_range',
      'unknown_root',
      'wrong_shard',
      'foreign_rln_identifier',
      'double_signal',
    ]
    await eventually('all is judged', JUDGED_WITHIN_MS, () => {
      return refused.every((reason) => fixture.validator.counts()[reason] >= ROUNDS)
    })
    await received(node, 2 * ROUNDS)
    await heartbeats(node, 3)
    const { proof_invalid, timestamp_too_far, epoch_mismatch, valid } = fixture.validator.counts()
    expect({ proof_invalid, timestamp_too_far, epoch_mismatch }).to.deep.equal({
      proof_invalid: 0,
      timestamp_too_far: 0,
      epoch_mismatch: 0,
    })
    expect(valid).to.equal(2 * ROUNDS)
    expect(Math.min(...scores.map((score) => score ?? Number.NaN))).to.be.at.least(0)
    expect(node.relay.meshPeers(TOPIC)).to.include(forwarder.peerId)
    expect(forwarder.scoreOf(node.peerId), 'nor does it mind us').to.be.at.least(0)
  })
})
