import { expect } from 'chai'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { silentLogger, systemClock } from '../../../src/foundation/index.ts'
import { RestServer } from '../../../src/rest/index.ts'
import { launchChromium } from '../../support/chromium.ts'
import { FAKE_REMOTE_PEER_ID, fullWakuNode } from '../../support/full-waku-node.ts'
import { complaintsOf, expectAccessible, expectNoOverflow } from '../../support/page-checks.ts'

const TOKEN = 'correct-horse-battery-staple'
const OPTIONS = { port: 0, cacheCapacity: 3, allowedOrigins: [], version: '1.2.3' }
const SEEN_TIMEOUT_MS = 30_000

/** The routes, the stream and the page are the real ones; the node behind them is told what to say. */
describe('the dashboard of one node', function () {
  this.timeout(120_000)
  let browser: Browser | undefined
  let context: BrowserContext
  let server: RestServer
  let page: Page
  let complaints: string[]

  before(async function () {
    browser = await launchChromium()
    if (browser === undefined) this.skip()
  })
  after(() => browser?.close())
  beforeEach(async () => {
    context = await browser!.newContext({ viewport: { width: 1280, height: 900 } })
    page = await context.newPage()
    page.setDefaultTimeout(SEEN_TIMEOUT_MS)
    complaints = complaintsOf(page)
  })
  afterEach(async () => {
    await context.close()
    await server.stop()
    expect(complaints).to.deep.equal([])
  })

  async function serve(options: { readonly address: string; readonly port?: number; readonly token?: string }) {
    const node = fullWakuNode()
    server = new RestServer({ node, clock: systemClock, logger: silentLogger }, { ...OPTIONS, ...options })
    await server.start()
    return node
  }

  const linkSays = (text: string) => page.locator('#link').filter({ hasText: text }).waitFor()

  it('shows no cards, and as text whatever a peer calls itself', async () => {
    const node = await serve({ address: '127.0.0.1' })
    const attack = `<img src=x onerror="document.title=1"><script>document.title=2</script>${'x'.repeat(128)}`
    node.known.push({ ...node.known[0]!, peerId: '<b>peer</b>', agent: attack, multiaddr: `/dns4/${attack}` })
    await page.goto(`${server.url}/dashboard`)
    await page.locator('#health').filter({ hasText: 'ready' }).waitFor()
    expect(await page.locator('#nodes').isVisible()).to.equal(false)
    const cells = await page.locator('#peers tr').last().locator('td, th').allTextContents()
    expect(cells[0]).to.equal('…peer</b>')
    expect(cells).to.include.members([attack, `/dns4/${attack}`.slice(0, 200)])
    expect(await page.locator('#peers img, #peers script, #peers b').count()).to.equal(0)
    for (const width of [1280, 800, 360]) {
      await page.setViewportSize({ width, height: 800 })
      await expectNoOverflow(page)
    }
    expect(await page.title()).to.equal('ready · wakunode')
    expect(await page.locator('#peers [title]').first().getAttribute('title')).to.equal(FAKE_REMOTE_PEER_ID)
  })

  it('warns where RLN is off, and shows nothing of a membership set, of quotas or of spam that nobody looks for', async () => {
    const node = await serve({ address: '127.0.0.1' })
    node.hasRln = false
    const problem = 'RLN is off: anybody can flood this node'
    node.healthReport = {
      node: 'READY',
      sinceMs: Date.now(),
      protocols: [
        { name: 'Relay', state: 'READY' },
        { name: 'Rln Relay', state: 'NOT_MOUNTED', problem },
      ],
    }
    await page.goto(`${server.url}/dashboard`)
    await page.locator('#quota').filter({ hasText: 'off' }).waitFor()
    expect(await page.locator('#quota').getAttribute('data-tone')).to.equal('warn')
    const badge = page.locator('#protocols li').filter({ hasText: problem }).locator('.badge')
    expect(await badge.getAttribute('data-tone')).to.equal('warn')
    for (const id of ['set', 'spam-panel', 'quota-facts', 'quota-bar']) {
      expect(await page.locator(`#${id}`).isVisible(), id).to.equal(false)
    }
    for (const id of ['messages-panel', 'verdicts-panel', 'meshed-text']) {
      expect(await page.locator(`#${id}`).isVisible(), id).to.equal(true)
    }
    for (const width of [1280, 800, 360]) {
      await page.setViewportSize({ width, height: 800 })
      await expectNoOverflow(page)
    }
    await expectAccessible(page)
  })

  it('shows nothing of relaying on a node that does not relay', async () => {
    const node = await serve({ address: '127.0.0.1' })
    node.healthReport = {
      node: 'READY',
      sinceMs: Date.now(),
      protocols: [{ name: 'Relay', state: 'NOT_MOUNTED' }],
    }
    await page.goto(`${server.url}/dashboard`)
    await page.locator('#health').filter({ hasText: 'ready' }).waitFor()
    for (const id of ['messages-panel', 'verdicts-panel', 'meshed-text']) {
      expect(await page.locator(`#${id}`).isVisible(), id).to.equal(false)
    }
    expect(await page.locator('#set').isVisible()).to.equal(true)
    await expectAccessible(page)
  })

  it('comes back by itself when the node does', async () => {
    await serve({ address: '127.0.0.1' })
    const port = Number(new URL(server.url).port)
    await page.goto(`${server.url}/dashboard`)
    await linkSays('live')
    await server.stop()
    await linkSays('not reachable')
    await page.locator('#banner').filter({ hasText: 'Nothing heard since' }).waitFor()
    const node = await serve({ address: '127.0.0.1', port })
    node.status = { ...node.status, leafCount: 77 }
    await page.locator('#leaves').filter({ hasText: '77' }).waitFor()
    await linkSays('live')
    await page.locator('#banner').waitFor({ state: 'hidden' })
  })

  it('asks for the token where one is needed, and keeps it out of addresses and beyond the tab', async () => {
    await serve({ address: '0.0.0.0', token: TOKEN })
    const port = new URL(server.url).port
    const addresses: string[] = []
    page.on('request', (request) => addresses.push(request.url()))
    await page.goto(`http://127.0.0.1:${port}/dashboard`)
    await linkSays('wants a token')
    await expectAccessible(page)
    const type = async (token: string): Promise<void> => {
      await page.getByLabel('Token of this node').fill(token)
      await page.getByRole('button', { name: 'Show the node' }).click()
    }
    await type('a-wrong-token-of-some-length')
    await page.getByText('This token was refused').waitFor()
    await type(TOKEN)
    await linkSays('live')
    await page.locator('#leaves').filter({ hasText: '3' }).waitFor()
    expect(await page.locator('#unlock').isVisible()).to.equal(false)
    await page.reload()
    await linkSays('live')
    expect(addresses.filter((address) => address.includes('token') || address.includes(TOKEN))).to.deep.equal([])
    expect(await page.evaluate(() => Object.values(localStorage).join())).to.not.include(TOKEN)
  })
})
