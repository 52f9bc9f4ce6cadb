import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { seenWithin } from '../../../src/devnet/wait-until.ts'
import { systemClock } from '../../../src/foundation/index.ts'
import { launchChromium } from '../../support/chromium.ts'
import { figuresByRest, figuresOnPage } from '../../support/dashboard-figures.ts'
import { complaintsOf, expectAccessible, expectNoOverflow, keepScreenshot } from '../../support/page-checks.ts'
import { CONTENT_TOPIC, SpammingDevnet } from '../../support/spamming-devnet.ts'

const HONEST_MESSAGES = 3
const SEEN_TIMEOUT_MS = 60_000
const DESKTOP = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const SMALLEST_PHONE = { width: 360, height: 640 }

/** Chromium shows a development network in one page while one of its members spams. */
describe('the dashboard of a development network', function () {
  this.timeout(300_000)
  let browser: Browser | undefined
  let devnet: SpammingDevnet
  let page: Page
  let complaints: string[]

  before(async function () {
    browser = await launchChromium()
    if (browser === undefined) return this.skip()
    devnet = await SpammingDevnet.start()
    page = await browser.newPage({ viewport: DESKTOP, colorScheme: 'light' })
    page.setDefaultTimeout(SEEN_TIMEOUT_MS)
    complaints = complaintsOf(page)
    await page.goto(devnet.network.dashboardUrl)
  })
  after(async () => {
    await browser?.close()
    await devnet?.stop()
  })

  const textOf = (selector: string, text: string | RegExp) =>
    page.locator(selector).filter({ hasText: text }).first().waitFor()

  /** The figures of one node are, once both have come to rest, what its REST API says. */
  async function expectSameAsRest(position: number): Promise<void> {
    const { nodes } = devnet.network
    const others = nodes.filter((_node, other) => other !== position).map(({ ready }) => ready.peerId)
    const read = async () => {
      return [await figuresOnPage(page), await figuresByRest(nodes[position]!.ready.rest, others)] as const
    }
    await seenWithin(systemClock, SEEN_TIMEOUT_MS, async () => {
      const [shown, told] = await read()
      return JSON.stringify(shown) === JSON.stringify(told)
    })
    const [shown, told] = await read()
    expect(shown).to.deep.equal(told)
  }

  it('shows messages, then a spammer caught, then what happened to it, as it happens', async () => {
    await textOf('#nodes-summary', '3 nodes · all ready · one root · 0 members caught')
    for (let count = 0; count < HONEST_MESSAGES; count++) {
      await devnet.network.nodes[0]!.rest.publish({ payload: 'aGVsbG8=', contentTopic: CONTENT_TOPIC })
    }
    await textOf('#messages', String(HONEST_MESSAGES))
    await textOf('#spam-remark', 'Nobody signalled twice')
    await devnet.spam()
    await textOf('#spam tr', /member 1.*still a member/)
    await textOf('#spam-remark', 'wakunode membership slash')
    await textOf('#verdicts tr', /double_signal.*ignore/)
    await textOf('#nodes-summary', '1 member caught')
    await devnet.slash()
    await textOf('#spam tr', /member 1.*slashed/)
    await textOf('#spam-news', 'member 1: slashed')
  })

  it('shows what the nodes say by REST, of every node', async () => {
    for (const [position] of devnet.network.nodes.entries()) {
      await page.locator('.card').nth(position).click()
      await expectSameAsRest(position)
    }
    const [[, , , idCommitment]] = (await figuresOnPage(page)).spam as [readonly string[]]
    expect(BigInt(idCommitment!)).to.equal(devnet.spammer.idCommitment)
  })

  it('counts down to the next epoch as the node does', async () => {
    const status = await devnet.network.nodes[2]!.rest.rlnStatus()
    const [, minutes, seconds] = /in (\d+) min (\d+) s/.exec((await page.locator('#epoch-left').textContent())!) ?? []
    const shown = Number(minutes) * 60 + Number(seconds)
    expect(Math.abs(shown - status.secondsToNextEpoch)).to.be.at.most(2)
  })

  it('begins with the minutes before it was opened', async () => {
    await page.reload()
    await textOf('#verdicts tr', /^valid\s*accept\s*[1-9]/)
    await expectSameAsRest(0)
  })

  it('is worked by the keyboard: nodes by arrows, the theme by its button', async () => {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement!.textContent)).to.equal('Skip to the node')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('html[data-theme=light]').waitFor()
    await page.keyboard.press('Enter')
    await page.locator('html[data-theme=dark]').waitFor()
    await page.keyboard.press('Enter')
    await page.locator('html:not([data-theme])').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await textOf('#name', 'Node 1')
    await page.keyboard.press('ArrowUp')
    await textOf('#name', 'Node 0')
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is for everybody, on desktop and phone, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme })
      for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
        await page.setViewportSize(size)
        await expectNoOverflow(page)
        await expectAccessible(page)
        await keepScreenshot(page, `dashboard-${name}-${colorScheme}`)
      }
      await page.setViewportSize(SMALLEST_PHONE)
      await expectNoOverflow(page)
      await page.setViewportSize(DESKTOP)
    })
  }

  it('says since when a node cannot be reached, and goes on with the others', async () => {
    await devnet.network.nodes[1]!.kill()
    await textOf('.card', /Node 1.*not reachable/)
    await textOf('#nodes-summary', '3 nodes · 2 ready')
    await page.locator('.card').nth(1).click()
    await textOf('#banner', /Nothing heard since \d\d:\d\d:\d\d: it .*from before/)
    await expectAccessible(page)
    await page.locator('.card').nth(2).click()
    await page.locator('#banner').waitFor({ state: 'hidden' })
  })

  it('did nothing that its Content-Security-Policy stops, and had no error', () => {
    expect(complaints).to.deep.equal([])
  })
})
