import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { bundleSdk } from '../../../scripts/sdk-bundle.ts'
import { membershipInterface } from '../../../src/membership/contract.ts'
import { launchChromium } from '../../support/chromium.ts'
import { repositoryRoot } from '../../support/command-process.ts'
import {
  type FullNode,
  LightNetwork,
  NETWORK_CONFIG,
  RATE_LIMIT,
  SERVICES,
  untilMeshed,
  webSocketAddressOf,
} from '../../support/light-network.ts'
import { PageServer } from '../../support/page-server.ts'

const WAIT_MS = 60_000
const CONTENT_TOPIC = '/browser-worker/1/test/text'

/** A page that keeps its tree, its message ids and its keys, and proves on workers; what workers are given is counted. */
const PAGE_SOURCE = `
import { cachedArtifactSource, createLightNode, fetchArtifactSource, openIndexedDbStateStore } from './src/sdk/index.ts'
import { parseKeystore, readCredential } from './src/membership/index.ts'
import { markFresh } from './src/rln/index.ts'

const workers = []
const longTasksMs = []
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longTasksMs.push(Math.round(duration))
}).observe({ type: 'longtask' })

const startWorker = (address) => {
  const worker = new Worker(address, { type: 'module' })
  const entry = { worker, jobs: 0, onJob: () => undefined }
  const post = worker.postMessage.bind(worker)
  worker.postMessage = (...given) => {
    entry.jobs++
    post(...given)
    entry.onJob()
  }
  workers.push(entry)
  return worker
}

globalThis.join = async ({ keystore, password, isFresh, contentTopic, networkConfig, bootstrapPeers, rln, worker }) => {
  const credential = await readCredential(parseKeystore(keystore), password)
  longTasksMs.length = 0
  const ids = await openIndexedDbStateStore('ids')
  if (isFresh) await markFresh(ids, credential.identity.commitment)
  const artifacts = cachedArtifactSource(fetchArtifactSource(new URL('/artifacts/', location.href).href))
  const stateStore = await openIndexedDbStateStore('tree')
  const membership = { credential, stateStore: ids }
  const phases = new Set()
  const onProgress = ({ phase }) => phases.add(phase)
  const node = await createLightNode({
    networkConfig,
    bootstrapPeers,
    rln: { ...rln, artifacts, stateStore, membership, worker: () => startWorker(worker), onProgress },
  })
  await node.waitForPeers(undefined, ${WAIT_MS})
  const encoder = node.createEncoder({ contentTopic })
  const left = []
  node.watchQuota((quota) => left.push(quota.left))
  globalThis.page = {
    left,
    phases: () => [...phases],
    send: (text) => node.lightPush.send(encoder, { payload: new TextEncoder().encode(text) }),
    jobs: () => workers.map(({ jobs }) => jobs),
    failOnNextJob: (index) => {
      const entry = workers[index]
      entry.onJob = () => {
        entry.onJob = () => undefined
        entry.worker.dispatchEvent(new Event('error'))
      }
    },
    longTasksMs: () => longTasksMs.splice(0),
    stop: () => node.stop(),
  }
}
`

interface TestPage {
  readonly left: number[]
  phases(): string[]
  send(text: string): Promise<{ successes: string[]; failures: unknown[] }>
  jobs(): number[]
  failOnNextJob(worker: number): void
  longTasksMs(): number[]
  stop(): Promise<void>
}

declare const page: TestPage

