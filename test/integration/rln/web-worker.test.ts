import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { createVerifier, loadVerificationKey } from '../../../src/rln/index.ts'
import { fileArtifactSource } from '../../../src/rln/server.ts'
import { type Asset, AssetServer, pageOf, scriptOf } from '../../support/asset-server.ts'
import { launchChromium } from '../../support/chromium.ts'
import { repositoryRoot } from '../../support/command-process.ts'
import { fromPageProof, type PageProof } from '../../support/page-proof.ts'

const ARTIFACTS = ['manifest.json', 'rln-20-16.wasm', 'rln-20-16-development.zkey', 'rln-20-16-development.vkey.json']

/** Everything at once: the workers get their setup while their script is still loading. */
const PAGE_SOURCE = `
import { createProverOnWorkers, createVerifierOnWorkers, loadArtifacts, webWorkerSpawner } from './src/rln/index.ts'
import { fetchArtifactSource } from './src/sdk/fetch-artifact-source.ts'
import { MessageWitnesses } from './test/support/message-witnesses.ts'
import { toPageProof } from './test/support/page-proof.ts'

globalThis.proveAndVerify = async () => {
  const artifacts = await loadArtifacts(fetchArtifactSource(location.origin + '/artifacts/'), 'development')
  const spawn = webWorkerSpawner(() => new Worker('/worker.js', { type: 'module' }))
  const prover = await createProverOnWorkers(spawn, artifacts, { threads: 2 })
  const verifier = await createVerifierOnWorkers(spawn, artifacts.verificationKey)
  const { witness, signal } = new MessageWitnesses(20).next(0)
  const { proofBytes, publicSignals } = await prover.prove(witness)
  const verdicts = [await verifier.verify(proofBytes, publicSignals)]
  verdicts.push(await verifier.verify(proofBytes, { ...publicSignals, y: publicSignals.y + 1n }))
  await Promise.all([prover.close(), verifier.close()])
  return { proof: toPageProof(proofBytes, publicSignals, signal), verdicts }
}
`

declare const proveAndVerify: () => Promise<{ proof: PageProof; verdicts: unknown[] }>

describe('Web Workers in a real browser', function () {
  this.timeout(120_000)
  let browser: Browser | undefined
  let server: AssetServer
  let page: Page

  before(async function () {
    browser = await launchChromium()
    if (browser === undefined) return this.skip()
    const assets = new Map<string, Asset>([
      ['/', pageOf('/page.js')],
      ['/page.js', await scriptOf(PAGE_SOURCE)],
      ['/worker.js', await scriptOf("import './src/rln/web-worker.ts'")],
    ])
    for (const name of ARTIFACTS) {
      const body = await readFile(join(repositoryRoot, 'circuits', 'artifacts', name))
      assets.set(`/artifacts/${name}`, { contentType: 'application/octet-stream', body })
    }
    server = await AssetServer.start(assets)
    page = await browser.newPage()
    await page.goto(server.origin)
    // A page is loaded for the browser while its script still waits for its arithmetic.
    await page.waitForFunction(() => 'proveAndVerify' in globalThis)
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('prove and verify, with the setup sent before their script has loaded', async () => {
    const { proof, verdicts } = await page.evaluate(() => proveAndVerify())
    expect(verdicts).to.deep.equal([{ valid: true }, { valid: false, reason: 'pairing_failed' }])
    const verifier = await createVerifier(await loadVerificationKey(fileArtifactSource(), 'development'))
    const { proofBytes, publicSignals } = fromPageProof(proof)
    expect(await verifier.verify(proofBytes, publicSignals)).to.deep.equal({ valid: true })
    await verifier.close()
  })
})
