import type { Libp2p } from '@libp2p/interface'
import { expect } from 'chai'
import { silentLogger } from '../../../src/foundation/index.ts'
import { createNodeKey } from '../../../src/network/index.ts'
import { createHost } from '../../../src/network/server.ts'
import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { STUB_RELAY_PROTOCOL } from '../../support/stub-host.ts'
import { PeerHost, type PeerHostOptions } from './peer-hosts.ts'

describe('peer manager over real connections', () => {
  const started: { stop(): Promise<void> | void }[] = []

  afterEach(async () => {
    await Promise.all(started.splice(0).map((part) => part.stop()))
  })

  async function start(options: PeerHostOptions = {}): Promise<PeerHost> {
    const host = await PeerHost.start(options)
    started.push(host)
    return host
  }

  async function startGuest(relays = true): Promise<Libp2p> {
    const guest = await createHost(
      { logger: silentLogger },
      { listenAddresses: [], agentVersion: 'guest', services: {} },
    )
    if (relays) await guest.handle(STUB_RELAY_PROTOCOL, () => undefined)
    started.push(guest)
    await guest.start()
    return guest
  }

  it('finds a static peer that was killed and came back', async () => {
    const key = await createNodeKey()
    const first = await start({ key })
    const { port, address } = first
    const node = await start({ staticPeers: [address] })
    await until('the first connection', () => node.manager.status().staticConnected === 1)
    await first.stop()
    await until('the loss is noticed', () => node.manager.status().connected === 0)
    const found = node.nextPeer()
    const second = await start({ key, port })
    expect(await found).to.equal(second.host.peerId.toString())
  })

  it('dials the peers it knew after its own restart, though nobody names them', async () => {
    const store = createMemoryStateStore()
    const [a, b] = [await start(), await start()]
    const before = await start({ store })
    for (const peer of [a, b]) await before.manager.connect(peer.address)
    await before.stop()
    const after = await start({ store })
    await until('both are back', () => after.manager.status().relayOutbound === 2)
    expect(after.metrics.value('waku_node_conns_initiated', { source: 'known' })).to.equal(2)
  })

  it('holds its limits under 200 dials by strangers, and still dials out', async function () {
    // Two hundred handshakes take three seconds, on a machine that is busy many times that.
    this.timeout(60_000)
    const slots = { relayOutbound: 3, relayInbound: 6, service: 4, inbound: 12 }
    const node = await start({ slots })
    let most = 0
    node.host.addEventListener('connection:open', () => {
      most = Math.max(most, node.host.getConnections().filter(({ direction }) => direction === 'inbound').length)
    })
    const guests = await Promise.all(Array.from({ length: 20 }, (_, index) => startGuest(index % 2 === 0)))
    const address = node.host.getMultiaddrs()
    let dials = 0
    while (dials < 200) {
      const outside = guests.filter((guest) => guest.getConnections().length === 0)
      dials += outside.length
      await Promise.all(outside.map((guest) => guest.dial(address).catch(() => undefined)))
    }
    await until('the slots are kept', () => {
      const { relayInbound, service } = node.manager.status()
      return relayInbound <= slots.relayInbound && service <= slots.service
    })
    expect(most).to.be.within(1, slots.inbound)
    const refused = node.metrics.value('waku_refused_connections_total', { reason: 'inbound_full' }) ?? 0
    const dropped = ['relay_slots_full', 'service_slots_full'].map(
      (reason) => node.metrics.value('waku_peer_disconnects_total', { reason }) ?? 0,
    )
    expect(refused + dropped[0]! + dropped[1]!).to.be.greaterThan(0)
    const friend = await start()
    await node.manager.connect(friend.address)
    expect(node.manager.status().relayOutbound).to.equal(1)
  })

  it('takes no more from one address than it is told, loopback too when it was asked for', async () => {
    const node = await start({ maxInboundPerAddress: 2 })
    const guests = await Promise.all(Array.from({ length: 4 }, () => startGuest()))
    const address = node.host.getMultiaddrs()
    const outcomes: boolean[] = []
    for (const guest of guests)
      outcomes.push(
        await guest.dial(address).then(
          () => true,
          () => false,
        ),
      )
    expect(outcomes).to.deep.equal([true, true, false, false])
    await guests[0]!.hangUp(node.host.peerId)
    await until('the place is free', () => node.gate.inbound === 1)
    await guests[3]!.dial(address)
  })
})

/** Looks every few milliseconds; the runner's timeout ends a wait that is in vain. */
async function until(what: string, isSo: () => boolean): Promise<void> {
  const endMs = Date.now() + 20_000
  while (!isSo()) {
    if (Date.now() > endMs) throw new Error(`not within 20 s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
