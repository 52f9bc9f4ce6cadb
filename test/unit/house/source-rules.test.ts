import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { findAmbientState, findBadNames, findFilesWithoutRoom } from '../../../scripts/source-rules.ts'

describe('findBadNames', () => {
  it('lets kebab-case and prescribed names pass', () => {
    const paths = [
      'src/rln/merkle-tree.ts',
      'src/message/waku-message.proto',
      'test/unit/rln/merkle-tree.test.ts',
      'contracts/WakuRlnMembership.sol',
      'circuits/artifacts/rln-20-16.r1cs.json',
      'docs/decisions/README.md',
      'docs/decisions/0001-libp2p.md',
    ]
    expect(findBadNames(paths)).to.deep.equal([])
  })

  it('names the part that breaks the rule', () => {
    expect(findBadNames(['src/rln/merkleTree.ts'])).to.deep.equal([
      'src/rln/merkleTree.ts: names: "merkleTree.ts" is not kebab-case',
    ])
    expect(findBadNames(['src/rln/Merkle.ts'])).to.have.length(1)
    expect(findBadNames(['src/rln/merkle_tree.ts'])).to.have.length(1)
  })

  it('refuses names that say nothing, as file and as folder', () => {
    for (const path of ['src/rln/utils.ts', 'src/common/a.ts', 'test/helpers/a.ts', 'scripts/misc.test.ts']) {
      expect(findBadNames([path]), path).to.have.length(1)
    }
    expect(findBadNames(['src/rln/miscarriage.ts'])).to.deep.equal([])
  })
})

describe('findFilesWithoutRoom', () => {
  it('finds files in no room of the plan, and nothing outside src', () => {
    expect(findFilesWithoutRoom(['src/rln/a.ts', 'src/services/store/a.ts', 'test/x/a.ts'])).to.deep.equal([])
    expect(findFilesWithoutRoom(['src/a.ts', 'src/attic/a.ts', 'src/services/a.ts'])).to.have.length(3)
  })
})

describe('findAmbientState', () => {
  function linesFor(files: Readonly<Record<string, string>>): string[] {
    const tree = mkdtempSync(join(tmpdir(), 'sources-'))
    try {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(tree, path)), { recursive: true })
        writeFileSync(join(tree, path), text)
      }
      return findAmbientState(tree, Object.keys(files))
    } finally {
      rmSync(tree, { recursive: true })
    }
  }

  it('finds the clock and the dice below the assembly floor, with their line', () => {
    const lines = linesFor({
      'src/relay/a.ts': 'const a = 1\nconst now = Date.now()\n',
      'src/rln/b.ts': 'const dice = Math.random()',
      'src/message/c.ts': 'setTimeout(() => undefined, 1)',
      'src/storage/d.ts': 'const bytes = crypto.getRandomValues(new Uint8Array(1))',
    })
    expect(lines).to.deep.equal([
      'src/relay/a.ts:2: ambient state: use an injected Clock instead',
      'src/rln/b.ts:1: ambient state: use an injected Random instead',
      'src/message/c.ts:1: ambient state: use an injected Clock instead',
      'src/storage/d.ts:1: ambient state: use an injected Random instead',
    ])
  })

  it('lets comments, the ports themselves and the higher floors be', () => {
    const lines = linesFor({
      'src/relay/a.ts': '// Date.now() would be wrong here\n/** Not Math.random(). */\n * nor setTimeout()\n',
      'src/foundation/clock.ts': 'Date.now()',
      'src/cli/main.ts': 'Date.now()',
    })
    expect(lines).to.deep.equal([])
  })
})
