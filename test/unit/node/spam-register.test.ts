import { expect } from 'chai'
import type { SlashedMember } from '../../../src/membership/index.ts'
import { EvidenceMemory } from '../../../src/node/evidence-memory.ts'
import { SpamRegister } from '../../../src/node/spam-register.ts'
import type { DoubleSignalEvidence } from '../../../src/spam-protection/index.ts'

const evidence: DoubleSignalEvidence = {
  idCommitment: 7n,
  epoch: 29n,
  nullifier: 123_456_789n,
  shares: [
    { x: 111_111n, y: 222_222n },
    { x: 333_333n, y: 444_444n },
  ],
  peers: [undefined, 'b'],
  detectedAtMs: 5,
  memberIndex: 2,
}

function setUp({ members = [7n] }: { members?: bigint[] } = {}) {
  const listeners = new Set<(member: SlashedMember) => void>()
  const view = {
    memberOf: (idCommitment: bigint) =>
      members.includes(idCommitment) ? { idCommitment, index: 2, rateLimit: 1 } : undefined,
    onSlashed: (listener: (member: SlashedMember) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const slash = (idCommitment: bigint): void => {
    for (const listener of listeners) listener({ idCommitment, identitySecretHash: 999_999n })
  }
  const reports = new Map<bigint, 'waiting' | 'slashed'>()
  const slashReporter = { reportOf: (idCommitment: bigint) => reports.get(idCommitment) }
  return { register: new SpamRegister({ view, slashReporter }), slash, reports, members, listeners }
}

describe('SpamRegister', () => {
  it('notes whom evidence is saved of, without what gives the secret', async () => {
    const { register } = setUp()
    const store = new EvidenceMemory()
    await register.watch(store).save(evidence)
    expect(await store.list()).to.deep.equal([evidence])
    const records = register.records()
    expect(records).to.deep.equal([
      { idCommitment: 7n, epoch: 29n, detectedAtMs: 5, memberIndex: 2, peers: ['b'], fate: 'member' },
    ])
    const text = JSON.stringify(records, (_key, value) => (typeof value === 'bigint' ? String(value) : value))
    expect(text).to.not.match(/111111|222222|333333|444444|123456789/)
  })

  it('knows again after a restart whom evidence was saved of', async () => {
    const { register } = setUp()
    const store = new EvidenceMemory()
    await store.save(evidence)
    await register.watch(store).list()
    expect(register.records()).to.have.length(1)
  })

  it('follows what becomes of a convict', async () => {
    const { register, slash, reports, members } = setUp()
    await register.watch(new EvidenceMemory()).save(evidence)
    reports.set(7n, 'waiting')
    expect(register.records()[0]).to.include({ fate: 'member', slashReport: 'waiting' })
    members.pop()
    expect(register.records()[0]).to.include({ fate: 'gone' })
    slash(7n)
    reports.set(7n, 'slashed')
    expect(register.records()[0]).to.include({ fate: 'slashed', slashReport: 'slashed', epoch: 29n })
  })

  it('shows also who was slashed for what others saw, newest first, and never the published secret', async () => {
    const { register, slash, listeners } = setUp()
    await register.watch(new EvidenceMemory()).save(evidence)
    slash(8n)
    expect(register.records().map(({ idCommitment }) => idCommitment)).to.deep.equal([8n, 7n])
    expect(register.records()[0]).to.deep.equal({ idCommitment: 8n, fate: 'slashed' })
    register.close()
    expect(listeners.size).to.equal(0)
  })

  it('keeps the newest 1024', async () => {
    const { register, slash } = setUp()
    for (let id = 1n; id <= 1_100n; id++) slash(id)
    const records = register.records()
    expect(records).to.have.length(1_024)
    expect(records[0]!.idCommitment).to.equal(1_100n)
  })
})
