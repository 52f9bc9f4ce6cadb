import { expect } from 'chai'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { complaintsOf } from './page-checks.ts'

/** Registering, syncing and connecting take seconds; two busy cores take longer. */
const SEEN_TIMEOUT_MS = 60_000
/** More than there are things to reach on the page. */
const MAX_TABS = 60

/** A person at the chat page. */
export class ChatVisitor {
  readonly page: Page
  /** What went wrong inside the page. */
  readonly complaints: readonly string[]
  /** Addresses that the page asked for, and the headers that it asked with. */
  readonly requests: string[] = []

  private constructor(page: Page) {
    this.page = page
    this.complaints = complaintsOf(page)
    page.setDefaultTimeout(SEEN_TIMEOUT_MS)
    page.on('request', (request) => this.requests.push(`${request.url()} ${JSON.stringify(request.headers())}`))
  }

  /** Opens the page, tied to one node of the network, so that what others get came through relay. */
  static async open(context: BrowserContext, url: string): Promise<ChatVisitor> {
    const page = await context.newPage()
    await page.route('**/config.json', async (route) => {
      const response = await route.fetch()
      const config = (await response.json()) as { nodes: string[] }
      await route.fulfill({ response, json: { ...config, nodes: config.nodes.slice(0, 1) } })
    })
    const visitor = new ChatVisitor(page)
    await page.goto(url)
    return visitor
  }

  /** The wallet's question. */
  get question(): Locator {
    return this.page.getByRole('dialog')
  }

  /** Goes on with the Tab key until what has the focus is called so. */
  async tabTo(name: string): Promise<void> {
    for (let count = 0; count < MAX_TABS; count++) {
      await this.page.keyboard.press('Tab')
      const focused = this.page.locator(':focus')
      const names = await focused.evaluateAll((elements) =>
        elements.map((element) => {
          const labels = [...((element as HTMLInputElement).labels ?? [])].map((label) => label.textContent)
          return [...labels, element.textContent].join(' ').replaceAll(/\s+/g, ' ')
        }),
      )
      if (names.some((found) => found.includes(name))) return
    }
    throw new Error(`the Tab key does not reach "${name}"`)
  }

  /** Says yes to whatever the wallet asks, until the person can write. @returns the titles of what it asked */
  async approveUntilWriting(): Promise<string[]> {
    const asked: string[] = []
    const canWrite = this.page.locator('#text:enabled')
    for (;;) {
      await this.question.or(canWrite).first().waitFor()
      if (await canWrite.isVisible()) return asked
      const question = await this.question.elementHandle()
      asked.push(await this.question.getByRole('heading').innerText())
      await this.page.keyboard.press('Enter')
      await question?.waitForElementState('hidden')
    }
  }

  async unlock(password: string): Promise<void> {
    await this.page.getByLabel('Password of your identity').fill(password)
    await this.page.keyboard.press('Enter')
    await this.page.locator('#text:enabled').waitFor()
  }

  /** Writes a message, and waits for what becomes of it. */
  async say(text: string): Promise<string> {
    await this.page.getByLabel('Message', { exact: true }).fill(text)
    await this.page.keyboard.press('Enter')
    const fate = this.row(text)
      .last()
      .locator('.fate')
      .filter({ hasText: /relayed by|Not sent/ })
    await fate.waitFor()
    return (await fate.innerText()).trim()
  }

  /** The rows with this text. */
  row(text: string): Locator {
    return this.page.locator('#messages > li').filter({ hasText: text })
  }

  async texts(): Promise<string[]> {
    return this.page.locator('#messages .said').allInnerTexts()
  }

  /** How many messages the page says are left. */
  async left(): Promise<number> {
    const meter = this.page.locator('#quota').filter({ hasText: 'left' })
    await meter.waitFor()
    return Number(/^(\d+) of/.exec(await meter.innerText())?.[1])
  }

  expectNoComplaints(): void {
    expect(this.complaints).to.deep.equal([])
  }
}
