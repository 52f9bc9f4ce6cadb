import { expect } from 'chai'
import fc from 'fast-check'
import { bigIntToBytesLE, bytesEqual, bytesToBigIntLE } from '../../../src/foundation/index.ts'
import type { RateLimitProof } from '../../../src/message/index.ts'
import { encodeWakuMessage } from '../../../src/message/index.ts'
import {
  BASE_FIELD_MODULUS,
  epochToBytes,
  FIELD_MODULUS,
  fieldToBytesLE,
  type RlnIdentifier,
} from '../../../src/rln/index.ts'
import { createFixture, type Fixture } from './validation-fixture.ts'

const RUNS = 1000

const fieldBytes = fc.bigInt({ min: 0n, max: FIELD_MODULUS - 1n }).map(fieldToBytesLE)
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const flippedBit = (length: number) => fc.tuple(fc.nat(length - 1), fc.nat(7))

/** Judges a valid message in which one field of the proof was replaced; a little later every time, for the budgets. */
async function judgeWith(fixture: Fixture, field: keyof RateLimitProof, bytes: Uint8Array): Promise<string> {
  fixture.clock.advance(100)
  const message = fixture.message()
  // A peer of its own for each: the same one would soon be cut off.
  const changed = { ...message, rateLimitProof: { ...message.rateLimitProof!, [field]: bytes } }
  return fixture.judge(changed, `peer-${fixture.clock.nowMs()}`)
}

interface Mutation {
  readonly title: string
  readonly field: keyof RateLimitProof
  readonly values: fc.Arbitrary<Uint8Array>
  readonly reason: string
}

const mutations: readonly Mutation[] = [
  { title: 'RLN identifier', field: 'rlnIdentifier', values: bytes32, reason: 'foreign_rln_identifier' },
  { title: 'epoch', field: 'epoch', values: fc.bigInt(0n, 1_000_000n).map(epochToBytes), reason: 'epoch_mismatch' },
  { title: 'root', field: 'merkleRoot', values: fieldBytes, reason: 'unknown_root' },
  { title: 'x', field: 'shareX', values: fieldBytes, reason: 'signal_mismatch' },
  { title: 'y', field: 'shareY', values: fieldBytes, reason: 'proof_invalid' },
  { title: 'nullifier', field: 'nullifier', values: fieldBytes, reason: 'proof_invalid' },
]

describe('ProofValidator: mutations of a valid message', function () {
  this.timeout(60_000)

  for (const { title, field, values, reason } of mutations) {
    it(`refuses ${RUNS} other values of the ${title} as ${reason}`, async () => {
      const fixture = createFixture()
      await fc.assert(
        fc.asyncProperty(values, async (bytes) => {
          fc.pre(!bytesEqual(bytes, fixture.message().rateLimitProof![field]))
          expect(await judgeWith(fixture, field, bytes)).to.equal(reason)
        }),
        { numRuns: RUNS },
      )
      const counts = fixture.validator.counts()
      expect(counts[reason as 'proof_invalid']).to.equal(RUNS)
      expect(counts.valid).to.equal(0)
    })
  }

  it(`refuses ${RUNS} genuinely valid proofs under foreign RLN identifiers`, async () => {
    const fixture = createFixture()
    await fc.assert(
      fc.asyncProperty(bytes32, async (bytes) => {
        const rlnIdentifier = bytes as Uint8Array as RlnIdentifier
        expect(await fixture.judge(fixture.message({ rlnIdentifier }))).to.equal('foreign_rln_identifier')
        fixture.clock.advance(100)
      }),
      { numRuns: RUNS },
    )
    expect(fixture.verifier.calls).to.equal(0)
  })

  it(`accepts on no other shard, out of ${RUNS}`, async () => {
    const fixture = createFixture()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 65_535 }), fc.boolean(), async (shard, isOtherCluster) => {
        const topic = isOtherCluster ? `/waku/2/rs/${shard + 1}/0` : `/waku/2/rs/1/${shard}`
        expect(await fixture.judge(fixture.message(), 'peer-1', topic)).to.equal('wrong_shard')
        fixture.clock.advance(100)
      }),
      { numRuns: RUNS },
    )
  })

  it(`accepts no message with a bit flipped anywhere, out of ${RUNS}, and never throws`, async () => {
    const fixture = createFixture()
    const length = encodeWakuMessage(fixture.message()).length
    await fc.assert(
      fc.asyncProperty(flippedBit(length), async ([index, bit]) => {
        fixture.clock.advance(100)
        const data = encodeWakuMessage(fixture.message())
        data[index] = data[index]! ^ (1 << bit)
        const { reason } = await fixture.judgeBytes(data, `peer-${index}`)
        expect(reason).to.not.equal('internal_error')
        // What the proof does not cover may change: version, ephemeral, the last 95 bytes of our stand-in for a proof.
        if (reason !== 'valid') return
        const changed = await fixture.judgeBytes(data, 'again')
        expect(changed.reason).to.equal('duplicate_share')
      }),
      { numRuns: RUNS },
    )
    expect(fixture.validator.counts().internal_error).to.equal(0)
  })

  it(`judges ${RUNS} times random bytes without an error of its own`, async () => {
    const fixture = createFixture()
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (data) => {
        expect((await fixture.judgeBytes(data)).action).to.not.equal('accept')
      }),
      { numRuns: RUNS },
    )
    expect(fixture.validator.counts().internal_error).to.equal(0)
  })
})

