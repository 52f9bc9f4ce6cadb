import { expect } from 'chai'
import { identityFromSecrets, unsafe } from '../../../src/rln/index.ts'
import { Convictions } from '../../../src/spam-protection/convictions.ts'
import type { EvidenceStore } from '../../../src/spam-protection/double-signal-evidence.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'
import { FakeView } from './fake-view.ts'
import { MemoryEvidence } from './memory-evidence.ts'

const identity = identityFromSecrets(61n, 62n)

function createConvictions(evidence: EvidenceStore = new MemoryEvidence()) {
  const view = new FakeView()
  const convicted = new Set<bigint>()
  const burnedNullifiers: bigint[] = []
  const logger = new RecordingLogger()
  const metrics = new RecordingMetrics()
  const convictions = new Convictions({
    clock: new FakeClock(),
    view,
    burned: {
      burn: (_epoch, nullifier) => {
        burnedNullifiers.push(nullifier)
      },
      convict: ({ idCommitment }) => {
        convicted.add(idCommitment)
      },
      isConvicted: (idCommitment) => convicted.has(idCommitment),
    },
    evidence,
    logger,
    metrics,
  })
  return { convictions, view, convicted, burnedNullifiers, logger, metrics }
}

function doubleSignal(messageId = 0) {
  const [first, second] = [1n, 2n].map((x) => ({ x, ...unsafe.computeShare(identity.secretHash, 9n, messageId, x) }))
  const shares = [
    { x: first!.x, y: first!.y },
    { x: second!.x, y: second!.y },
  ] as const
  return { epoch: 4n, nullifier: first!.nullifier, shares, peers: [undefined, 'peer'] as const }
}

describe('Convictions', () => {
  it('keeps evidence once for a member, tells listeners once, and burns each nullifier', async () => {
    const evidence = new MemoryEvidence()
    const { convictions, convicted, burnedNullifiers, metrics } = createConvictions(evidence)
    const told: bigint[] = []
    convictions.onConviction(({ idCommitment }) => told.push(idCommitment))
    convictions.convict(doubleSignal(0))
    convictions.convict(doubleSignal(1))
    await convictions.stop()
    expect([...convicted]).to.deep.equal([identity.commitment])
    expect(told).to.deep.equal([identity.commitment])
    expect(evidence.saved).to.have.length(1)
    expect(burnedNullifiers).to.have.length(2)
    expect(metrics.value('waku_rln_convictions_total', { by: 'double_signal' })).to.equal(1)
  })

  it('says whether the convict is still a member', async () => {
    const evidence = new MemoryEvidence()
    const { convictions, view } = createConvictions(evidence)
    view.register(identity, 20)
    convictions.convict(doubleSignal())
    expect(evidence.saved[0]).to.include({ memberIndex: 0 })
  })

  it('survives listeners and stores that fail, and says so', async () => {
    const { convictions, convicted, logger } = createConvictions({
      save: () => Promise.reject(new Error('disk full')),
      list: async () => [],
    })
    convictions.onConviction(() => {
      throw new Error('listener broke')
    })
    convictions.convict(doubleSignal())
    await convictions.stop()
    expect(convicted.size).to.equal(1)
    expect(logger.at('error').map((line) => line.message)).to.have.length(2)
  })

  it('stops listening and telling when asked to', async () => {
    const { convictions, view, convicted } = createConvictions()
    const stopTelling = convictions.onConviction(() => expect.fail('was told'))
    stopTelling()
    await convictions.start()
    expect(view.listeners).to.equal(1)
    await convictions.stop()
    expect(view.listeners).to.equal(0)
    view.slash({ idCommitment: 1n, identitySecretHash: 2n })
    convictions.convict(doubleSignal())
    expect(convicted.has(1n)).to.equal(false)
  })
})
