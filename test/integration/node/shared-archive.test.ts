import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { systemClock } from '../../../src/foundation/index.ts'
import type { WakuNode } from '../../../src/node/index.ts'
import { ConfiguredNodes } from '../../support/configured-nodes.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'
import { PostgresServer } from '../../support/postgres-server.ts'

const WAIT_MS = 60_000
const TOPIC = '/waku/2/rs/16/0'
const CONTENT = '/shared/1/archive/proto'

describe('two nodes that share an archive in PostgreSQL', function () {
  this.timeout(180_000)
  let server: PostgresServer
  let url: string
  let fixture: MembershipFixture
  let nodes: ConfiguredNodes
  let folder: string
  let publisher: WakuNode
  let stores: WakuNode[]

  before(async function () {
    const started = await PostgresServer.start(['fsync=off'])
    if (typeof started === 'string') {
      console.log(`skipped: ${started}`)
      this.skip()
    }
    server = started as PostgresServer
    url = await server.createDatabase()
    fixture = await startMembershipFixture({})
    nodes = new ConfiguredNodes(fixture)
    folder = await mkdtemp(join(tmpdir(), 'shared-archive-'))
    publisher = await nodes.startMember(join(folder, 'member.json'), 20)
    const flags = { store: 'true', 'store-message-db-url': url, 'store-max-num-db-connections': '3' }
    const staticnode = [publisher.multiaddrs[0]!]
    stores = await Promise.all([nodes.start({ ...flags, staticnode }), nodes.start({ ...flags, staticnode })])
    await until('a mesh', () => [publisher, ...stores].every((node) => node.meshPeers(TOPIC).length > 0))
  })
  after(async () => {
    await nodes?.stopAll()
    await fixture?.stop()
    await server?.remove()
    if (folder) await rm(folder, { recursive: true })
  })

  async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
    await waitUntil(systemClock, what, WAIT_MS, async () => isSo())
  }

  async function textsOf(store: WakuNode): Promise<string[]> {
    const { messages } = await store.queryStore({ pubsubTopic: TOPIC, contentTopics: [CONTENT] })
    return messages.map(({ message }) => Buffer.from(message.payload).toString())
  }

  async function publish(text: string): Promise<void> {
    await publisher.publish({ payload: Buffer.from(text), contentTopic: CONTENT })
  }

  it('hold each message once, and both give it', async () => {
    for (const text of ['one', 'two', 'three']) await publish(text)
    for (const store of stores) await until('all archived', async () => (await textsOf(store)).length === 3)
    for (const store of stores) expect(await textsOf(store)).to.deep.equal(['one', 'two', 'three'])
  })

  it('relay while the server is down, and archive what came meanwhile when it is back', async () => {
    await server.stop()
    const relayed = stores.map(
      (store) =>
        new Promise<void>((resolve) => store.onMessage(({ message }) => message.payload[0] === 0x34 && resolve())),
    )
    await publish('4th, while the server is down')
    await Promise.all(relayed)
    for (const store of stores) {
      await until(
        'failures',
        () => nodes.metricsOf(store).value('waku_archive_errors', { type: 'insert_failure' })! > 0,
      )
      const refusal = await textsOf(store).catch((error: unknown) => error)
      expect(refusal).to.be.instanceOf(Error)
      expect(String(refusal)).to.not.include(server.password)
    }
    await server.start()
    for (const store of stores) {
      await until('archived', async () => (await textsOf(store).catch(() => [])).length === 4)
      expect((await textsOf(store)).at(-1)).to.equal('4th, while the server is down')
    }
  })
})
