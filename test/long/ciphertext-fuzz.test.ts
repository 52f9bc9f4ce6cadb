import { expect } from 'chai'
import fc from 'fast-check'
import {
  NoiseInbox,
  NoiseSessions,
  openEcies,
  openSymmetric,
  Secp256k1PrivateKey,
  SymmetricKey,
  sealEcies,
  sealSymmetric,
} from '../../src/encryption/index.ts'
import { damagedPayloads } from '../support/damaged-payloads.ts'
import { FakeRandom } from '../support/fake-random.ts'
import { noisePair, noiseSessions, patternNames } from '../support/noise-pair.ts'

const RUNS = 10_000
const random = new FakeRandom(35)
const privateKey = Secp256k1PrivateKey.generate(random)
const signWith = Secp256k1PrivateKey.generate(random)
const symKey = SymmetricKey.generate(random)
const payload = random.bytes(300)

interface Scheme {
  readonly name: string
  readonly genuine: readonly Uint8Array[]
  /** What was opened; undefined when nothing was. */
  readonly open: (sealed: Uint8Array) => unknown
}

const schemes: Scheme[] = [
  {
    name: 'AES-256-GCM',
    genuine: [sealSymmetric(payload, symKey, random), sealSymmetric(payload, symKey, random, signWith)],
    open: (sealed) => openSymmetric(sealed, symKey),
  },
  {
    name: 'ECIES',
    genuine: [
      sealEcies(payload, privateKey.publicKey, random),
      sealEcies(payload, privateKey.publicKey, random, signWith),
    ],
    open: (sealed) => openEcies(sealed, privateKey),
  },
  ...noiseReaders(),
]

/** Each has read a message before, so that there are names behind and before it. */
function noiseReaders(): Scheme[] {
  const [single, ordered, indexed] = [noiseSessions(), noiseSessions(), noiseSessions()]
  for (const { alice, bob } of [single, ordered, indexed]) bob.open(alice.seal(payload))
  const inbox = new NoiseInbox(ordered.bob)
  const sessions = new NoiseSessions()
  sessions.add(indexed.bob)
  const opened = (read: { readonly ok: boolean }): unknown => (read.ok ? read : undefined)
  return [
    {
      name: 'a Noise session',
      genuine: [single.alice.seal(payload), single.alice.seal(payload)],
      // The second one is out of order until it is its turn: opened early.
      open: (sealed) => opened(single.bob.open(sealed)) ?? opened(single.bob.openEarly(sealed)),
    },
    {
      name: 'a Noise inbox',
      genuine: [ordered.alice.seal(payload), ordered.alice.seal(payload)],
      open: (sealed) => opened(inbox.receive(sealed)),
    },
    {
      name: 'an index of Noise sessions',
      genuine: [indexed.alice.seal(payload), indexed.alice.seal(payload)],
      open: (sealed) => opened(sessions.open(sealed)),
    },
  ]
}

describe(`${RUNS} damaged ciphertexts`, () => {
  for (const { name, genuine, open } of schemes) {
    it(`of ${name} open to nothing, all with the same answer`, function () {
      this.timeout(300_000)
      fc.assert(
        fc.property(damagedPayloads(genuine), (sealed) => {
          expect(open(sealed)).to.equal(undefined)
        }),
        { numRuns: RUNS },
      )
      for (const sealed of genuine) expect(open(sealed)).to.not.equal(undefined)
    })
  }

  for (const pattern of patternNames) {
    it(`of the second message of ${pattern} open to nothing, and the genuine one is read after them`, function () {
      this.timeout(300_000)
      const { initiator, responder } = noisePair(pattern)
      expect(responder.read(initiator.write()).ok).to.equal(true)
      const genuine = responder.write(payload)
      fc.assert(
        fc.property(damagedPayloads([genuine]), (damaged) => {
          expect(initiator.read(damaged).ok).to.equal(false)
        }),
        { numRuns: RUNS },
      )
      expect(initiator.read(genuine)).to.deep.equal({ ok: true, payload })
    })
  }
})
