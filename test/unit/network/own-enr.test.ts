import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { createNodeKey, encodeEnr, renewOwnEnr, type WakuRecord } from '../../../src/network/index.ts'
import { createMemoryStateStore } from '../../../src/storage/index.ts'

const RECORD: WakuRecord = {
  addresses: [multiaddr('/ip4/203.0.113.7/tcp/60000')],
  capabilities: ['relay'],
  shards: { clusterId: 1, shards: [0, 1] },
}

describe("the node's own record", () => {
  it('keeps text and number while nothing changes, and raises the number when something does', async () => {
    const store = createMemoryStateStore()
    const { raw } = await createNodeKey()
    const first = await renewOwnEnr(store, raw, RECORD)
    expect(first.sequence).to.equal(1n)
    expect(encodeEnr(await renewOwnEnr(store, raw, RECORD))).to.equal(encodeEnr(first))
    const changes: Partial<WakuRecord>[] = [
      { addresses: [multiaddr('/ip4/203.0.113.8/tcp/60000')] },
      { shards: { clusterId: 1, shards: [0] } },
      { capabilities: ['relay', 'store'] },
    ]
    for (const [index, change] of changes.entries()) {
      expect((await renewOwnEnr(store, raw, { ...RECORD, ...change })).sequence).to.equal(BigInt(index + 2))
    }
  })

  it('counts on when the key is another one', async () => {
    const store = createMemoryStateStore()
    for (const expected of [1n, 2n]) {
      const { raw } = await createNodeKey()
      expect((await renewOwnEnr(store, raw, RECORD)).sequence).to.equal(expected)
    }
  })

  it('starts anew when its row cannot be read', async () => {
    const store = createMemoryStateStore()
    const { raw } = await createNodeKey()
    await store.write([{ space: 'network/own-enr', key: new Uint8Array(), value: Uint8Array.of(1, 2, 3) }])
    expect((await renewOwnEnr(store, raw, RECORD)).sequence).to.equal(1n)
  })
})
