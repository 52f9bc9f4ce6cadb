import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { errorDocs, listCodes } from '../../../scripts/error-docs.ts'
import { listFiles } from '../../../scripts/source-rules.ts'
import { messageDefects } from '../../../src/message/waku-message-codec.ts'
import { reasonCodes } from '../../../src/spam-protection/verdict.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const documentText = readFileSync(join(root, 'docs', 'errors.md'), 'utf8')

/** The codes that the rooms really use: the `*ErrorCodes` lists as loaded, not as text. */
async function loadErrorCodes(): Promise<Map<string, readonly string[]>> {
  const paths = listFiles(root, 'src').filter((path) => path.endsWith('-error.ts'))
  const lists = new Map<string, readonly string[]>()
  for (const path of paths) {
    const exported = (await import(join(root, path))) as Record<string, unknown>
    const name = Object.keys(exported).find((key) => key.endsWith('ErrorCodes'))
    if (name !== undefined) lists.set(path, exported[name] as readonly string[])
  }
  return lists
}

describe('docs/errors.md', () => {
  it('is what `npm run generate` makes of the sources', () => {
    expect(documentText).to.equal(errorDocs(root))
  })

  it('lists every error code of every room, and no other', async () => {
    const documented = new Map(listCodes(root).map(({ path, entries }) => [path, entries.map(({ code }) => code)]))
    const loaded = await loadErrorCodes()
    expect(loaded.size).to.be.greaterThan(5)
    for (const [path, codes] of loaded) expect(documented.get(path), path).to.deep.equal(codes)
  })

  it('lists every verdict and every defect of a message, and no other', () => {
    const documented = new Map(listCodes(root).map(({ path, entries }) => [path, entries.map(({ code }) => code)]))
    expect(documented.get('src/spam-protection/verdict.ts')).to.deep.equal(reasonCodes)
    expect(documented.get('src/message/waku-message-codec.ts')).to.deep.equal(messageDefects)
    expect(documented.get('src/rln/proof.ts')).to.include('pairing_failed')
  })

  it('says something about every code', () => {
    for (const { path, entries } of listCodes(root)) {
      for (const { code, meaning } of entries) expect(meaning.length, `${path}: ${code}`).to.be.greaterThan(10)
    }
  })
})

describe('error codes', () => {
  it('are lower-case words, each once in its room', async () => {
    for (const [path, codes] of await loadErrorCodes()) {
      expect(new Set(codes).size, path).to.equal(codes.length)
      for (const code of codes) expect(code, path).to.match(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
    }
  })
})
