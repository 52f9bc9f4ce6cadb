import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { bundleSdk } from '../../../scripts/sdk-bundle.ts'
import { DEFAULT_PBKDF2_ITERATIONS } from '../../../src/membership/keystore-encryption.ts'
import { launchChromium } from '../../support/chromium.ts'
import { runCommandLine } from '../../support/command-line.ts'
import { repositoryRoot } from '../../support/command-process.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'
import { PageServer } from '../../support/page-server.ts'
import type { TestWallet } from '../../support/test-wallet.ts'
import { PASSWORD, WalletPage } from '../../support/wallet-page.ts'

/** Around the program of the guide: a wallet in the window, and what a test wants to know. */
const HARNESS = `
globalThis.ethereum = {
  request: async (args) => {
    const { error, answer } = await globalThis.askWallet(args)
    if (error !== undefined) throw error
    return answer
  },
}
globalThis.steps = []
globalThis.begin = async (contractAddress, password) => {
  const onProgress = ({ what, step }) => steps.push(what + ' ' + step)
  const membership = await openMembership(ethereum, contractAddress, password, async (text) => !!steps.push(text), onProgress)
  const { identity, treeIndex } = membership.credential
  const text = await keystore.exportText()
  const idCommitment = String(identity.commitment)
  const secrets = [identity.trapdoor, identity.nullifier, identity.secretHash].map(String)
  return { idCommitment, treeIndex, keystore: text, secrets }
}
globalThis.imported = async (name, text, password) => {
  const store = await openIndexedDbStateStore(name)
  let ticks = 0
  const ticking = setInterval(() => ticks++, 10)
  const { treeIndex } = await new StoredKeystore({ store }).importText(text, password)
  clearInterval(ticking)
  await store.close()
  return { treeIndex, ticks }
}
`

interface Member {
  readonly idCommitment: string
  readonly treeIndex: number
  readonly keystore: string
  readonly secrets: string[]
}

declare const begin: (contractAddress: string, password: string) => Promise<Member>
declare const imported: (name: string, text: string, password: string) => Promise<{ treeIndex: number; ticks: number }>
declare const steps: string[]

describe('the wallet program of the guide in a real browser', function () {
  this.timeout(120_000)
  let browser: Browser | undefined
  let fixture: MembershipFixture
  let server: PageServer
  let folder: string

  before(async function () {
    browser = await launchChromium()
    if (browser === undefined) return this.skip()
    folder = await mkdtemp(join(tmpdir(), 'wallet-page-'))
    fixture = await startMembershipFixture()
    const program = await readFile(join(repositoryRoot, 'examples', 'sdk', 'wallet.ts'), 'utf8')
    const source = `${program.replace('waku-rln-relay/sdk', './src/sdk/index.ts')}\n${HARNESS}`
    server = await PageServer.start((await bundleSdk(source)).code)
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
    await fixture?.stop()
    if (folder !== undefined) await rm(folder, { recursive: true })
  })

  async function open(wallet: TestWallet): Promise<Page> {
    // A context of its own: the tests know nothing of each other.
    const tab = await (await browser!.newContext()).newPage()
    await tab.exposeFunction('askWallet', async (args: { method: string; params: unknown[] }) => {
      try {
        return { answer: await wallet.request(args) }
      } catch (error) {
        const { code, message, data } = error as { code: number; message: string; data: unknown }
        return { error: { code, message, data } }
      }
    })
    await tab.goto(server.origin)
    return tab
  }

  async function beginIn(tab: Page): Promise<Member> {
    // The program opens its store first; a page that was loaded has not run it to the end.
    await tab.waitForFunction(() => 'begin' in globalThis)
    return tab.evaluate(([address, password]) => begin(address!, password!), [fixture.deployment.contract, PASSWORD])
  }

  it('registers, is interrupted by a reload, goes on, and opens what it has the next time', async () => {
    const page = await WalletPage.open(fixture)
    const { wallet, account } = page
    const tab = await open(wallet)
    const atRegistration = Promise.withResolvers<void>()
    wallet.person = ({ method }) => {
      if (method !== 'eth_sendTransaction' || wallet.count(method) < 2) return 'confirm'
      atRegistration.resolve()
      return 'ignore'
    }
    beginIn(tab).catch(() => {})
    await atRegistration.promise
    const [question] = await tab.evaluate(() => steps)
    expect(question).to.equal('A deposit of 1 TST. To confirm: mint test tokens, sign the permit, register')

    wallet.closeWindow()
    wallet.person = () => 'confirm'
    await tab.reload()
    const member = await beginIn(tab)
    expect(await tab.evaluate(() => steps)).to.include('done register')
    expect((await fixture.contract.memberships(member.idCommitment)).holder).to.equal(account)
    expect(Number((await fixture.contract.memberships(member.idCommitment)).index)).to.equal(member.treeIndex)
    const told = JSON.stringify(wallet.requests)
    for (const secret of member.secrets) {
      expect(told).not.to.include(secret).and.not.include(BigInt(secret).toString(16))
    }

    await tab.reload()
    expect(await beginIn(tab)).to.deep.include({ idCommitment: member.idCommitment, treeIndex: member.treeIndex })
    expect(await tab.evaluate(() => steps)).to.deep.equal([])
    await tab.context().close()
  })

  it("makes a keystore of nwaku's strength that the command line opens, without holding up the page", async () => {
    const page = await WalletPage.open(fixture)
    const tab = await open(page.wallet)
    const { keystore, idCommitment, treeIndex } = await beginIn(tab)
    expect(keystore).to.include(`"c":${DEFAULT_PBKDF2_ITERATIONS}`)
    const path = join(folder, 'keystore.json')
    await writeFile(path, keystore)
    const passwordPath = join(folder, 'password')
    await writeFile(passwordPath, PASSWORD)
    const flags = ['--rln-relay-cred-path', path, '--rln-relay-cred-password-file', passwordPath]
    const { exitCode, output } = await runCommandLine(['keystore', 'show', ...flags])
    expect(exitCode).to.equal(0)
    expect(output.join('\n')).to.include(BigInt(idCommitment).toString(16))
    const again = await tab.evaluate(([text, password]) => imported('other', text!, password!), [keystore, PASSWORD])
    expect(again.treeIndex).to.equal(treeIndex)
    // Two keys were derived. On the page's own thread that is a second in which nothing ticks.
    expect(again.ticks).to.be.greaterThan(10)
    await tab.context().close()
  })
})
