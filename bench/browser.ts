/**
 * Proving in a page: our prover on the page's thread, on one and on two Web Workers, and @waku/zerokit-rln-wasm, each in a
 * page of its own of the same Chromium, in turns. "Cold" is a browser profile that was never here; "cached" the same profile
 * again, with what HTTP caches. The first proof of a page runs code that the browser compiled in haste; the others are given apart.
 * Runs under the network's key, which zerokit needs, where that lies in ../shared/artifacts, else under the development
 * key without zerokit. BROWSER_ROUNDS is how many fresh profiles each gets, default 5.
 */
import { existsSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { AssetServer } from '../test/support/asset-server.ts'
import { launchChromium } from '../test/support/chromium.ts'
import { MEMBERS } from '../test/support/message-witnesses.ts'
import type { PageProof } from '../test/support/page-proof.ts'
import { networkKeyFile } from '../test/support/zerokit.ts'
import { type BenchOutcome, type BenchResult, summarize } from './bench-suite.ts'
import type { ContestantPage, Figures } from './browser/contestant-page.ts'
import { assetsUnder, type Contestant, contestantsUnder, ZEROKIT } from './browser/contestants.ts'

const ROUNDS = Number(process.env.BROWSER_ROUNDS ?? 5)
/** Before anything is kept: the server's and the browser's own first time. */
const WARM_UP_ROUNDS = 1
/** In each page, after the first proof; of these the first lets the browser compile what is hot. */
const STEADY_ROUNDS = 3
const STEADY_WARM_UP_ROUNDS = 1

/** Of our page there and zerokit's here. */
declare const contestant: ContestantPage

class Samples {
  readonly #values = new Map<string, number[]>()

  add(name: string, value: number): void {
    this.#values.set(name, [...(this.#values.get(name) ?? []), value])
  }

  addAll(prefix: string, figures: Figures): void {
    for (const [name, value] of Object.entries(figures)) this.add(`${prefix}${name}`, value)
  }

  results(): BenchResult[] {
    return [...this.#values].map(([name, values]) => summarize(name, 'ms', values))
  }
}

async function openPage(context: BrowserContext, url: string): Promise<{ page: Page; readyMs: number }> {
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(error))
  await page.goto(url)
  // A page is loaded for the browser while its script still waits for its arithmetic.
  await page.waitForFunction(() => 'contestant' in globalThis)
  return { page, readyMs: await page.evaluate(() => contestant.ready()) }
}

const roundIn = (page: Page, memberIndex: number): ReturnType<ContestantPage['round']> =>
  page.evaluate((given) => contestant.round(given), memberIndex)

const verifyIn = (page: Page, proof: PageProof): Promise<number> =>
  page.evaluate((given) => contestant.verify(given), proof)

/** A contestant's turn. @returns a proof of its making */
async function turn(
  browser: Browser,
  origin: string,
  { name, path }: Contestant,
  samples: Samples,
): Promise<PageProof> {
  const context = await browser.newContext()
  const cold = await openPage(context, origin + path)
  const first = await roundIn(cold.page, 0)
  samples.add(`${name}: load to ready, cold`, cold.readyMs)
  samples.add(`${name}: first proof`, first.figures.proof!)
  samples.add(`${name}: page start to first proof, cold`, cold.readyMs + first.figures.proof!)
  for (let round = 0; round < STEADY_ROUNDS; round++) {
    // Never the member of the round before, so that the proof is a full one.
    const { figures, proof } = await roundIn(cold.page, (round + 1) % MEMBERS)
    const verify = await verifyIn(cold.page, proof)
    if (round >= STEADY_WARM_UP_ROUNDS) samples.addAll(`${name}: `, { ...figures, verify })
  }
  await cold.page.close()
  const cached = await openPage(context, origin + path)
  samples.add(`${name}: load to ready, cached`, cached.readyMs)
  await context.close()
  return first.proof
}

/** Each accepts what each made, or the run fails. */
async function verifyEachOther(
  browser: Browser,
  origin: string,
  contestants: readonly Contestant[],
  proofs: readonly PageProof[],
): Promise<void> {
  const context = await browser.newContext()
  for (const { path } of contestants) {
    const { page } = await openPage(context, origin + path)
    for (const proof of proofs) await verifyIn(page, proof)
    await page.close()
  }
  await context.close()
}

async function compete(browser: Browser, origin: string, contestants: readonly Contestant[]): Promise<BenchResult[]> {
  const samples = new Samples()
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const kept = round < 0 ? new Samples() : samples
    const proofs: PageProof[] = []
    for (const each of contestants) proofs.push(await turn(browser, origin, each, kept))
    if (round < 0) await verifyEachOther(browser, origin, contestants, proofs)
  }
  return samples.results()
}

function ratiosOf(results: readonly BenchResult[], contestants: readonly Contestant[]): Record<string, number> {
  const median = (name: string): number | undefined => results.find((result) => result.name === name)?.median
  const ratios: Record<string, number> = {}
  for (const { name } of contestants.filter((each) => each.name !== ZEROKIT)) {
    for (const [figure, theirs] of [
      ['load to ready, cold', 'load to ready, cold'],
      ['load to ready, cached', 'load to ready, cached'],
      ['first proof', 'first proof'],
      ['page start to first proof, cold', 'page start to first proof, cold'],
      ['proof', 'proof'],
      ['path cached', 'proof'],
      ['slot finish', 'proof'],
      ['verify', 'verify'],
    ] as const) {
      const yardstick = median(`${ZEROKIT}: ${theirs}`)
      if (yardstick !== undefined)
        ratios[`${name}: ${figure}, x ${ZEROKIT} ${theirs}`] = median(`${name}: ${figure}`)! / yardstick
    }
  }
  return ratios
}

export async function suite(): Promise<BenchOutcome> {
  const notes: string[] = []
  const browser = await launchChromium((line) => notes.push(line))
  if (browser === undefined) return { results: [], ratios: {}, notes }
  const key = existsSync(networkKeyFile) ? 'network' : 'development'
  notes.push(
    key === 'network'
      ? `the network's key; ${ZEROKIT} is @waku/zerokit-rln-wasm 0.2.1, whose one build has one thread; its witness is given`
      : `skipped ${ZEROKIT}: it needs ../shared/artifacts/rln-20-network.zkey; ours runs under the development key`,
  )
  const contestants = contestantsUnder(key)
  const server = await AssetServer.start(await assetsUnder(key))
  try {
    const results = await compete(browser, server.origin, contestants)
    return { results, ratios: ratiosOf(results, contestants), notes }
  } finally {
    await browser.close()
    await server.stop()
  }
}
