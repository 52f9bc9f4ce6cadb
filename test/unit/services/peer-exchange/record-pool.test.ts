import { multiaddr } from '@multiformats/multiaddr'
import { EnrDecoder } from '@waku/enr'
import { expect } from 'chai'
import { bigIntToBytesBE } from '../../../../src/foundation/index.ts'
import { encodeEnrBytes, readWakuEnr, signWakuEnr, type WakuRecord } from '../../../../src/network/index.ts'
import { RecordPool } from '../../../../src/services/peer-exchange/record-pool.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { FakeRandom } from '../../../support/fake-random.ts'

const CLUSTER = 1
const addresses = [multiaddr('/ip4/127.0.0.1/tcp/60000'), multiaddr('/ip4/127.0.0.1/tcp/8000/ws')]

function recordOf(key: number, changes: Partial<WakuRecord> = {}, sequence = 1n): { bytes: Uint8Array; id: string } {
  const enr = signWakuEnr(bigIntToBytesBE(BigInt(key), 32), sequence, {
    addresses,
    capabilities: ['relay', 'store'],
    shards: { clusterId: CLUSTER, shards: [0, 5] },
    ...changes,
  })
  return { bytes: encodeEnrBytes(enr), id: readWakuEnr(enr).peerId.toString() }
}

describe('RecordPool', () => {
  const clock = new FakeClock()
  let reachable: Set<string>
  let pool: RecordPool

  beforeEach(() => {
    reachable = new Set()
    pool = new RecordPool({ clock, random: new FakeRandom(), reachable: async () => reachable }, CLUSTER)
  })

  const list = async (asker = 'somebody'): Promise<string[]> =>
    (await pool.list(asker)).map(({ peer }) => peer.peerId.toString())

  it('passes on records of nodes that this one has reached, and of no others', async () => {
    const [there, claimed] = [recordOf(1), recordOf(2)]
    for (const { bytes } of [there, claimed]) pool.add(bytes)
    reachable.add(there.id)
    expect(await list()).to.deep.equal([there.id])
    expect(await list(there.id), 'nobody is told of itself').to.deep.equal([])
  })

  it('tells those who ask at the same time the same', async () => {
    const there = recordOf(1)
    pool.add(there.bytes)
    reachable.add(there.id)
    expect(await Promise.all([list(), list('somebody else')])).to.deep.equal([[there.id], [there.id]])
  })

  it('passes on what js-waku can read: id, addresses with WebSockets, shards and capabilities', async () => {
    const { bytes, id } = recordOf(3)
    pool.add(bytes)
    reachable.add(id)
    const [record] = await pool.list('somebody')
    const enr = await EnrDecoder.fromRLP(record!.bytes)
    expect(enr.peerInfo!.id.toString()).to.equal(id)
    expect(enr.peerInfo!.multiaddrs.map(String).some((address) => address.includes('/tcp/8000/ws'))).to.equal(true)
    expect(enr.shardInfo).to.deep.equal({ clusterId: CLUSTER, shards: [0, 5] })
    expect(enr.waku2).to.include({ relay: true, store: true, filter: false, lightPush: false })
  })

  it('takes no record of another cluster, none without shards, and nothing that is not signed', () => {
    expect(pool.add(recordOf(1, { shards: { clusterId: 2, shards: [0] } }).bytes)).to.equal(undefined)
    const { shards: _, ...bare } = { addresses, capabilities: ['relay' as const], shards: undefined }
    const unsharded = encodeEnrBytes(signWakuEnr(bigIntToBytesBE(1n, 32), 1n, bare))
    expect(pool.add(unsharded)).to.equal(undefined)
    const forged = recordOf(1).bytes.slice()
    forged[forged.length - 1]! ^= 1
    expect(pool.add(forged)).to.equal(undefined)
    expect(pool.add(new Uint8Array(301))).to.equal(undefined)
    expect(pool.size).to.equal(0)
  })

  it('keeps the newest record of a node', async () => {
    const newer = recordOf(1, { capabilities: ['relay'] }, 5n)
    expect(pool.add(newer.bytes)!.isNew).to.equal(true)
    expect(pool.add(recordOf(1).bytes)!.isNew).to.equal(false)
    reachable.add(newer.id)
    expect((await pool.list('somebody'))[0]!.sequence).to.equal(5n)
  })

  it('tells the same sixty to everybody for ten minutes, then others', async () => {
    for (let key = 1; key <= 70; key++) {
      const { bytes, id } = recordOf(key)
      pool.add(bytes)
      reachable.add(id)
    }
    const first = await list()
    expect(first).to.have.length(60)
    clock.advance(9 * 60_000)
    expect(await list('another')).to.deep.equal(first)
    clock.advance(60_000)
    expect(await list()).to.not.deep.equal(first)
  })

  it('tells of a node as soon as its record is here, though somebody was told of nobody a moment before', async () => {
    const [first, second] = [recordOf(1), recordOf(2)]
    for (const { id } of [first, second]) reachable.add(id)
    expect(await list(first.id), 'the node asks before its own record has come').to.deep.equal([])
    pool.add(first.bytes)
    expect(await list()).to.deep.equal([first.id])
    pool.add(second.bytes)
    expect(await list()).to.have.members([first.id, second.id])
  })

  it('looks again soon while it has few whether others can be reached by now', async () => {
    const { bytes, id } = recordOf(1)
    pool.add(bytes)
    expect(await list()).to.deep.equal([])
    reachable.add(id)
    expect(await list()).to.deep.equal([])
    clock.advance(5_000)
    expect(await list()).to.deep.equal([id])
  })

  it('is bounded', () => {
    const small = new RecordPool({ clock, random: new FakeRandom(), reachable: async () => reachable }, CLUSTER, 3)
    for (let key = 1; key <= 5; key++) small.add(recordOf(key).bytes)
    expect(small.size).to.equal(3)
  })
})
