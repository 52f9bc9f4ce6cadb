import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { ROOMS } from '../../../scripts/house-plan.ts'
import { findImportViolations } from '../../../scripts/import-rules.ts'

const root = join(import.meta.dirname, '..', '..', '..')

type Files = Readonly<Record<string, string>>

/** One import of each kind that the plan allows. */
const soundTree: Files = {
  'src/foundation/index.ts': `export * from './bytes.ts'`,
  'src/foundation/bytes.ts': `import { sha256 } from '@noble/hashes/sha2.js'\nexport const bytes = sha256`,
  'src/message/index.ts': `export * from './codec.ts'`,
  'src/message/codec.ts': `import { bytes } from '../foundation/index.ts'\nexport const codec = bytes`,
  'src/rln/index.ts': `export * from './prover.ts'`,
  'src/rln/prover.ts': `import * as tree from '@zk-kit/incremental-merkle-tree'\nexport const prover = tree`,
  'src/rln/server.ts': `export * from './index.ts'\nexport * from './worker-prover.ts'`,
  'src/rln/worker-prover.ts': `import { Worker } from 'node:worker_threads'\nexport const worker = Worker`,
  'src/storage/index.ts': 'export const memory = 1',
  'src/storage/server.ts': `export * from './sqlite.ts'`,
  'src/storage/sqlite.ts': `import { DatabaseSync } from 'node:sqlite'\nexport const sqlite = DatabaseSync`,
  'src/membership/index.ts': `import { Contract } from 'ethers'\nimport { prover } from '../rln/index.ts'\nexport const membership = [Contract, prover]`,
  'src/network/index.ts': `import type { Libp2p } from 'libp2p'\nexport type Host = Libp2p`,
  'src/spam-protection/index.ts': `import { membership } from '../membership/index.ts'\nexport const verdict = membership`,
  'src/relay/index.ts': `import type { Host } from '../network/index.ts'\nexport type Relay = Host`,
  'src/services/store/index.ts': `import { codec } from '../../message/index.ts'\nexport const store = codec`,
  'src/services/filter/index.ts': 'export const filter = 1',
  'src/config/index.ts': 'export const config = 1',
  'src/node/index.ts': `import { config } from '../config/index.ts'\nimport { sqlite } from '../storage/server.ts'\nexport const node = [config, sqlite]`,
  'src/sdk/index.ts': `import { config } from '../config/index.ts'\nexport const sdk = config`,
  'src/rest/index.ts': `import { fastify } from 'fastify'\nimport { node } from '../node/index.ts'\nexport const rest = [fastify, node]`,
  'src/cli/main.ts': `import { Command } from 'commander'\nimport { rest } from '../rest/index.ts'\nexport const main = [Command, rest]`,
  'scripts/deploy.ts': `import { membership } from '../src/membership/index.ts'\nexport const deploy = membership`,
}

interface Planted {
  readonly what: string
  readonly files: Files
  /** Part of the one line that reports it. */
  readonly line: RegExp
}