describe('a page that proves on Web Workers and keeps what it has loaded', function () {
  this.timeout(240_000)
  let browser: Browser | undefined
  let network: LightNetwork
  let service: FullNode
  let server: PageServer
  let tab: Page
  let member: { keystore: string; password: string }
  /** What the page asked for since the last test. */
  const asked = { artifacts: [] as string[], contract: [] as string[] }

  before(async function () {
    browser = await launchChromium()
    if (browser === undefined) return this.skip()
    network = await LightNetwork.start()
    service = await network.startNode(SERVICES)
    const relay = await network.startNode({ staticnode: [service.node.multiaddrs[0]!] })
    await untilMeshed(service, relay)
    const { keystorePath, password } = await network.addMember()
    // The member is older than the blocks that are followed one by one: its leaf is read, not learnt from an event.
    await askChain(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'hardhat_mine', params: ['0x100'] }))
    member = { keystore: await readFile(keystorePath, 'utf8'), password }
    const worker = (await bundleSdk("import './src/rln/web-worker.ts'")).code
    server = await PageServer.start((await bundleSdk(PAGE_SOURCE)).code, async (path, request) => {
      if (path === '/worker.js') return worker
      if (path.startsWith('/artifacts/')) {
        asked.artifacts.push(path)
        return readFile(join(repositoryRoot, 'circuits', 'artifacts', path.slice('/artifacts/'.length)))
      }
      if (path !== '/rpc') return undefined
      const body = await text(request)
      asked.contract.push(...contractMethodsIn(body))
      // The chain speaks to no page of another origin.
      return askChain(body)
    })
    tab = await newTab()
  })
  beforeEach(() => {
    asked.artifacts.length = 0
    asked.contract.length = 0
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
    await network?.stop()
  })

  async function askChain(body: string): Promise<string> {
    const headers = { 'content-type': 'application/json' }
    return (await fetch(network.rlnOptions().rpcUrl as string, { method: 'POST', headers, body })).text()
  }

  async function newTab(): Promise<Page> {
    const opened = await (tab?.context() ?? (await browser!.newContext())).newPage()
    await opened.goto(server.origin)
    await opened.waitForFunction(() => 'join' in globalThis)
    return opened
  }

  /** What the page says when it cannot join: a code where there is one. */
  function joinIn(openTab: Page, options: { isFresh: boolean; worker?: string }): Promise<string> {
    const { rpcUrl, ...rln } = network.rlnOptions()
    const given = {
      ...member,
      ...{ worker: '/worker.js', contentTopic: CONTENT_TOPIC, networkConfig: NETWORK_CONFIG },
      ...options,
      bootstrapPeers: [webSocketAddressOf(service)],
      rln: { ...rln, rpcUrl: `${server.origin}/rpc` },
    }
    return openTab.evaluate(async (config) => {
      try {
        await (globalThis as unknown as { join(config: unknown): Promise<void> }).join(config)
        return 'joined'
      } catch (error) {
        return (error as { code?: string }).code ?? String(error)
      }
    }, given)
  }

  it('makes its proofs on one worker and checks on another, without shared memory', async () => {
    expect(await joinIn(tab, { isFresh: true })).to.equal('joined')
    expect(await tab.evaluate(() => globalThis.crossOriginIsolated)).to.equal(false)
    expect(await tab.evaluate(() => page.phases())).to.deep.equal(['reading', 'following', 'synced'])
    // Nobody is asked for what would say which member this is.
    expect(asked.contract).to.include('getRateCommitmentsInRangeBoundsInclusive')
    expect(asked.contract).to.not.include.oneOf(['getMerkleProof', 'getMembershipInfo', 'memberships'])
    const starting = await tab.evaluate(() => page.longTasksMs())
    const before = await tab.evaluate(() => page.jobs())
    expect(before).to.have.length(2)
    const { successes, failures } = await tab.evaluate(() => page.send('proven elsewhere'))
    expect([successes.length, failures]).to.deep.equal([1, []])
    const after = await tab.evaluate(() => page.jobs())
    expect(after[1]! - before[1]!, 'steps of a proof given to the worker').to.be.greaterThan(5)
    const sending = await tab.evaluate(() => page.longTasksMs())
    console.log(`      tasks above 50 ms on the page's thread: starting ${starting} ms, sending ${sending} ms`)
  })

  it('proves again with the same message id when the worker dies over it', async () => {
    const before = await tab.evaluate(() => page.left.at(-1)!)
    await tab.evaluate(() => page.failOnNextJob(1))
    const { successes, failures } = await tab.evaluate(() => page.send('at the second try'))
    expect([successes.length, failures]).to.deep.equal([1, []])
    expect(await tab.evaluate(() => page.jobs())).to.have.length(3)
    expect(await tab.evaluate(() => page.left.at(-1)!)).to.equal(before - 1)
  })

  it('leaves the message ids to one tab', async () => {
    const second = await newTab()
    expect(await joinIn(second, { isFresh: false })).to.equal('store_in_use')
    await second.close()
  })

  it('loads keys, tree and message ids of its own after a reload', async () => {
    await tab.reload()
    await tab.waitForFunction(() => 'join' in globalThis)
    expect(await joinIn(tab, { isFresh: false })).to.equal('joined')
    expect(asked.artifacts).to.deep.equal([])
    expect(asked.contract).to.not.include('getRateCommitmentsInRangeBoundsInclusive')
    expect(await tab.evaluate(() => page.phases())).to.deep.equal(['restoring', 'synced'])
    expect(await tab.evaluate(() => page.left)).to.deep.equal([RATE_LIMIT - 2])
    const { successes } = await tab.evaluate(() => page.send('after the reload'))
    expect(successes).to.have.length(1)
    await tab.evaluate(() => page.stop())
  })

  it('says so when the script of the worker is not there, or the policy of the page forbids it', async () => {
    const missing = await newTab()
    expect(await joinIn(missing, { isFresh: false, worker: '/nothing-here.js' })).to.equal('worker_not_started')
    await missing.close()
    const forbidding = await newTab()
    await forbidding.evaluate(() => {
      const policy = document.createElement('meta')
      policy.httpEquiv = 'content-security-policy'
      policy.content = "worker-src 'none'"
      document.head.append(policy)
    })
    expect(await joinIn(forbidding, { isFresh: false })).to.equal('worker_not_started')
    await forbidding.close()
  })
})

/** The methods of the contract that a JSON-RPC request calls. */
function contractMethodsIn(body: string): string[] {
  const requests = [JSON.parse(body)].flat() as { method: string; params: [{ data?: string; input?: string }] }[]
  return requests
    .filter(({ method }) => method === 'eth_call')
    .map(({ params: [{ data, input }] }) => {
      const called = data ?? input ?? '0x'
      return membershipInterface.parseTransaction({ data: called })?.name ?? called
    })
}
