import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { waitUntil } from '../../src/devnet/wait-until.ts'
import { bytesToHex, ReleaseStack, sleep, systemClock } from '../../src/foundation/index.ts'
import type { WakuNode } from '../../src/node/index.ts'
import { CommandProcess, wakunodePath } from './command-process.ts'
import { ConfiguredNodes } from './configured-nodes.ts'
import { LyingStoreNode, type StoreLie } from './lying-store-node.ts'
import { type MembershipFixture, startMembershipFixture } from './membership-fixture.ts'

const PUBSUB_TOPIC = '/waku/2/rs/16/0'
const CONTENT_TOPIC = '/resume/1/test/proto'
/** As many messages as the contract lets one member send in an epoch of ten minutes. */
const RATE_LIMIT = 600
const PUBLISH_INTERVAL_MS = 300
/** Archived before the first kill, so that there is something to go on from. */
const ARCHIVED_BEFORE = 5
const WAIT_MS = 120_000

interface Ready {
  readonly rest: string
}

export interface ResumeRound {
  /** How the store node that the operator named answers. */
  readonly lie: StoreLie
  /** So long after it began to resume the process is killed. */
  readonly killAfterMs: number
}

/** What came of it, for people. */
export interface ResumeReport {
  readonly published: number
  /** Of relaying between the others while the node was killed and resumed. */
  readonly slowestDeliveryMs: number
  readonly gapClosed: boolean
}

/**
 * A store node in a process of its own, with messages flowing between two others. It is killed, and killed again while it
 * fills its gap, each time with a store node named to it that lies. In the end it must have what the others have.
 */
export class StoreResumeTrial {
  readonly #fixture: MembershipFixture
  readonly #folder: string
  readonly #witness: WakuNode
  readonly #publisher: WakuNode
  readonly #liar: LyingStoreNode
  readonly #releases: ReleaseStack
  readonly #sentAtMs = new Map<string, number>()
  #slowestDeliveryMs = 0

  private constructor(
    { fixture, folder, releases }: { fixture: MembershipFixture; folder: string; releases: ReleaseStack },
    { witness, publisher, liar }: { witness: WakuNode; publisher: WakuNode; liar: LyingStoreNode },
  ) {
    this.#fixture = fixture
    this.#folder = folder
    this.#releases = releases
    this.#witness = witness
    this.#publisher = publisher
    this.#liar = liar
    witness.onMessage(({ message }) => {
      const sentAtMs = this.#sentAtMs.get(Buffer.from(message.payload).toString())
      if (sentAtMs !== undefined) this.#slowestDeliveryMs = Math.max(this.#slowestDeliveryMs, Date.now() - sentAtMs)
    })
  }

  static async start(): Promise<StoreResumeTrial> {
    const releases = new ReleaseStack()
    const fixture = await startMembershipFixture()
    releases.add(() => fixture.stop())
    const folder = await mkdtemp(join(tmpdir(), 'store-resume-'))
    releases.add(() => rm(folder, { recursive: true, force: true }))
    const nodes = new ConfiguredNodes(fixture)
    releases.add(() => nodes.stopAll())
    const witness = await nodes.start({ store: 'true' })
    const publisher = await nodes.startMember(join(folder, 'member.json'), RATE_LIMIT)
    await publisher.connect(witness.multiaddrs[0]!)
    const liar = await LyingStoreNode.start((query) => witness.queryStore(query))
    releases.add(() => liar.stop())
    await waitUntil(systemClock, 'a mesh', WAIT_MS, async () => publisher.meshPeers(PUBSUB_TOPIC).length > 0)
    return new StoreResumeTrial({ fixture, folder, releases }, { witness, publisher, liar })
  }

  stop(): Promise<void> {
    return this.#releases.releaseAll()
  }

