import { expect } from 'chai'
import { assetsUnder } from '../../../bench/browser/contestants.ts'

/** A prover with its arithmetic is ten times that. */
const LEAST_SCRIPT_BYTES = 20_000

describe('the pages of the browser suite', () => {
  it('run what they are to measure: no bundler has left it out', async () => {
    const assets = await assetsUnder('development')
    const text = (path: string): string => new TextDecoder().decode(assets.get(path)!.body)
    expect(text('/ours.js')).to.include('contestant')
    for (const path of ['/ours.js', '/worker.js']) expect(text(path).length, path).to.be.greaterThan(LEAST_SCRIPT_BYTES)
  }).timeout(30_000)
})
