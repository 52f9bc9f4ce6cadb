import { expect } from 'chai'
import fc from 'fast-check'
import {
  openEcies,
  openSymmetric,
  Secp256k1PrivateKey,
  SymmetricKey,
  sealEcies,
  sealSymmetric,
} from '../../src/encryption/index.ts'
import { damagedPayloads } from '../support/damaged-payloads.ts'
import { FakeRandom } from '../support/fake-random.ts'

const RUNS = 10_000
const random = new FakeRandom(35)
const privateKey = Secp256k1PrivateKey.generate(random)
const signWith = Secp256k1PrivateKey.generate(random)
const symKey = SymmetricKey.generate(random)
const payload = random.bytes(300)

const schemes: [string, Uint8Array[], (sealed: Uint8Array) => unknown][] = [
  [
    'AES-256-GCM',
    [sealSymmetric(payload, symKey, random), sealSymmetric(payload, symKey, random, signWith)],
    (sealed) => openSymmetric(sealed, symKey),
  ],
  [
    'ECIES',
    [sealEcies(payload, privateKey.publicKey, random), sealEcies(payload, privateKey.publicKey, random, signWith)],
    (sealed) => openEcies(sealed, privateKey),
  ],
]

describe(`${RUNS} damaged ciphertexts`, () => {
  for (const [name, genuine, open] of schemes) {
    it(`of ${name} open to nothing, all with the same answer`, function () {
      this.timeout(300_000)
      for (const sealed of genuine) expect(open(sealed)).to.not.equal(undefined)
      fc.assert(
        fc.property(damagedPayloads(genuine), (sealed) => {
          expect(open(sealed)).to.equal(undefined)
        }),
        { numRuns: RUNS },
      )
    })
  }
})