  /** @param waitsForEnd whether to wait until the node says that there is no gap any more: half a minute */
  async run(rounds: readonly ResumeRound[], waitsForEnd: boolean): Promise<ResumeReport> {
    const stopPublishing = this.#publishSteadily()
    let killed = await this.#startNode({ lie: 'refuses', killAfterMs: 0 })
    const { rest } = await readyOf(killed)
    await waitUntil(systemClock, 'something archived', WAIT_MS, async () => {
      return (await historyOf(rest)).length >= ARCHIVED_BEFORE
    })
    killed.signal('SIGKILL')
    expect(await killed.ended).to.equal('SIGKILL')
    for (const round of rounds) {
      killed = await this.#startNode(round)
      await killed.line(/store resume asks a store node/)
      await sleep(systemClock, round.killAfterMs)
      killed.signal('SIGKILL')
      expect(await killed.ended).to.equal('SIGKILL')
    }
    const last = await this.#startNode({ lie: 'invents', killAfterMs: 0 })
    const { rest: lastRest } = await readyOf(last)
    await last.line(/store resume could not finish with a store node/)
    await stopPublishing()
    await this.#expectSameHistory(lastRest)
    if (waitsForEnd) await last.line(/the archive has no gap any more/)
    await this.#expectSameHistory(lastRest)
    last.signal('SIGTERM')
    expect(await last.ended).to.equal(0)
    return { published: this.#sentAtMs.size, slowestDeliveryMs: this.#slowestDeliveryMs, gapClosed: waitsForEnd }
  }

  async #startNode({ lie }: ResumeRound): Promise<CommandProcess> {
    this.#liar.lie = lie
    const options = {
      'cluster-id': 16,
      'listen-address': '127.0.0.1',
      'tcp-port': 0,
      'local-storage-path': join(this.#folder, 'node'),
      'rln-relay-eth-client-address': this.#fixture.chain.rpcUrl,
      'rln-relay-eth-contract-address': this.#fixture.deployment.contract,
      // The liar speaks nothing but store.
      'metadata-required': false,
      store: true,
      'store-resume': true,
      storenode: this.#liar.address,
      rest: true,
      'rest-port': 0,
    }
    const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`)
    const neighbours = [this.#witness, this.#publisher].map((node) => `--staticnode=${node.multiaddrs[0]}`)
    const node = new CommandProcess(wakunodePath, ['run', '--json', ...flags, ...neighbours])
    this.#releases.add(() => node.end())
    return node
  }

  /** Returns how to stop; resolves when the witness has all. */
  #publishSteadily(): () => Promise<void> {
    let isStopped = false
    const publishing = (async () => {
      while (!isStopped) {
        const text = `message ${this.#sentAtMs.size}`
        this.#sentAtMs.set(text, Date.now())
        await this.#publisher.publish({ payload: Buffer.from(text), contentTopic: CONTENT_TOPIC })
        await sleep(systemClock, PUBLISH_INTERVAL_MS)
      }
    })()
    return async () => {
      isStopped = true
      await publishing
      await waitUntil(systemClock, 'the witness has all', WAIT_MS, async () => {
        return (await this.#witnessed()).length === this.#sentAtMs.size
      })
    }
  }

  /** What was published, by the order of archives. */
  async #witnessed(): Promise<string[]> {
    const hashes: string[] = []
    for (let cursor: Uint8Array | undefined; ; ) {
      const query = { includeData: false, limit: 100, ...(cursor && { cursor }) }
      const page = await this.#witness.queryStore(query)
      hashes.push(...page.messageHashes.map((hash) => `0x${bytesToHex(hash)}`))
      cursor = page.cursor
      if (cursor === undefined) return hashes
    }
  }

  /** As a list: a duplicate, a gap, another order or a message of the liar's would each be seen. */
  async #expectSameHistory(rest: string): Promise<void> {
    const witnessed = await this.#witnessed()
    await waitUntil(systemClock, 'the gap is filled', WAIT_MS, async () => {
      return (await historyOf(rest)).length >= witnessed.length
    })
    expect(await historyOf(rest)).to.deep.equal(witnessed)
  }
}

async function readyOf(node: CommandProcess): Promise<Ready> {
  const [line] = await node.line(/^\{"ready":true.*/)
  return JSON.parse(line)
}

/** The hashes of a node's own archive, in its order, page by page. */
async function historyOf(rest: string): Promise<string[]> {
  const hashes: string[] = []
  for (let cursor = ''; ; ) {
    const response = await fetch(`${rest}/store/v3/messages?pageSize=100&cursor=${cursor}`)
    expect(response.status).to.equal(200)
    const page = (await response.json()) as { messages: { messageHash: string }[]; paginationCursor?: string }
    hashes.push(...page.messages.map(({ messageHash }) => messageHash))
    if (page.paginationCursor === undefined) return hashes
    cursor = page.paginationCursor
  }
}
