import { join } from 'node:path'
import { expect } from 'chai'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import * as encryption from '../../../src/encryption/index.ts'
import { bytesToHex, hexToBytes, systemRandom } from '../../../src/foundation/index.ts'
import { launchChromium } from '../../support/chromium.ts'

const { NoiseHandshake, openEcies, openSymmetric, Secp256k1PrivateKey, SymmetricKey, sealEcies, sealSymmetric } =
  encryption
const ENTRY = join(import.meta.dirname, '../../../src/encryption/index.ts')

/** What the page does, as text: it runs there, with the bundle as `encryption`. All bytes are hexadecimal. */
const PAGE_PROGRAM = `
  const random = { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) }
  const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16))
  const ownKey = encryption.Secp256k1PrivateKey.generate(random)
  const handshake = new encryption.NoiseHandshake({ random }, {
    pattern: 'XX', role: 'initiator', staticKey: encryption.X25519PrivateKey.generate(random),
  })
  globalThis.page = {
    publicKey: toHex(ownKey.publicKey),
    sealSymmetric: (hex, key) => toHex(encryption.sealSymmetric(fromHex(hex), encryption.SymmetricKey.from(key), random, ownKey)),
    sealEcies: (hex, key) => toHex(encryption.sealEcies(fromHex(hex), fromHex(key), random, ownKey)),
    openSymmetric: (hex, key) => toHex(encryption.openSymmetric(fromHex(hex), encryption.SymmetricKey.from(key)).payload),
    openEcies: (hex) => toHex(encryption.openEcies(fromHex(hex), ownKey).payload),
    write: () => toHex(handshake.write()),
    read: (hex) => handshake.read(fromHex(hex)).ok,
    sealInSession: (hex) => toHex(handshake.finish().seal(fromHex(hex))),
  }
`

describe('encryption in a browser', function () {
  this.timeout(120_000)
  let browser: Browser | undefined
  let page: Page

  before(async function () {
    browser = await launchChromium()
    if (browser === undefined) return this.skip()
    const bundle = await build({
      entryPoints: [ENTRY],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'encryption',
      platform: 'browser',
      minify: true,
    })
    page = await browser.newPage()
    await page.addScriptTag({ content: `${bundle.outputFiles[0]!.text}\n${PAGE_PROGRAM}` })
  })
  after(() => browser?.close())

  const ask = (method: string, ...values: string[]): Promise<unknown> =>
    page.evaluate(`page.${method}(${values.map((value) => JSON.stringify(value)).join(', ')})`)
  const askBytes = async (method: string, ...values: string[]): Promise<Uint8Array> =>
    hexToBytes((await ask(method, ...values)) as string)

  it('seals and opens the same bytes as Node, symmetric and ECIES', async () => {
    const payload = new TextEncoder().encode('from one to the other')
    const symKey = SymmetricKey.generate(systemRandom)
    const ownKey = Secp256k1PrivateKey.generate(systemRandom)
    const pageKey = hexToBytes((await page.evaluate('page.publicKey')) as string)
    const keyHex = bytesToHex(symKey.expose())

    const symmetric = openSymmetric(await askBytes('sealSymmetric', bytesToHex(payload), keyHex), symKey)!
    const ecies = openEcies(await askBytes('sealEcies', bytesToHex(payload), bytesToHex(ownKey.publicKey)), ownKey)!
    for (const opened of [symmetric, ecies]) {
      expect(opened.payload).to.deep.equal(payload)
      expect(opened.signaturePublicKey).to.deep.equal(pageKey)
    }
    const sealed = bytesToHex(sealSymmetric(payload, symKey, systemRandom))
    expect(await askBytes('openSymmetric', sealed, keyHex)).to.deep.equal(payload)
    const toPage = bytesToHex(sealEcies(payload, pageKey, systemRandom))
    expect(await askBytes('openEcies', toPage)).to.deep.equal(payload)
  })

  it('agrees with Node on a Noise session', async () => {
    const staticKey = encryption.X25519PrivateKey.generate(systemRandom)
    const handshake = new NoiseHandshake({ random: systemRandom }, { pattern: 'XX', role: 'responder', staticKey })
    expect(handshake.read(await askBytes('write')).ok).to.equal(true)
    expect(await ask('read', bytesToHex(handshake.write()))).to.equal(true)
    expect(handshake.read(await askBytes('write')).ok).to.equal(true)
    const payload = Uint8Array.of(1, 2, 3)
    const sealed = await askBytes('sealInSession', bytesToHex(payload))
    expect(handshake.finish().open(sealed)).to.deep.equal({ ok: true, payload })
  })
})
