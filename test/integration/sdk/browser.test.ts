import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { bundleSdk } from '../../../scripts/sdk-bundle.ts'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { systemClock } from '../../../src/foundation/index.ts'
import { launchChromium } from '../../support/chromium.ts'
import { repositoryRoot } from '../../support/command-process.ts'
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
const CONTENT_TOPIC = '/browser/1/test/text'

/** What an application imports, and what it would do with it: the page's only script. */
const PAGE_SOURCE = `
import { createLightNode, fetchArtifactSource } from './src/sdk/index.ts'
import { parseKeystore, readCredential } from './src/membership/index.ts'
import { markFresh } from './src/rln/index.ts'
import { createMemoryStateStore } from './src/storage/index.ts'

const textOf = ({ payload }) => new TextDecoder().decode(payload)

globalThis.join = async ({ keystore, password, contentTopic, networkConfig, bootstrapPeers, rln }) => {
  const credential = await readCredential(parseKeystore(keystore), password)
  const stateStore = createMemoryStateStore()
  // The test made this credential, and no other device has it.
  await markFresh(stateStore, credential.identity.commitment)
  const artifacts = fetchArtifactSource(new URL('/artifacts/', location.href).href)
  const membership = { credential, stateStore }
  const node = await createLightNode({ networkConfig, bootstrapPeers, rln: { ...rln, artifacts, membership } })
  await node.waitForPeers(undefined, ${WAIT_MS})
  const decoder = node.createDecoder({ contentTopic })
  const encoder = node.createEncoder({ contentTopic })
  const received = []
  await node.filter.subscribe(decoder, (message, { proof }) => received.push([textOf(message), proof]))
  globalThis.page = {
    received: () => received,
    send: (text) => node.lightPush.send(encoder, { payload: new TextEncoder().encode(text) }),
    history: async () => {
      const found = []
      for await (const { message, proof } of node.store.query(decoder)) found.push([textOf(message), proof])
      return found
    },
    left: () => node.quota().left,
    stop: () => node.stop(),
  }
}
`

interface Page {
  received(): [string, string][]
  send(text: string): Promise<{ successes: string[]; failures: unknown[] }>
  history(): Promise<[string, string][]>
  left(): number
  stop(): Promise<void>
}

declare const page: Page

describe('the SDK in a real browser', function () {
  this.timeout(240_000)
  let browser: Browser | undefined
  let network: LightNetwork
  let service: FullNode
  let relay: FullNode
  let server: PageServer

  before(async function () {
    browser = await launchChromium()
    if (browser === undefined) return this.skip()
    network = await LightNetwork.start()
    service = await network.startNode(SERVICES)
    relay = await network.startMemberNode({ staticnode: [service.node.multiaddrs[0]!] })
    await untilMeshed(service, relay)
    const rpcUrl = network.rlnOptions().rpcUrl as string
    server = await PageServer.start((await bundleSdk(PAGE_SOURCE)).code, async (path, request) => {
      if (path.startsWith('/artifacts/')) {
        return readFile(join(repositoryRoot, 'circuits', 'artifacts', path.slice('/artifacts/'.length)))
      }
      if (path !== '/rpc') return undefined
      // The chain speaks to no page of another origin.
      const headers = { 'content-type': 'application/json' }
      return (await fetch(rpcUrl, { method: 'POST', headers, body: await buffer(request) })).text()
    })
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
    await network?.stop()
  })

  it('sends with a proof made in the page, receives and looks back, all checked there', async () => {
    const { origin } = server
    const tab = await browser!.newPage()
    const complaints: string[] = []
    tab.on('pageerror', (error) => complaints.push(String(error)))
    await tab.goto(origin)
    const { keystorePath, password } = await network.addMember()
    const keystore = await readFile(keystorePath, 'utf8')
    const { rpcUrl, ...rln } = network.rlnOptions()
    const config = {
      ...{ keystore, password, contentTopic: CONTENT_TOPIC, networkConfig: NETWORK_CONFIG },
      bootstrapPeers: [webSocketAddressOf(service)],
      rln: { ...rln, rpcUrl: `${origin}/rpc` },
    }
    await tab.evaluate(
      (given) => (globalThis as unknown as { join(given: unknown): Promise<void> }).join(given),
      config,
    )

    const heard: string[] = []
    relay.node.onMessage(({ message }) => heard.push(new TextDecoder().decode(message.payload)))
    const sent = await tab.evaluate(() => page.send('from the page'))
    expect(sent.failures).to.deep.equal([])
    expect(sent.successes).to.deep.equal([service.node.peerId])
    expect(await tab.evaluate(() => page.left())).to.equal(19)
    await waitUntil(systemClock, 'the message of the page at a relay node', WAIT_MS, async () => heard.length > 0)
    expect(heard).to.deep.equal(['from the page'])

    await relay.node.publish({ payload: new TextEncoder().encode('from a relay'), contentTopic: CONTENT_TOPIC })
    const isReceived = async (): Promise<boolean> => (await tab.evaluate(() => page.received())).length === 2
    await waitUntil(systemClock, 'both messages in the page', WAIT_MS, isReceived)
    const expected = [
      ['from the page', 'valid'],
      ['from a relay', 'valid'],
    ]
    expect(await tab.evaluate(() => page.received())).to.deep.equal(expected)
    const isArchived = async (): Promise<boolean> => (await tab.evaluate(() => page.history())).length === 2
    await waitUntil(systemClock, 'both messages in the archive', WAIT_MS, isArchived)
    expect(await tab.evaluate(() => page.history())).to.deep.equal(expected)
    await tab.evaluate(() => page.stop())
    expect(complaints).to.deep.equal([])
  })
})
