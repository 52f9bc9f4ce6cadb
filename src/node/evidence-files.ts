import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from '../membership/server.ts'
import type { DoubleSignalEvidence, EvidenceStore } from '../spam-protection/index.ts'

/** Files read at a start. Every one stands for a member that lost its deposit. */
const MAX_EVIDENCE_FILES = 10_000
const FILE_NAME = /^[0-9a-f]{64}\.json$/

/** Field elements and epochs in decimal, as everywhere where programs other than ours may read them. */
interface EvidenceJson {
  readonly idCommitment: string
  readonly epoch: string
  readonly nullifier: string
  readonly shares: readonly [{ readonly x: string; readonly y: string }, { readonly x: string; readonly y: string }]
  readonly peers: readonly [string | null, string]
  readonly detectedAtMs: number
  readonly memberIndex: number | null
}

/**
 * Evidence as files, one a convict, mode 0600: whoever reads one can compute the convict's secret and slash it. A file
 * of its own can be handed to `wakunode membership slash --evidence` while the node runs.
 */
export class EvidenceFiles implements EvidenceStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async save(evidence: DoubleSignalEvidence): Promise<void> {
    await replaceFile(evidencePath(this.#folder, evidence.idCommitment), `${JSON.stringify(toJson(evidence))}\n`)
  }

  async list(): Promise<readonly DoubleSignalEvidence[]> {
    const names = await readdir(this.#folder).catch(emptyWhenMissing)
    const files = names.filter((name) => FILE_NAME.test(name)).slice(0, MAX_EVIDENCE_FILES)
    const all = await Promise.all(files.map((name) => readEvidenceFile(join(this.#folder, name))))
    return all.sort((a, b) => a.detectedAtMs - b.detectedAtMs)
  }
}

/** Path of a convict's evidence in the folder of a node. */
export function evidencePath(folder: string, idCommitment: bigint): string {
  return join(folder, fileNameOf(idCommitment))
}

/** @throws Error when the file is missing or is no evidence. */
export async function readEvidenceFile(path: string): Promise<DoubleSignalEvidence> {
  const json = JSON.parse(await readFile(path, 'utf8')) as EvidenceJson
  const [first, second] = json.shares
  return {
    idCommitment: BigInt(json.idCommitment),
    epoch: BigInt(json.epoch),
    nullifier: BigInt(json.nullifier),
    shares: [
      { x: BigInt(first.x), y: BigInt(first.y) },
      { x: BigInt(second.x), y: BigInt(second.y) },
    ],
    peers: [json.peers[0] ?? undefined, json.peers[1]],
    detectedAtMs: json.detectedAtMs,
    ...(json.memberIndex !== null && { memberIndex: json.memberIndex }),
  }
}

function toJson(evidence: DoubleSignalEvidence): EvidenceJson {
  const [first, second] = evidence.shares
  return {
    idCommitment: String(evidence.idCommitment),
    epoch: String(evidence.epoch),
    nullifier: String(evidence.nullifier),
    shares: [
      { x: String(first.x), y: String(first.y) },
      { x: String(second.x), y: String(second.y) },
    ],
    peers: [evidence.peers[0] ?? null, evidence.peers[1]],
    detectedAtMs: evidence.detectedAtMs,
    memberIndex: evidence.memberIndex ?? null,
  }
}

function fileNameOf(idCommitment: bigint): string {
  return `${idCommitment.toString(16).padStart(64, '0')}.json`
}

function emptyWhenMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return []
  throw error
}