describe('ProofValidator: other encodings of the same values', () => {
  const signals = ['merkleRoot', 'shareX', 'shareY', 'nullifier'] as const

  for (const field of signals) {
    it(`refuses every alias of ${field} without verifying it`, async () => {
      const fixture = createFixture()
      const original = bytesToBigIntLE(fixture.message().rateLimitProof![field])
      let aliases = 0
      for (let alias = original + FIELD_MODULUS; alias < 1n << 256n; alias += FIELD_MODULUS) {
        expect(await judgeWith(fixture, field, bigIntToBytesLE(alias, 32))).to.equal('malformed_proof')
        aliases++
      }
      expect(aliases).to.be.at.least(4)
      expect(fixture.verifier.calls).to.equal(0)
    })

    it(`refuses ${field} of another length`, async () => {
      const fixture = createFixture()
      const original = fixture.message().rateLimitProof![field]
      for (const bytes of [new Uint8Array(), original.subarray(1), Uint8Array.of(...original, 0)]) {
        expect(await judgeWith(fixture, field, bytes)).to.equal('malformed_proof')
      }
      expect(fixture.verifier.calls).to.equal(0)
    })
  }

  it('refuses a coordinate plus q', async () => {
    const fixture = createFixture()
    const proof = fixture.message().rateLimitProof!.proof.slice()
    for (const offset of [0, 32, 64, 96]) {
      const coordinate = bytesToBigIntLE(proof.subarray(offset, offset + 32)) & ((1n << 254n) - 1n)
      const alias = coordinate + BASE_FIELD_MODULUS
      const changed = proof.slice()
      changed.set(bigIntToBytesLE(alias, 32), offset)
      expect(await judgeWith(fixture, 'proof', changed), `at ${offset}`).to.equal('malformed_proof')
    }
    expect(fixture.verifier.calls).to.equal(0)
  })

  for (const field of [...signals, 'rlnIdentifier', 'epoch', 'proof'] as const) {
    it(`refuses ${field} missing, negative, as hexadecimal text, and a byte too long`, async () => {
      const fixture = createFixture()
      const original = fixture.message().rateLimitProof![field]
      const negative = bigIntToBytesLE((1n << BigInt(8 * original.length)) - 1n, original.length)
      const hex = new TextEncoder().encode(Buffer.from(original).toString('hex'))
      for (const bytes of [new Uint8Array(), hex, Uint8Array.of(...original, 0)]) {
        expect(await judgeWith(fixture, field, bytes)).to.equal('malformed_proof')
      }
      const refused = field === 'rlnIdentifier' ? 'foreign_rln_identifier' : 'malformed_proof'
      expect(await judgeWith(fixture, field, negative)).to.equal(refused)
      expect(fixture.verifier.calls).to.equal(0)
      expect(fixture.validator.counts().internal_error).to.equal(0)
    })
  }

  it('refuses an epoch of more than 64 bits', async () => {
    const fixture = createFixture()
    const epoch = fixture.message().rateLimitProof!.epoch.slice()
    epoch[8] = 1
    expect(await judgeWith(fixture, 'epoch', epoch)).to.equal('malformed_proof')
  })

  it('refuses coordinates that are not canonical, infinity and other lengths of the proof', async () => {
    const fixture = createFixture()
    const original = fixture.message().rateLimitProof!.proof
    const withPart = (offset: number, part: Uint8Array): Uint8Array => {
      const proof = original.slice()
      proof.set(part, offset)
      return proof
    }
    const malformed = [new Uint8Array(), original.subarray(1), Uint8Array.of(...original, 0), new Uint8Array(127)]
    for (const offset of [0, 32, 64, 96]) malformed.push(withPart(offset, bigIntToBytesLE(BASE_FIELD_MODULUS, 32)))
    const infinity = new Uint8Array(32)
    infinity[31] = 0x40
    malformed.push(withPart(0, infinity))
    for (const proof of malformed) expect(await judgeWith(fixture, 'proof', proof)).to.equal('malformed_proof')
    expect(fixture.verifier.calls).to.equal(0)
  })
})
