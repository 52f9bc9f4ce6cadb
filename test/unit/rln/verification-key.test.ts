import { expect } from 'chai'
import { BASE_FIELD_MODULUS, parseVerificationKey } from '../../../src/rln/index.ts'
import { rlnVectorFiles } from '../../support/rln-vectors.ts'
import { rlnErrorOf } from './rln-error-of.ts'

// biome-ignore lint/suspicious/noExplicitAny: the tests take the key apart in ways its type forbids.
type LooseKey = any

const key: LooseKey = rlnVectorFiles[0]!.verificationKey

function changed(change: (key: LooseKey) => void): string {
  const copy = structuredClone(key)
  change(copy)
  return JSON.stringify(copy)
}

describe('parseVerificationKey', () => {
  it("takes the network's key as it is", () => {
    expect(parseVerificationKey(JSON.stringify(key))).to.deep.equal(key)
  })

  const q = BASE_FIELD_MODULUS
  const refused: [string, string][] = [
    ['what is not JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another protocol', changed((k) => Object.assign(k, { protocol: 'plonk' }))],
    ['another curve', changed((k) => Object.assign(k, { curve: 'bls12381' }))],
    ['six public signals', changed((k) => Object.assign(k, { nPublic: 6 }))],
    ['an IC of five points', changed((k) => k.IC.pop())],
    ['an IC of seven points', changed((k) => k.IC.push(k.IC[0]))],
    ['delta equal to gamma', changed((k) => Object.assign(k, { vk_delta_2: k.vk_gamma_2 }))],
    ['a point of G1 off the curve', changed((k) => k.vk_alpha_1.splice(0, 1, '4'))],
    ['a point of IC off the curve', changed((k) => k.IC[5].splice(1, 1, '4'))],
    ['a point of G2 off the curve', changed((k) => k.vk_beta_2[0].splice(0, 1, '4'))],
    ['a coordinate + q', changed((k) => k.vk_alpha_1.splice(0, 1, `${BigInt(k.vk_alpha_1[0]) + q}`))],
    [
      'a hexadecimal coordinate',
      changed((k) => k.vk_alpha_1.splice(0, 1, `0x${BigInt(k.vk_alpha_1[0]).toString(16)}`)),
    ],
    ['a coordinate as a number', changed((k) => k.vk_alpha_1.splice(0, 1, 1))],
    ['a point at infinity', changed((k) => Object.assign(k, { vk_alpha_1: ['0', '1', '0'] }))],
    [
      'the affine zero, which libraries take for infinity',
      changed((k) => Object.assign(k, { vk_alpha_1: ['0', '0', '1'] })),
    ],
    ['a missing point', changed((k) => delete k.vk_beta_2)],
  ]
  for (const [what, json] of refused) {
    it(`refuses ${what}`, async () => {
      expect((await rlnErrorOf(() => parseVerificationKey(json))).code).to.equal('key_invalid')
    })
  }
})