const planted: readonly Planted[] = [
  {
    what: 'an import of a higher floor',
    files: { 'src/message/up.ts': `import '../membership/index.ts'` },
    line: /^src\/message\/up\.ts -> src\/membership\/index\.ts: floors: message \(floor 1\)/,
  },
  {
    what: 'an import of a room on the same floor',
    files: { 'src/message/beside.ts': `import '../rln/index.ts'` },
    line: /^src\/message\/beside\.ts -> src\/rln\/index\.ts: floors: message/,
  },
  {
    what: 'a type-only import of a higher floor',
    files: { 'src/rln/up.ts': `import type { Relay } from '../relay/index.ts'\nexport type Up = Relay` },
    line: /^src\/rln\/up\.ts -> src\/relay\/index\.ts: floors: rln/,
  },
  {
    what: 'a dynamic import of a higher floor',
    files: { 'src/rln/up.ts': `export const up = () => import('../node/index.ts')` },
    line: /^src\/rln\/up\.ts -> src\/node\/index\.ts: floors: rln/,
  },
  {
    what: 'relay importing spam protection',
    files: { 'src/relay/validate.ts': `import '../spam-protection/index.ts'` },
    line: /^src\/relay\/validate\.ts -> src\/spam-protection\/index\.ts: floors: relay/,
  },
  {
    what: 'relay importing zero-knowledge',
    files: { 'src/relay/prove.ts': `import '../rln/index.ts'` },
    line: /^src\/relay\/prove\.ts -> src\/rln\/index\.ts: floors: relay/,
  },
  {
    what: 'a service importing another service',
    files: { 'src/services/store/beside.ts': `import '../filter/index.ts'` },
    line: /^src\/services\/store\/beside\.ts -> src\/services\/filter\/index\.ts: floors: services\/store/,
  },
  {
    what: 'the node importing a front desk',
    files: { 'src/node/up.ts': `import '../rest/index.ts'` },
    line: /^src\/node\/up\.ts -> src\/rest\/index\.ts: floors: node/,
  },
  {
    what: 'an import past a door',
    files: { 'src/membership/deep.ts': `import '../rln/prover.ts'` },
    line: /^src\/membership\/deep\.ts -> src\/rln\/prover\.ts: doors: a room is entered/,
  },
  {
    what: 'an import past the door of a service',
    files: { 'src/services/store/codec.ts': '', 'src/node/deep.ts': `import '../services/store/codec.ts'` },
    line: /^src\/node\/deep\.ts -> src\/services\/store\/codec\.ts: doors: a room is entered/,
  },
  {
    what: 'a script importing past a door',
    files: { 'scripts/prove.ts': `import '../src/rln/prover.ts'` },
    line: /^scripts\/prove\.ts -> src\/rln\/prover\.ts: doors: scripts/,
  },
  {
    what: 'a file importing the door of its own room',
    files: { 'src/relay/inside.ts': `import './index.ts'` },
    line: /^src\/relay\/inside\.ts -> src\/relay\/index\.ts: doors: inside a room/,
  },
  {
    what: 'sources importing tests',
    files: { 'test/fake.ts': '', 'src/relay/tested.ts': `import '../../test/fake.ts'` },
    line: /^src\/relay\/tested\.ts -> test\/fake\.ts: doors: src imports nothing/,
  },
  {
    what: 'a library in a room that does not own it',
    files: { 'src/spam-protection/chain.ts': `import 'ethers'` },
    line: /^src\/spam-protection\/chain\.ts -> ethers\/.*: owners: the library belongs to membership/,
  },
  {
    what: 'a type of libp2p in a front desk',
    files: { 'src/rest/peers.ts': `import type { PeerId } from '@libp2p/interface'\nexport type Peer = PeerId` },
    line: /^src\/rest\/peers\.ts -> @libp2p\/interface\/.*: owners: the library belongs to network, relay/,
  },
  {
    what: 'a library that nobody owns',
    files: { 'src/rest/odd.ts': `import 'pino-abstract-transport'` },
    line: /^src\/rest\/odd\.ts -> pino-abstract-transport\/.*: owners: the library has no owner/,
  },
  {
    what: 'a development library in the sources',
    files: { 'src/membership/dev.ts': `import 'chai'` },
    line: /^src\/membership\/dev\.ts -> chai\/.*: declared: package\.json does not list/,
  },
  {
    what: 'the database driver outside storage',
    files: { 'src/node/rows.ts': `import 'node:sqlite'` },
    line: /^src\/node\/rows\.ts -> node:sqlite: owners: Node's database driver/,
  },
  {
    what: "Node's own modules behind an index.ts",
    files: {
      'src/network/index.ts': `export * from './host.ts'`,
      'src/network/host.ts': `import { connect } from 'node:net'\nexport const host = connect`,
    },
    line: /^src\/network\/index\.ts -> src\/network\/host\.ts -> net: runs-anywhere/,
  },
  {
    what: "Node's own modules behind the sdk, through another room",
    files: { 'src/sdk/index.ts': `export * from '../rln/server.ts'` },
    line: /^src\/sdk\/index\.ts -> .*src\/rln\/worker-prover\.ts -> worker_threads: runs-anywhere/,
  },
  {
    what: "Node's own modules in foundation",
    files: { 'src/foundation/files.ts': `import 'node:fs'` },
    line: /^src\/foundation\/files\.ts -> fs: runs-anywhere: foundation/,
  },
  {
    what: 'a circle of imports',
    files: { 'src/relay/a.ts': `import './b.ts'`, 'src/relay/b.ts': `import './a.ts'` },
    line: /^src\/relay\/a\.ts -> src\/relay\/b\.ts -> src\/relay\/a\.ts: cycles/,
  },
  {
    what: 'an import that leads nowhere',
    files: { 'src/relay/lost.ts': `import './nowhere.ts'` },
    line: /^src\/relay\/lost\.ts -> \.\/nowhere\.ts: declared: the import leads nowhere/,
  },
]

async function violationsOf(files: Files): Promise<string[]> {
  const tree = mkdtempSync(join(tmpdir(), 'house-'))
  try {
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
    symlinkSync(join(root, 'package.json'), join(tree, 'package.json'))
    for (const [path, text] of Object.entries({ ...soundTree, ...files })) {
      mkdirSync(dirname(join(tree, path)), { recursive: true })
      writeFileSync(join(tree, path), `${text}\n`)
    }
    return await findImportViolations(tree)
  } finally {
    rmSync(tree, { recursive: true })
  }
}

describe('the plan of the house', function () {
  this.timeout(20_000)

  it('has each room on one floor', () => {
    expect(new Set(ROOMS).size).to.equal(ROOMS.length)
  })

  it('lets a sound tree pass', async () => {
    expect(await violationsOf({})).to.deep.equal([])
  })

  for (const { what, files, line } of planted) {
    it(`catches ${what}`, async () => {
      const lines = await violationsOf(files)
      expect(
        lines.some((found) => line.test(found)),
        `no line like ${line} in:\n${lines.join('\n')}`,
      ).to.equal(true)
    })
  }
})
