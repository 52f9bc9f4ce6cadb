import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { bundleSdk } from '../../../scripts/sdk-bundle.ts'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { systemClock } from '../../../src/foundation/index.ts'
import { launchChromium } from '../../support/chromium.ts'
import { repositoryRoot } from '../../support/command-process.ts'
import { freePorts } from '../../support/free-ports.ts'
import {
  type FullNode,
  LightNetwork,
  NETWORK_CONFIG,
  SERVICES,
  untilMeshed,
  webSocketAddressOf,
} from '../../support/light-network.ts'
import { PageServer } from '../../support/page-server.ts'

const WAIT_MS = 60_000
const CONTENT_TOPIC = '/page-life/1/test/text'

/** A page that sends and listens, and does nothing itself when nodes go and come. */
const PAGE_SOURCE = `
import { createLightNode, fetchArtifactSource } from './src/sdk/index.ts'
import { parseKeystore, readCredential } from './src/membership/index.ts'
import { markFresh } from './src/rln/index.ts'
import { createMemoryStateStore } from './src/storage/index.ts'

globalThis.join = async ({ keystore, password, contentTopic, networkConfig, bootstrapPeers, rln }) => {
  const credential = await readCredential(parseKeystore(keystore), password)
  const stateStore = createMemoryStateStore()
  await markFresh(stateStore, credential.identity.commitment)
  const artifacts = fetchArtifactSource(new URL('/artifacts/', location.href).href)
  const membership = { credential, stateStore }
  const worker = () => new Worker('/worker.js', { type: 'module' })
  const node = await createLightNode({ networkConfig, bootstrapPeers, rln: { ...rln, artifacts, membership, worker } })
  await node.waitForPeers(undefined, ${WAIT_MS})
  const encoder = node.createEncoder({ contentTopic })
  const received = []
  await node.filter.subscribe(node.createDecoder({ contentTopic }), ({ payload }) => {
    received.push(new TextDecoder().decode(payload))
  })
  globalThis.page = {
    received: () => received,
    send: (text) => node.lightPush.send(encoder, { payload: new TextEncoder().encode(text) }),
    stop: () => node.stop(),
  }
}
`

interface TestPage {
  received(): string[]
  send(text: string): Promise<{ successes: string[] }>
  stop(): Promise<void>
}

declare const page: TestPage

describe('a page whose service nodes go and come', function () {
  this.timeout(240_000)
  let browser: Browser | undefined
  let network: LightNetwork
  let server: PageServer
  let tab: Page
  let relay: FullNode
  let flags: Record<string, string | readonly string[]>
  let first: FullNode
  let firstId: string
  let second: FullNode

  before(async function () {
    browser = await launchChromium()
    if (browser === undefined) return this.skip()
    network = await LightNetwork.start()
    const [tcpPort, webSocketPort] = await freePorts(2)
    // The same node at the same address when it comes back.
    const nodekey = randomBytes(32).toString('hex')
    flags = { ...SERVICES, nodekey, 'tcp-port': `${tcpPort}`, 'websocket-port': `${webSocketPort}` }
    first = await network.startNode(flags)
    second = await network.startNode(SERVICES)
    const staticnode = [first, second].map(({ node }) => node.multiaddrs[0]!)
    relay = await network.startMemberNode({ staticnode })
    await untilMeshed(first, relay)
    await untilMeshed(second, relay)
    const worker = (await bundleSdk("import './src/rln/web-worker.ts'")).code
    server = await PageServer.start((await bundleSdk(PAGE_SOURCE)).code, async (path, request) => {
      if (path === '/worker.js') return worker
      if (path.startsWith('/artifacts/')) {
        return readFile(join(repositoryRoot, 'circuits', 'artifacts', path.slice('/artifacts/'.length)))
      }
      if (path !== '/rpc') return undefined
      const headers = { 'content-type': 'application/json' }
      const rpcUrl = network.rlnOptions().rpcUrl as string
      return (await fetch(rpcUrl, { method: 'POST', headers, body: await text(request) })).text()
    })
    tab = await browser.newPage()
    await tab.goto(server.origin)
    await tab.waitForFunction(() => 'join' in globalThis)
    const { keystorePath, password } = await network.addMember()
    const given = {
      ...{ keystore: await readFile(keystorePath, 'utf8'), password },
      ...{ contentTopic: CONTENT_TOPIC, networkConfig: NETWORK_CONFIG },
      bootstrapPeers: [first, second].map(webSocketAddressOf),
      rln: { ...network.rlnOptions(), rpcUrl: `${server.origin}/rpc` },
    }
    await tab.evaluate((its) => (globalThis as unknown as { join(given: unknown): Promise<void> }).join(its), given)
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
    await network?.stop()
  })

  const untilSubscribedAt = ({ metrics }: FullNode): Promise<unknown> =>
    waitUntil(
      systemClock,
      'the subscription of the page',
      WAIT_MS,
      async () => metrics.value('waku_filter_peers') === 1,
    )

  const untilReceived = (message: string): Promise<unknown> =>
    waitUntil(systemClock, `"${message}" in the page`, WAIT_MS, async () => {
      return (await tab.evaluate(() => page.received())).includes(message)
    })

  it('sends and receives through the other node when one is gone', async () => {
    await untilSubscribedAt(first)
    await untilSubscribedAt(second)
    firstId = first.node.peerId
    await first.node.stop()
    const { successes } = await tab.evaluate(() => page.send('with one node'))
    expect(successes).to.deep.equal([second.node.peerId])
    await untilReceived('with one node')
  })

  it('subscribes again at a node that was gone and knows it no more, and gets what comes then', async () => {
    await second.node.stop()
    const restarted = await network.startNode(flags)
    expect(restarted.node.peerId).to.equal(firstId)
    await untilSubscribedAt(restarted)
    await untilMeshed(restarted, relay)
    await relay.node.publish({ payload: new TextEncoder().encode('after the restart'), contentTopic: CONTENT_TOPIC })
    await untilReceived('after the restart')
    const { successes } = await tab.evaluate(() => page.send('from the page again'))
    expect(successes).to.deep.equal([restarted.node.peerId])
    await tab.evaluate(() => page.stop())
  })
})
