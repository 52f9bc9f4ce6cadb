import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex } from '../../../src/foundation/index.ts'
import { epochFromBytes, epochOf, epochToBytes } from '../../../src/rln/index.ts'
import { rlnErrorOf } from './rln-error-of.ts'

describe('epochs', () => {
  it('begin at their border and end one nanosecond before the next', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 8n }), fc.constantFrom(1, 10, 600), (epoch, sizeSeconds) => {
        const startNs = epoch * BigInt(sizeSeconds) * 1_000_000_000n
        const endNs = startNs + BigInt(sizeSeconds) * 1_000_000_000n - 1n
        return epochOf(startNs, sizeSeconds) === epoch && epochOf(endNs, sizeSeconds) === epoch
      }),
    )
  })

  it('are a little-endian u64 in 32 bytes on the wire', () => {
    const epoch = epochOf(1_700_000_000n * 1_000_000_000n, 600)
    expect(bytesToHex(epochToBytes(epoch))).to.equal(`b53b2b00${'00'.repeat(28)}`)
  })

  it('come back from their bytes', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        (epoch) => epochFromBytes(epochToBytes(epoch)) === epoch,
      ),
    )
  })

  it('are not read from another length or from what is no u64', () => {
    for (const length of [0, 8, 31, 33]) expect(epochFromBytes(new Uint8Array(length))).to.equal(undefined)
    for (let index = 8; index < 32; index++) {
      expect(epochFromBytes(new Uint8Array(32).fill(1, index, index + 1))).to.equal(undefined)
    }
  })

  it('are refused for negative timestamps, for sizes that are no positive integer, and above 64 bits', async () => {
    const attempts = [
      () => epochOf(-1n, 600),
      () => epochOf(0n, 0),
      () => epochOf(0n, 0.5),
      () => epochToBytes(2n ** 64n),
      () => epochToBytes(-1n),
    ]
    for (const attempt of attempts) expect((await rlnErrorOf(attempt)).code).to.equal('epoch_invalid')
  })
})
