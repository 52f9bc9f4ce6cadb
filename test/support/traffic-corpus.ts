import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadArtifacts, type RlnArtifacts } from '../../src/rln/index.ts'
import { fileArtifactSource } from '../../src/rln/server.ts'
import { honestMembers } from './corpus-network.ts'
import { type CorpusMessage, proveHonest, proveSpam } from './corpus-prover.ts'

/** To be raised when anything about the corpus changes but the numbers in its files' names. */
const VERSION = 1
const folder = join(tmpdir(), `waku-traffic-corpus-${VERSION}`)

/** Messages with real proofs under the development key, in the order they are to be sent. */
export interface TrafficCorpus {
  readonly honest: readonly CorpusMessage[]
  readonly spam: readonly CorpusMessage[]
}

/**
 * The corpus, from the system's folder for temporary files where it was made before; else it is made, which takes a third
 * of a second for each honest message, and kept there.
 */
export async function openTrafficCorpus(honest: number, spam: number): Promise<TrafficCorpus> {
  const startedMs = performance.now()
  const artifacts = await loadArtifacts(fileArtifactSource(), 'development')
  const perMember = Math.ceil(honest / honestMembers.length)
  const ofMembers: CorpusMessage[] = []
  for (const member of honestMembers) {
    const name = `honest-${member.index}-${perMember}`
    ofMembers.push(...(await kept(name, () => proveHonest(artifacts, member, perMember))))
  }
  const ofSpammer = spam === 0 ? [] : await kept(`spam-${spam}`, () => proveSpam(artifacts, spam))
  const seconds = (performance.now() - startedMs) / 1_000
  console.error(`${honest} honest messages and ${spam} of a spammer with real proofs: ready in ${seconds.toFixed(1)} s`)
  return { honest: ofMembers.sort((a, b) => a.atMs - b.atMs).slice(0, honest), spam: ofSpammer }
}

/** The key that the corpus was made under. */
export async function corpusVerificationKey(): Promise<RlnArtifacts['verificationKey']> {
  return (await loadArtifacts(fileArtifactSource(), 'development')).verificationKey
}

async function kept(name: string, make: () => Promise<CorpusMessage[]>): Promise<CorpusMessage[]> {
  const path = join(folder, `${name}.json`)
  const known = read(path)
  if (known !== undefined) return known
  const messages = await make()
  mkdirSync(folder, { recursive: true })
  const unfinished = `${path}.${process.pid}`
  writeFileSync(unfinished, JSON.stringify(messages.map(({ atMs, data }) => [atMs, Buffer.from(data).toString('hex')])))
  renameSync(unfinished, path)
  return messages
}

function read(path: string): CorpusMessage[] | undefined {
  try {
    const rows = JSON.parse(readFileSync(path, 'utf8')) as [number, string][]
    return rows.map(([atMs, hex]) => ({ atMs, data: new Uint8Array(Buffer.from(hex, 'hex')) }))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
