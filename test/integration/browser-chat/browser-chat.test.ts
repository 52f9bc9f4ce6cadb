import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Browser, BrowserContext } from 'playwright-core'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { systemClock } from '../../../src/foundation/index.ts'
import { ChatVisitor } from '../../support/chat-visitor.ts'
import { CheatingMember } from '../../support/cheating-member.ts'
import { launchChromium } from '../../support/chromium.ts'
import { expectAccessible, expectNoOverflow, keepScreenshot } from '../../support/page-checks.ts'
import { WebDevnet } from '../../support/web-devnet.ts'

const LOBBY_TOPIC = '/waku-rln-relay-chat/1/lobby/json'
const PASSWORD = 'correct horse battery'
const RATE_LIMIT = 10
/** With what was said before, more than a page of history. */
const BOBS_LINES = 15
/** As the development network deploys the contract: how long a membership is active and then in grace, and how long a deposit is held. */
const ACTIVE_SECONDS = 180 * 86_400
const GRACE_SECONDS = 30 * 86_400
const DEPOSIT_RELEASE_SECONDS = 20 * 60
const DELIVERY_TIMEOUT_MS = 60_000
const DESKTOP = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const SMALLEST_PHONE = { width: 360, height: 640 }

/** What a newcomer does, in a real Chromium: joins, chats, comes back, goes too far, and keeps something to itself. */
describe('the browser chat', function () {
  this.timeout(240_000)
  // Each step stands on the one before.
  this.bail(true)
  let browser: Browser | undefined
  let devnet: WebDevnet
  let context: BrowserContext
  let alice: ChatVisitor
  const visitors: ChatVisitor[] = []
  let folder: string
  let keystorePath: string

  before(async function () {
    browser = await launchChromium()
    if (browser === undefined) return this.skip()
    folder = await mkdtemp(join(tmpdir(), 'browser-chat-'))
    keystorePath = join(folder, 'keystore.json')
    devnet = await WebDevnet.start()
    context = await newContext()
    alice = await open(context)
  })
  after(async () => {
    await browser?.close()
    await devnet?.stop()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })

  const newContext = () => browser!.newContext({ viewport: DESKTOP, colorScheme: 'light', acceptDownloads: true })

  async function open(where: BrowserContext, fragment = ''): Promise<ChatVisitor> {
    const visitor = await ChatVisitor.open(where, devnet.chat.url + fragment)
    visitors.push(visitor)
    return visitor
  }

  /** Texts of the lobby that came to a node since the last time, by its REST API. */
  async function heardBy(position: number): Promise<string[]> {
    const messages = await devnet.network.nodes[position]!.rest.takeMessages(LOBBY_TOPIC)
    return messages.map(({ payload }) => JSON.parse(Buffer.from(payload, 'base64').toString()).text)
  }

  /** The member behind a node, who does not use the page. */
  async function publishAs(name: string, position: number, text: string): Promise<void> {
    const payload = Buffer.from(JSON.stringify({ name, text })).toString('base64')
    await devnet.network.nodes[position]!.rest.publish({ payload, contentTopic: LOBBY_TOPIC })
  }

  const publishAsBob = (text: string) => publishAs('bob', 1, text)

  async function expectFit(name: string): Promise<void> {
    const { page } = alice
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const [device, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
        await page.setViewportSize(size)
        await expectNoOverflow(page)
        await expectAccessible(page)
        await keepScreenshot(page, `browser-chat-${name}-${device}-${colorScheme}`)
      }
    }
    await page.setViewportSize(SMALLEST_PHONE)
    await expectNoOverflow(page)
    await page.setViewportSize(DESKTOP)
    await page.emulateMedia({ colorScheme: 'light' })
  }

  it('offers the wallet, says so when a person refuses, and asks again, all by the keyboard', async () => {
    const { page, question } = alice
    await alice.tabTo('Connect Play wallet')
    await page.keyboard.press('Enter')
    await question.getByText('Connect this page?').waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'browser-chat-wallet-desktop-light')
    await page.keyboard.press('Escape')
    await page.locator('#wallet-remark[data-tone=bad]').waitFor()
    await alice.tabTo('Connect Play wallet')
    await page.keyboard.press('Enter')
    await question.waitFor()
    await page.keyboard.press('Enter')
    await page.locator('#name:focus').waitFor()
    await page.locator('#price').filter({ hasText: '1 TST' }).waitFor()
  })

  it('is for everybody, on desktop and phone, light and dark, before joining', () => expectFit('join'))

  it('joins for a deposit, goes on after a refusal in the wallet, and can write', async () => {
    const { page, question } = alice
    await page.getByLabel('Your name in the chat').first().fill('alice')
    await page.locator('#rate').selectOption(String(RATE_LIMIT))
    await page.locator('#price').filter({ hasText: '0.5 TST' }).waitFor()
    await page.getByLabel('Password for your identity').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await question.waitFor()
    await question.getByRole('button', { name: 'Reject' }).click()
    await page
      .locator('#join-remark[data-tone=bad]')
      .filter({ hasText: /try again/ })
      .waitFor()
    await page.locator('#join-button').click()
    expect(await alice.approveUntilWriting()).to.have.length.above(0)
    expect(await alice.left()).to.equal(RATE_LIMIT)
    await page.locator('#member-state').filter({ hasText: 'active' }).waitFor()
    expect(await page.locator('#member-index').innerText()).to.equal('2')
  })

  it('sends with proofs made in the page: one node relays, or the one found besides it too, and both receive', async () => {
    const { nodes } = devnet.network
    await Promise.all(nodes.map((node) => node.rest.subscribe([LOBBY_TOPIC])))
    const text = 'hello from a page <img src=x onerror=alert(1)>'
    expect(await alice.say(text)).to.match(/^relayed by (1 node|2 nodes)/)
    for (const position of [0, 1]) {
      const heard: string[] = []
      await waitUntil(systemClock, `the message at node ${position}`, DELIVERY_TIMEOUT_MS, async () => {
        heard.push(...(await heardBy(position)))
        return heard.length > 0
      })
      expect(heard).to.deep.equal([text])
    }
    expect(await alice.left()).to.equal(RATE_LIMIT - 1)
    expect(await alice.page.locator('#messages img').count()).to.equal(0)
  })

  it('hears what others say, with its proof checked in the page', async () => {
    await publishAsBob('hello from a node')
    await alice.row('hello from a node').filter({ hasText: 'proof checked' }).waitFor()
  })

  it('is for everybody, on desktop and phone, light and dark, in the middle of a conversation', () => expectFit('chat'))

  it('lets no second tab write, nor count a message', async () => {
    const second = await open(context)
    await second.page.getByRole('heading', { name: 'Another tab is sending' }).waitFor()
    await second.row('hello from a page').waitFor()
    expect(await second.page.locator('#text').isDisabled()).to.equal(true)
    expect(await second.page.locator('#meter').isVisible()).to.equal(false)
    await expectAccessible(second.page)
    await keepScreenshot(second.page, 'browser-chat-second-tab-desktop-light')
    expect(await alice.left()).to.equal(RATE_LIMIT - 1)
    // When the first tab goes, the second one may.
    await alice.page.close()
    await second.page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    alice = second
  })

  it('comes back after a reload: history is there, and the count goes on', async () => {
    const { page } = alice
    await page.reload()
    await alice.row('hello from a page').waitFor()
    await alice.row('hello from a node').waitFor()
    await page.getByLabel('Password of your identity').fill('not the password')
    await page.keyboard.press('Enter')
    await page.locator('#unlock-remark[data-tone=bad]').waitFor()
    await alice.unlock(PASSWORD)
    expect(await alice.left()).to.equal(RATE_LIMIT - 1)
    expect(await alice.say('here again')).to.match(/^relayed by (1 node|2 nodes)/)
    expect(await alice.left()).to.equal(RATE_LIMIT - 2)
  })

  it('keeps an encrypted room from who has no key, and the key in the page', async () => {
    const { page } = alice
    await page.getByLabel('Go to a room').fill('secrets')
    await page.getByLabel('encrypted, with a new key').check()
    await page.getByRole('button', { name: 'Enter' }).click()
    await page.locator('#privacy').filter({ hasText: 'Encrypted' }).waitFor()
    expect(await alice.say('for your eyes only')).to.match(/^relayed by (1 node|2 nodes)/)
    const { hash } = new URL(page.url())
    const key = new URLSearchParams(hash.slice(1)).get('key')!
    expect(key).to.match(/^[0-9a-f]{64}$/)

    const invited = await open(await newContext(), hash)
    await invited.row('for your eyes only').waitFor()
    const stranger = await open(await newContext(), '#room=secrets')
    await stranger.page.locator('#messages > li.unreadable[data-why=no_key]').waitFor()
    const wrong = await open(stranger.page.context(), `#room=secrets&key=${'0'.repeat(64)}`)
    await wrong.page.locator('#messages > li.unreadable[data-why=other_key]').waitFor()
    for (const { page: tab } of [stranger, wrong]) {
      expect(await tab.locator('body').innerText()).to.not.include('for your eyes only')
    }
    await keepScreenshot(stranger.page, 'browser-chat-stranger-desktop-light')
    // The key went to no server: in no address, no header.
    for (const { requests } of [alice, invited])
      expect(requests.filter((request) => request.includes(key))).to.deep.equal([])
    await invited.page.context().close()
    await stranger.page.context().close()
    await page.goto(`${devnet.chat.url}#room=lobby`)
    await alice.row('here again').waitFor()
  })

  it('refuses by itself to go over the limit', async () => {
    for (let left = await alice.left(); left > 0; left--) {
      expect(await alice.say(`message with ${left} left`)).to.match(/^relayed by (1 node|2 nodes)/)
    }
    const fate = await alice.say('one too many')
    expect(fate).to.match(/Not sent: your messages of this epoch are used up, again at/)
    expect(await alice.left()).to.equal(0)
    await heardBy(1)
  })

  it('scrolls back in history, page by page, to its beginning', async () => {
    const { page } = alice
    const lines = Array.from({ length: BOBS_LINES }, (_, number) => `line ${number} of bob`)
    for (const text of lines) await publishAsBob(text)
    await page.reload()
    await alice.row(lines.at(-1)!).waitFor()
    expect(await alice.row('hello from a page').count()).to.equal(0)
    const newest = await alice.texts()
    expect(newest).to.have.length(20)
    await page.getByRole('button', { name: 'Earlier messages' }).click()
    await page.getByText('The conversation begins here.').waitFor()
    const all = await alice.texts()
    expect(all.slice(-newest.length)).to.deep.equal(newest)
    expect(all[0]).to.match(/^hello from a page/)
    expect(new Set(all).size).to.equal(all.length)
    await alice.unlock(PASSWORD)
  })

  it('exports the keystore, and where it is imported sends nothing while it does not know what was sent', async () => {
    const downloading = alice.page.waitForEvent('download')
    await alice.page.getByRole('button', { name: 'Export keystore' }).click()
    await (await downloading).saveAs(keystorePath)
    const { page } = await open(await newContext())
    await page.getByText('I have a keystore already').click()
    await page.getByLabel('Keystore file').setInputFiles(keystorePath)
    await page.locator('#import-name').fill('alice elsewhere')
    await page.getByLabel('Password of the keystore').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.locator('#text:enabled').waitFor()
    await page.locator('#epoch').filter({ hasText: 'nothing before' }).waitFor()
    await page.getByLabel('Message', { exact: true }).fill('too early')
    await page.keyboard.press('Enter')
    await page.locator('.fate').filter({ hasText: 'what this identity sent before' }).waitFor()
    await page.context().close()
  })

  it('is refused by the relay when a number is used twice all the same, and is caught', async () => {
    await heardBy(1)
    const options = { keystorePath, password: PASSWORD, contentTopic: LOBBY_TOPIC }
    const cheat = await CheatingMember.open(devnet.network, options)
    try {
      const { successes, failures } = await cheat.send('the same number again', 0)
      expect([successes, failures.map(({ error }) => error)]).to.deep.equal([[], ['invalid_message']])
      const [spam] = (await (await fetch(`${devnet.network.nodes[0]!.ready.rest}/rln/v1/spam`)).json()) as {
        idCommitment: string
      }[]
      expect(BigInt(spam!.idCommitment)).to.equal(cheat.credential.identity.commitment)
    } finally {
      await cheat.stop()
    }
    // What that node relays afterwards comes through, and nothing else did.
    await publishAs('a member', 0, 'after the cheat')
    const heard: string[] = []
    await waitUntil(systemClock, 'the next message', DELIVERY_TIMEOUT_MS, async () => {
      heard.push(...(await heardBy(1)))
      return heard.length > 0
    })
    expect(heard).to.deep.equal(['after the cheat'])
  })

  it('prolongs the membership, ends it, and gets the deposit back', async () => {
    const { page, question } = alice
    const state = (text: string) => page.locator('#member-state').filter({ hasText: text }).waitFor()
    const remark = (text: string) => page.locator('#membership-remark').filter({ hasText: text }).waitFor()
    const look = () => page.getByRole('button', { name: 'Look again' }).click()
    const approve = () => question.getByRole('button', { name: 'Approve' }).click()
    await page.locator('#member-wallets').getByRole('button', { name: 'Connect Play wallet' }).click()
    await page.locator('#member-wallet-remark').filter({ hasText: 'is connected' }).waitFor()
    await devnet.passTime(ACTIVE_SECONDS)
    await look()
    await state('to be prolonged')
    await page.getByRole('button', { name: 'Prolong' }).click()
    await question.getByRole('button', { name: 'Reject' }).click()
    await remark('You have refused it in the wallet.')
    await page.getByRole('button', { name: 'Prolong' }).click()
    await approve()
    await remark('Prolonged.')
    await state('active')
    await devnet.passTime(GRACE_SECONDS + ACTIVE_SECONDS)
    await look()
    await state('to be prolonged')
    await page.getByRole('button', { name: 'End it' }).click()
    await approve()
    await state('ended')
    await devnet.passTime(DEPOSIT_RELEASE_SECONDS)
    await page.getByRole('button', { name: 'Withdraw the deposit' }).click()
    for (const done = page.locator('#membership-remark').filter({ hasText: 'back in your account' }); ; ) {
      await question.or(done).first().waitFor()
      if (await done.isVisible()) break
      await approve()
    }
    expect(await page.locator('#membership-remark').innerText()).to.equal('0.5 TST are back in your account.')
  })

  it('did nothing that its Content-Security-Policy stops, and had no error', () => {
    for (const visitor of visitors) visitor.expectNoComplaints()
  })
})
