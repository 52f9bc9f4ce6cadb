import type { PeerId } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { ConnectedPeerTable } from '../../../src/network/connected-peer-table.ts'
import type { PeerSlots, PeerStanding } from '../../../src/network/index.ts'
import { SlotKeeper } from '../../../src/network/slot-keeper.ts'
import { newPeerId } from '../../support/stub-host.ts'

const SLOTS: PeerSlots = { relayOutbound: 3, relayInbound: 4, service: 2, inbound: 10 }
const PROBATION_MS = 60_000
const TEST_MESSAGES = 50

/** A slot keeper, and peers that come to it one after the other. */
class Door {
  readonly standings = new Map<string, Partial<PeerStanding>>()
  readonly statics = new Set<string>()
  nowMs = 0
  readonly #standings = {
    accepted: 0,
    standing: (id: string) => ({ relays: false, score: 0, isUseful: false, ...this.standings.get(id) }),
  }
  readonly table = new ConnectedPeerTable({ clock: { nowMs: () => this.nowMs }, standings: this.#standings })
  readonly keeper = new SlotKeeper(
    { table: this.table, isStatic: (id) => this.statics.has(id), standings: this.#standings },
    SLOTS,
  )

  /** So many messages are accepted, of peers whose standing is given. */
  hear(messages: number): void {
    this.#standings.accepted += messages
  }

  /** Lets a peer in that relays, and does as the keeper says. Returns who had to go. */
  admit(
    remotePeer: PeerId,
    { from = '/ip4/127.0.0.1/tcp/1', direction = 'inbound' as 'inbound' | 'outbound' } = {},
  ): string | undefined {
    this.table.opened({ remotePeer, remoteAddr: multiaddr(from), direction })
    this.table.identified(remotePeer.toString(), { role: 'relay', agent: 'other', claims: [] })
    const decision = this.keeper.whomToDrop(remotePeer.toString(), this.nowMs)
    if (decision === undefined) return undefined
    expect(decision.reason).to.equal(decision.peerId === remotePeer.toString() ? 'relay_slots_full' : 'replaced')
    this.table.closed(decision.peerId)
    return decision.peerId
  }

  /** Peers that take all inbound relay slots, a millisecond apart. */
  async fill(from: (index: number) => string = () => '/ip4/127.0.0.1/tcp/1'): Promise<PeerId[]> {
    const peers = await Promise.all(Array.from({ length: SLOTS.relayInbound }, newPeerId))
    for (const [index, peer] of peers.entries()) {
      expect(this.admit(peer, { from: from(index) })).to.equal(undefined)
      this.nowMs++
    }
    return peers
  }
}

describe('the inbound relay slots of a node', () => {
  it('stay with who came first while that one may still show what it is worth', async () => {
    const door = new Door()
    await door.fill()
    const newcomer = await newPeerId()
    door.nowMs = PROBATION_MS - 1
    expect(door.admit(newcomer)).to.equal(newcomer.toString())
  })

  it('go from the peer that was there longest and brought none of many messages to the newcomer', async () => {
    const door = new Door()
    const [first, second] = await door.fill()
    door.nowMs = 2 * PROBATION_MS
    door.hear(TEST_MESSAGES)
    expect(door.admit(await newPeerId())).to.equal(first!.toString())
    expect(door.admit(await newPeerId())).to.equal(second!.toString())
  })

  it('stay, half of them, with those that were there longest while there were too few messages to tell', async () => {
    const door = new Door()
    const peers = await door.fill()
    door.hear(TEST_MESSAGES - 1)
    for (let minutes = 2; minutes < 20; minutes += 2) {
      door.nowMs = minutes * PROBATION_MS
      expect(door.admit(await newPeerId())).not.to.equal(undefined)
    }
    const left = peers.filter((peer) => door.table.get(peer.toString()) !== undefined)
    expect(left).to.deep.equal(peers.slice(0, SLOTS.relayInbound / 2))
  })

  it('stay with peers that are useful, and with configured ones', async () => {
    const door = new Door()
    const [useful, configured, useless, other] = await door.fill()
    door.hear(TEST_MESSAGES)
    for (const peer of [useful, other]) door.standings.set(peer!.toString(), { isUseful: true })
    door.statics.add(configured!.toString())
    door.nowMs = 60 * PROBATION_MS
    expect(door.admit(await newPeerId())).to.equal(useless!.toString())
    const late = await newPeerId()
    expect(door.admit(late)).to.equal(late.toString())
  })

  it('go at once from a peer that misbehaved, the worst first, however useful it was', async () => {
    const door = new Door()
    const [bad, worse] = await door.fill()
    door.standings.set(bad!.toString(), { score: -1, isUseful: true })
    door.standings.set(worse!.toString(), { score: -2, isUseful: true })
    expect(door.admit(await newPeerId())).to.equal(worse!.toString())
    expect(door.admit(await newPeerId())).to.equal(bad!.toString())
  })

  it('do not go to a peer whose bad score is remembered', async () => {
    const door = new Door()
    await door.fill()
    door.nowMs = 2 * PROBATION_MS
    door.hear(TEST_MESSAGES)
    const bad = await newPeerId()
    door.standings.set(bad.toString(), { score: -1 })
    expect(door.admit(bad)).to.equal(bad.toString())
  })

  it('go first from the network that holds most of them', async () => {
    const door = new Door()
    const [, second] = await door.fill((index) => `/ip4/203.0.${index === 0 ? 1 : 2}.${index}/tcp/1`)
    door.hear(TEST_MESSAGES)
    door.nowMs = 2 * PROBATION_MS
    expect(door.admit(await newPeerId(), { from: '/ip4/198.51.100.1/tcp/1' })).to.equal(second!.toString())
  })

  it('do not come back by knocking: who was replaced waits five minutes, under another peer id too', async () => {
    const door = new Door()
    await door.fill((index) => `/ip4/203.0.${index}.1/tcp/1`)
    door.nowMs = 2 * PROBATION_MS
    door.hear(TEST_MESSAGES)
    door.admit(await newPeerId(), { from: '/ip4/198.51.100.1/tcp/1' })
    const renamed = await newPeerId()
    expect(door.admit(renamed, { from: '/ip4/203.0.0.1/tcp/9' })).to.equal(renamed.toString())
    door.nowMs += 5 * 60_000
    expect(door.admit(renamed, { from: '/ip4/203.0.0.1/tcp/9' })).not.to.equal(renamed.toString())
  })

  it('give everybody who wants in a turn, whoever was there first and however often he knocks', async () => {
    const door = new Door()
    const sybils = await door.fill()
    const honest = await Promise.all(Array.from({ length: 3 }, newPeerId))
    const heldMs = new Map<string, number>()
    for (let second = 0; second < 1_200; second++) {
      door.nowMs += 1_000
      for (const peer of sybils) if (door.table.get(peer.toString()) === undefined) door.admit(peer)
      if (second % 30 > 0) for (const peer of door.table.peers.keys()) heldMs.set(peer, (heldMs.get(peer) ?? 0) + 1)
      else for (const peer of honest) if (door.table.get(peer.toString()) === undefined) door.admit(peer)
    }
    for (const peer of honest) expect(heldMs.get(peer.toString())).to.be.at.least(60)
  })

  it('are not taken by peers that this node dialled, which are never dropped', async () => {
    const door = new Door()
    for (let count = 0; count < 5; count++) {
      expect(door.admit(await newPeerId(), { direction: 'outbound' })).to.equal(undefined)
    }
    await door.fill()
    door.nowMs = 2 * PROBATION_MS
    const dropped = door.admit(await newPeerId())
    expect(dropped).not.to.equal(undefined)
    expect(door.table.count().relayOutbound).to.equal(5)
  })

  it('are free again as soon as a peer is being disconnected, and it is judged anew when it comes back meanwhile', async () => {
    const door = new Door()
    const [first] = await door.fill()
    door.table.leaving(first!.toString())
    expect(door.table.count().relayInbound).to.equal(3)
    expect(door.admit(await newPeerId())).to.equal(undefined)
    expect(door.admit(first!)).to.equal(first!.toString())
  })

  it('are asked back once of a peer that says nothing, however long its connection takes to close', async () => {
    const door = new Door()
    const silent = await newPeerId()
    door.table.opened({ remotePeer: silent, remoteAddr: multiaddr('/ip4/127.0.0.1/tcp/1'), direction: 'inbound' })
    expect([...door.keeper.review(30_000)]).to.deep.equal([])
    expect([...door.keeper.review(30_001)]).to.deep.equal([{ peerId: silent.toString(), reason: 'not_identified' }])
    door.table.leaving(silent.toString())
    expect([...door.keeper.review(31_001)]).to.deep.equal([])
  })

  it('are needed by peers that relay and said that they do not', async () => {
    const door = new Door()
    const disguised = await newPeerId()
    const opened = {
      remotePeer: disguised,
      remoteAddr: multiaddr('/ip4/127.0.0.1/tcp/1'),
      direction: 'inbound',
    } as const
    door.table.opened(opened)
    door.table.identified(disguised.toString(), { role: 'service', agent: 'other', claims: [] })
    await door.fill()
    door.nowMs = 2 * PROBATION_MS
    expect([...door.keeper.review(door.nowMs)]).to.deep.equal([])
    door.standings.set(disguised.toString(), { relays: true, score: -1 })
    expect([...door.keeper.review(door.nowMs)]).to.deep.equal([
      { peerId: disguised.toString(), reason: 'relay_slots_full' },
    ])
    expect(door.table.count()).to.deep.include({ relayInbound: 5, service: 0 })
  })
})
