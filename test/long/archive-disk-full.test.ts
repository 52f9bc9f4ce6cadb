import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { waitUntil } from '../../src/devnet/wait-until.ts'
import { bytesToHex, systemClock } from '../../src/foundation/index.ts'
import type { WakuNode } from '../../src/node/index.ts'
import { ConfiguredNodes } from '../support/configured-nodes.ts'
import { type MembershipFixture, startMembershipFixture } from '../support/membership-fixture.ts'
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts'

const DISK_MIB = 8
const WAIT_MS = 60_000
const TOPIC = '/waku/2/rs/16/0'
const CONTENT = '/disk/1/full/proto'

describe('a full disk under the archive of a running node (reliability rows R21, T38)', function () {
  this.timeout(600_000)
  let disk: SmallDisk
  let fixture: MembershipFixture
  let nodes: ConfiguredNodes
  let folder: string

  before(async function () {
    const mounted = mountSmallDisk(DISK_MIB)
    if (typeof mounted === 'string') {
      console.log(`skipped: ${mounted}`)
      this.skip()
    }
    disk = mounted as SmallDisk
    fixture = await startMembershipFixture({})
    nodes = new ConfiguredNodes(fixture)
    folder = await mkdtemp(join(tmpdir(), 'disk-full-'))
  })
  after(async () => {
    await nodes?.stopAll()
    await fixture?.stop()
    disk?.remove()
    if (folder) await rm(folder, { recursive: true })
  })

  it('relay goes on, nothing is said to be archived that is not, and archiving goes on when there is room', async () => {
    const publisher = await nodes.startMember(join(folder, 'member.json'), 100)
    const store = await nodes.start({
      store: 'true',
      'store-message-db-url': `sqlite://${join(disk.directory, 'store.sqlite3')}`,
      'local-storage-path': join(folder, 'store'),
      staticnode: [publisher.multiaddrs[0]!],
    })
    // Everything it gets came through the store's node.
    const behind = await nodes.start({ staticnode: [store.multiaddrs[0]!] })
    const received = new Map<string, number>()
    behind.onMessage(({ messageHash }) => received.set(bytesToHex(messageHash), performance.now()))
    await until('a mesh', () => [publisher, store, behind].every((node) => node.meshPeers(TOPIC).length > 0))

    const before = await publishAll(publisher, 10, received)
    await until('archived', async () => (await archived(store)).length === 10)
    disk.fill()
    const during = await publishAll(publisher, 10, received)
    const metrics = nodes.metricsOf(store)
    await until('failures', () => metrics.value('waku_archive_waiting_messages') === 10)
    expect(metrics.value('waku_archive_errors', { type: 'insert_failure' })).to.be.above(0)
    expect(await archived(store), 'archived while the disk is full').to.deep.equal(before.hashes)

    disk.release()
    const releasedAt = performance.now()
    await until('all archived', async () => (await archived(store)).length === 20)
    const recoveredMs = performance.now() - releasedAt
    expect(await archived(store)).to.deep.equal([...before.hashes, ...during.hashes])
    expect(metrics.value('waku_archive_errors', { type: 'queue_full' })).to.equal(0)
    const medians = [before, during].map(({ hopMs }) => hopMs.toSorted((a, b) => a - b)[5]!.toFixed(1))
    console.log(
      `${DISK_MIB} MiB full: 20 of 20 relayed, in ${medians[0]} ms before and ${medians[1]} ms while it was full (medians); ` +
        `archiving again ${recoveredMs.toFixed(0)} ms after there was room`,
    )
  })

  async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
    await waitUntil(systemClock, what, WAIT_MS, async () => isSo())
  }

  /** Publishes one after the other has arrived; says how long each took behind the node with the archive. */
  async function publishAll(publisher: WakuNode, count: number, received: ReadonlyMap<string, number>) {
    const hashes: string[] = []
    const hopMs: number[] = []
    for (let number = 0; number < count; number++) {
      const payload = crypto.getRandomValues(new Uint8Array(1_000))
      const { messageHash } = await publisher.publish({ payload, contentTopic: CONTENT })
      const sentAt = performance.now()
      const hash = bytesToHex(messageHash)
      await until(`message ${number} relayed`, () => received.has(hash))
      hashes.push(hash)
      hopMs.push(received.get(hash)! - sentAt)
    }
    return { hashes, hopMs }
  }

  async function archived(store: WakuNode): Promise<string[]> {
    const { messages } = await store.queryStore({ pubsubTopic: TOPIC, contentTopics: [CONTENT], limit: 100 })
    return messages.map(({ messageHash }) => bytesToHex(messageHash))
  }
})
