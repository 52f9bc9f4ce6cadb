import { expect } from 'chai'
import { concatBytes, varintToBytes } from '../../../src/foundation/index.ts'
import { encodeWakuMessage, type WakuMessage } from '../../../src/message/index.ts'
import { createVerifier, loadVerificationKey, type Verifier } from '../../../src/rln/index.ts'
import { fileArtifactSource } from '../../../src/rln/server.ts'
import { FakeRandom } from '../../support/fake-random.ts'
import { rerandomizedProof } from '../../support/rerandomized-proof.ts'
import { vectorMessage } from '../../support/vector-messages.ts'
import { createFixture } from '../../unit/spam-protection/validation-fixture.ts'

const VARIANTS = 1000
/** Scalar multiplications of the test take longer than what is tested. */
const RERANDOMIZED = 40
const PEERS = 8

const SEED = 6
const random = new FakeRandom(SEED)
const { message: original, root } = vectorMessage('hashed-waku-epoch-600s')

function withProof(message: WakuMessage, proof: Uint8Array): WakuMessage {
  return { ...message, rateLimitProof: { ...message.rateLimitProof!, proof } }
}

/** Bytes of the same signal: what the proof does not cover is changed, or the proof, or only the encoding. */
function variant(index: number): Uint8Array {
  const meta = Uint8Array.of(index & 0xff, index >> 8)
  const { proof } = original.rateLimitProof!
  if (index < RERANDOMIZED) return encodeWakuMessage(withProof(original, rerandomizedProof(proof, random)))
  switch (index % 3) {
    case 0:
      return encodeWakuMessage({ ...original, meta })
    case 1:
      return encodeWakuMessage({ ...original, version: index, ephemeral: index % 2 === 1, meta })
    default:
      // An unknown field of 32 bits behind the message, and its number.
      return concatBytes(encodeWakuMessage(original), varintToBytes((100 << 3) | 5), random.bytes(4))
  }
}

describe('variants of one message with a real proof (reliability row R6)', function () {
  this.timeout(60_000)
  let verifier: Verifier

  before(async () => {
    verifier = await createVerifier(await loadVerificationKey(fileArtifactSource(), 'network'))
  })
  after(() => verifier.close())

  function createValidator() {
    let pairings = 0
    const counting: Pick<Verifier, 'verify'> = {
      verify: (...args) => {
        pairings++
        return verifier.verify(...args)
      },
    }
    const fixture = createFixture({ verifier: counting })
    fixture.clock.jumpTo(Number(original.timestampNs / 1_000_000n))
    fixture.view.roots.add(root)
    return { fixture, pairings: () => pairings }
  }

  it('are each genuinely valid by themselves', async () => {
    for (const index of [0, 1, RERANDOMIZED, RERANDOMIZED + 1, RERANDOMIZED + 2]) {
      const { fixture } = createValidator()
      expect((await fixture.judgeBytes(variant(index))).reason).to.equal('valid')
    }
  })

  it(`cost one pairing, one relay and nobody's score, ${VARIANTS} of them`, async () => {
    const { fixture, pairings } = createValidator()
    const variants = Array.from({ length: VARIANTS }, (_, index) => variant(index))
    expect(new Set(variants.map((bytes) => Buffer.from(bytes).toString('hex'))).size).to.equal(VARIANTS)
    const judge = (data: Uint8Array, index: number) => fixture.judgeBytes(data, `peer-${index % PEERS}`)
    // Half of them at once, the others one after the other.
    const verdicts = await Promise.all(variants.slice(0, VARIANTS / 2).map(judge))
    for (const [index, data] of variants.slice(VARIANTS / 2).entries()) verdicts.push(await judge(data, index))
    const accepted = verdicts.filter(({ action }) => action === 'accept').length
    console.log(`      seed ${SEED}: ${VARIANTS} variants, ${pairings()} verified, ${accepted} relayed`)
    expect(pairings()).to.equal(1)
    expect(accepted).to.equal(1)
    expect(verdicts.filter((verdict) => verdict.action === 'reject' || 'blame' in verdict)).to.deep.equal([])
  })
})
