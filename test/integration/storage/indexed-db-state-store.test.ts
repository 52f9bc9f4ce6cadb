import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { bundleSdk } from '../../../scripts/sdk-bundle.ts'
import type { StateStore } from '../../../src/foundation/index.ts'
import { StorageError, type StorageErrorCode } from '../../../src/storage/index.ts'
import { launchChromium } from '../../support/chromium.ts'
import { PageServer } from '../../support/page-server.ts'
import { expectRefusal, stateStoreCompliance } from '../../support/state-store-compliance.ts'

/** Stores by number, called from the test: what is bytes travels as text. */
const PAGE_SOURCE = `
import { openIndexedDbStateStore } from './src/storage/index.ts'
import { bytesToHex, hexToBytes } from './src/foundation/index.ts'

const stores = []
const pack = (value) => JSON.stringify(value, (_, it) => (it instanceof Uint8Array ? { hex: bytesToHex(it) } : it))
const unpack = (text) => JSON.parse(text, (_, it) => (it?.hex !== undefined ? hexToBytes(it.hex) : it))

globalThis.open = async (name) => stores.push(await openIndexedDbStateStore(name)) - 1
globalThis.openWaiting = (name) => {
  const giveUp = new AbortController()
  globalThis.giveUp = () => giveUp.abort(new Error('given up'))
  globalThis.waiting = openIndexedDbStateStore(name, { waitForLock: true, signal: giveUp.signal }).then(
    (store) => store.close().then(() => 'opened'),
    (error) => error.message,
  )
}
globalThis.call = async (store, method, given) => pack({ result: await stores[store][method](...unpack(given)) })
`

interface WaitingPage {
  openWaiting(name: string): void
  giveUp(): void
  readonly waiting: Promise<string>
}

type PageCall = (...args: never[]) => Promise<unknown>

const pack = (value: unknown): string =>
  JSON.stringify(value, (_, it) => (it instanceof Uint8Array ? { hex: Buffer.from(it).toString('hex') } : it))

const unpack = (text: string): { result?: unknown } =>
  JSON.parse(text, (_, it) => (it?.hex === undefined ? it : new Uint8Array(Buffer.from(it.hex, 'hex'))))

/** Calls a function of the page; a StorageError comes back as one. */
async function callPage(page: Page, name: 'open' | 'call', ...args: unknown[]): Promise<unknown> {
  const outcome = await page.evaluate(
    async ([functionName, given]) => {
      const run = (globalThis as unknown as Record<string, PageCall>)[functionName as string]!
      try {
        return { value: await run(...(given as never[])) }
      } catch (error) {
        return { code: (error as { code?: string }).code ?? String(error), message: String(error) }
      }
    },
    [name, args] as const,
  )
  if ('value' in outcome) return outcome.value
  throw new StorageError(outcome.code as StorageErrorCode, outcome.message)
}

async function openIn(page: Page, name: string): Promise<StateStore> {
  const store = await callPage(page, 'open', name)
  const call = async (method: keyof StateStore, ...args: unknown[]): Promise<never> =>
    unpack((await callPage(page, 'call', store, method, pack(args))) as string).result as never
  return {
    get: (...args) => call('get', ...args),
    list: (...args) => call('list', ...args),
    write: (...args) => call('write', ...args),
    deleteRange: (...args) => call('deleteRange', ...args),
    close: () => call('close'),
  }
}

describe('openIndexedDbStateStore', function () {
  this.timeout(180_000)
  let browser: Browser | undefined
  let server: PageServer
  let page: Page
  let names = 0

  before(async function () {
    browser = await launchChromium()
    if (browser === undefined) return this.skip()
    server = await PageServer.start((await bundleSdk(PAGE_SOURCE)).code)
    page = await newPage()
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
  })

  async function newPage(): Promise<Page> {
    const opened = await (page?.context() ?? (await browser!.newContext())).newPage()
    await opened.goto(server.origin)
    await opened.waitForFunction(() => 'call' in globalThis)
    return opened
  }

  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
  const newName = (): string => `store-${names++}`

  stateStoreCompliance('IndexedDB in Chromium', () => openIn(page, newName()))

  it('is closed when another script of the site takes its lock away', async () => {
    const name = newName()
    const store = await openIn(page, name)
    await store.write([{ space: 's', key: bytes('k'), value: bytes('v') }])
    const thief = await newPage()
    const steal = (lockName: string) => navigator.locks.request(lockName, { steal: true }, () => undefined)
    await thief.evaluate(steal, `waku-rln-relay: ${name}`)
    await expectRefusal(store.get('s', bytes('k')), 'store_closed')
    await thief.close()
  })

  it('still has after a reload what was written before', async () => {
    const name = newName()
    await (await openIn(page, name)).write([{ space: 's', key: bytes('k'), value: bytes('v') }])
    await page.reload()
    await page.waitForFunction(() => 'call' in globalThis)
    const store = await openIn(page, name)
    expect(await store.get('s', bytes('k'))).to.deep.equal(bytes('v'))
    await store.close()
  })

  it('is for one page at a time, and free again when that is closed', async () => {
    const name = newName()
    const store = await openIn(page, name)
    const other = await newPage()
    await expectRefusal(openIn(other, name), 'store_in_use')
    await expectRefusal(openIn(page, name), 'store_in_use')
    await store.close()
    await openIn(other, name)
    await expectRefusal(openIn(page, name), 'store_in_use')
    // Without a word, as when it crashes.
    await other.close()
    await page.evaluate((its) => (globalThis as unknown as WaitingPage).openWaiting(its), name)
    expect(await page.evaluate(() => (globalThis as unknown as WaitingPage).waiting)).to.equal('opened')
  })

  it('lets a page wait until the other one closes it, or gives up waiting', async () => {
    const name = newName()
    const store = await openIn(page, name)
    const other = await newPage()
    const isWaiting = () =>
      other.waitForFunction(async () => ((await navigator.locks.query()).pending ?? []).length === 1)
    await other.evaluate((its) => (globalThis as unknown as WaitingPage).openWaiting(its), name)
    await isWaiting()
    await other.evaluate(() => (globalThis as unknown as WaitingPage).giveUp())
    expect(await other.evaluate(() => (globalThis as unknown as WaitingPage).waiting)).to.equal('given up')
    await other.evaluate((its) => (globalThis as unknown as WaitingPage).openWaiting(its), name)
    await isWaiting()
    await store.close()
    expect(await other.evaluate(() => (globalThis as unknown as WaitingPage).waiting)).to.equal('opened')
    await other.close()
  })
})
