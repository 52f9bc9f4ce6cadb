import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'chai'
import { bundleSdk, type SdkBundle } from '../../../scripts/sdk-bundle.ts'

/**
 * Most that a page loads for the SDK, gzipped: libp2p, the light protocols, the arithmetic that proves and verifies, and
 * the follower of the contract, and memberships through a wallet. Keys and circuit come on top, once. A page on a slow phone
 * gets this in three seconds.
 */
const MAX_SDK_GZIP_BYTES = 350 * 1024

/** The script of a Web Worker: the arithmetic that proves and verifies, and nothing of a network. */
const MAX_WORKER_GZIP_BYTES = 140 * 1024

/** An application that only makes and reads messages loads no network, no chain and no proofs. */
const MAX_ENCODERS_GZIP_BYTES = 24 * 1024

/** Parts that are printed one by one. */
const WORTH_A_LINE_BYTES = 20_000

const kib = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KiB`

function print(what: string, { gzipBytes, bytes, parts }: SdkBundle): void {
  console.log(`      ${what} bundle: ${kib(gzipBytes)} gzipped, ${kib(bytes)} minified`)
  for (const [name, size] of parts.filter(([, its]) => its > WORTH_A_LINE_BYTES)) {
    console.log(`        ${kib(size).padStart(8)} ${name}`)
  }
}

describe('the SDK for browsers', function () {
  this.timeout(60_000)
  let bundle: SdkBundle

  before(async () => {
    bundle = await bundleSdk()
  })

  it('reaches no module of Node', () => {
    expect(bundle.nodeImports).to.deep.equal([])
  })

  it('finds an import of Node where there is one', async () => {
    const { nodeImports } = await bundleSdk("export * from './src/rln/server.ts'")
    expect(nodeImports.join('\n')).to.match(/src\/rln\/spawn-thread\.ts imports node:worker_threads/)
  })

  it(`is at most ${MAX_SDK_GZIP_BYTES / 1024} KiB gzipped`, () => {
    print('SDK', bundle)
    expect(bundle.gzipBytes).to.be.at.most(MAX_SDK_GZIP_BYTES)
  })

  it(`gives a Web Worker a script of at most ${MAX_WORKER_GZIP_BYTES / 1024} KiB gzipped, with no module of Node`, async () => {
    const worker = await bundleSdk("import './src/rln/web-worker.ts'")
    print('worker', worker)
    expect(worker.nodeImports).to.deep.equal([])
    expect(worker.gzipBytes).to.be.at.most(MAX_WORKER_GZIP_BYTES)
  })

  it(`costs who imports encoders and decoders alone at most ${MAX_ENCODERS_GZIP_BYTES / 1024} KiB gzipped`, async () => {
    const encoders = await bundleSdk(
      "export { createDecoder, createEncoder, createRoutingInfo } from './src/sdk/index.ts'",
    )
    print('encoders', encoders)
    expect(encoders.gzipBytes).to.be.at.most(MAX_ENCODERS_GZIP_BYTES)
  })

  it('works as one file: an encoder out of it makes a message', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sdk-bundle-'))
    try {
      const file = join(folder, 'sdk.mjs')
      await writeFile(file, bundle.code)
      const { createEncoder, createRoutingInfo, defaultNetworkSharding } = await import(pathToFileURL(file).href)
      const contentTopic = '/app/1/name/proto'
      const routingInfo = createRoutingInfo(defaultNetworkSharding, { contentTopic })
      const wire = await createEncoder({ contentTopic, routingInfo }).toWire({ payload: Uint8Array.of(1) })
      expect(wire).to.be.instanceOf(Uint8Array)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
