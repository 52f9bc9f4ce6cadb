import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
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

/** Error codes of each room, sorted. A room may list a part of its codes in a file of their own. */
function codesByRoom(lists: readonly (readonly [path: string, codes: readonly string[]])[]): Map<string, string[]> {
  const errorLists = lists.filter(([path]) => path.endsWith('-error.ts'))
  const byRoom = Map.groupBy(errorLists, ([path]) => dirname(path))
  return new Map([...byRoom].map(([room, parts]) => [room, [...new Set(parts.flatMap(([, codes]) => codes))].sort()]))
}

describe('docs/errors.md', () => {
  it('is what `npm run generate` makes of the sources', () => {
    expect(documentText).to.equal(errorDocs(root))
  })

  it('lists every error code of every room, and no other', async () => {
    const documented = codesByRoom(listCodes(root).map(({ path, entries }) => [path, entries.map(({ code }) => code)]))
    const loaded = codesByRoom([...(await loadErrorCodes())])
    expect(loaded.size).to.be.greaterThan(5)
    for (const [room, codes] of loaded) expect(documented.get(room), room).to.deep.equal(codes)
    for (const room of documented.keys()) expect(loaded.has(room), room).to.equal(true)
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
