import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { EvidenceFiles, evidencePath, readEvidenceFile } from '../../../src/node/evidence-files.ts'
import type { DoubleSignalEvidence } from '../../../src/spam-protection/index.ts'

function evidenceOf(idCommitment: bigint, detectedAtMs: number): DoubleSignalEvidence {
  return {
    idCommitment,
    epoch: 2n ** 63n,
    nullifier: 2n ** 250n + 1n,
    shares: [
      { x: 1n, y: 2n ** 253n },
      { x: 3n, y: 4n },
    ],
    peers: [undefined, 'peer'],
    detectedAtMs,
  }
}

describe('EvidenceFiles', () => {
  let folder: string
  let files: EvidenceFiles
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'evidence-')), 'evidence')
    files = new EvidenceFiles(folder)
  })
  afterEach(() => rm(join(folder, '..'), { recursive: true }))

  it('gives back what it was given, exactly, in the order of detection', async () => {
    const later = { ...evidenceOf(1n, 20), memberIndex: 7 }
    const earlier = evidenceOf(2n ** 253n, 10)
    for (const evidence of [later, earlier]) await files.save(evidence)
    expect(await files.list()).to.deep.equal([earlier, later])
    expect(await readEvidenceFile(evidencePath(folder, 1n))).to.deep.equal(later)
  })

  it('keeps one file a convict, which only its owner can read, and nothing besides', async () => {
    await files.save(evidenceOf(5n, 1))
    await files.save(evidenceOf(5n, 2))
    expect(await readdir(folder)).to.have.length(1)
    expect((await stat(evidencePath(folder, 5n))).mode & 0o777).to.equal(0o600)
    expect((await stat(folder)).mode & 0o777).to.equal(0o700)
    expect((await files.list())[0]?.detectedAtMs).to.equal(2)
  })

  it('is empty before the first, and passes over files that are none of its own', async () => {
    expect(await files.list()).to.deep.equal([])
    await files.save(evidenceOf(5n, 1))
    await writeFile(join(folder, `${'0'.repeat(64)}.json.tmp`), 'half')
    await writeFile(join(folder, 'notes.txt'), 'mine')
    expect(await files.list()).to.have.length(1)
  })
})
