import { expect } from 'chai'
import { FIELD_MODULUS, type RlnErrorCode, type RlnWitness } from '../../../src/rln/index.ts'
import { requireProvable } from '../../../src/rln/witness-check.ts'
import { rlnVectors } from '../../support/rln-vectors.ts'
import { rlnErrorOf } from './rln-error-of.ts'
import { witnessOf } from './witness-of.ts'

const witness = witnessOf(rlnVectors[0]!)

describe('requireProvable', () => {
  it('takes every vector', () => {
    for (const vector of rlnVectors) requireProvable(witnessOf(vector))
  })

  it('takes the last message id of each limit', () => {
    for (const limit of [1n, 2n, 20n, 600n, 65_535n, 65_536n]) {
      requireProvable({ ...witness, userMessageLimit: limit, messageId: limit - 1n })
    }
  })

  const refused: [string, Partial<Record<keyof RlnWitness, unknown>>, RlnErrorCode][] = [
    ['x = 0, where y is the secret', { x: 0n }, 'x_is_zero'],
    ['x = r, which is 0', { x: FIELD_MODULUS }, 'not_canonical'],
    ['a negative x', { x: -1n }, 'not_canonical'],
    ['an identity secret that is not canonical', { identitySecret: FIELD_MODULUS }, 'not_canonical'],
    ['an external nullifier that is not canonical', { externalNullifier: FIELD_MODULUS }, 'not_canonical'],
    ['a limit of 0', { userMessageLimit: 0n }, 'rate_limit_out_of_range'],
    ['a limit above 65536', { userMessageLimit: 65_537n }, 'rate_limit_out_of_range'],
    ['a message id at the limit', { messageId: witness.userMessageLimit }, 'message_id_out_of_range'],
    ['a negative message id', { messageId: -1n }, 'message_id_out_of_range'],
    ['a message id that is only small modulo r', { messageId: FIELD_MODULUS }, 'message_id_out_of_range'],
    ['a path of 19 elements', { pathElements: witness.pathElements.slice(1) }, 'path_invalid'],
    ['a path of 21 bits', { identityPathIndex: [...witness.identityPathIndex, 0] }, 'path_invalid'],
    ['a path bit that is 2', { identityPathIndex: witness.identityPathIndex.with(0, 2) }, 'path_invalid'],
    ['a path element that is not canonical', { pathElements: witness.pathElements.with(3, -1n) }, 'not_canonical'],
  ]
  for (const [what, change, code] of refused) {
    it(`refuses ${what}`, async () => {
      const error = await rlnErrorOf(() => requireProvable({ ...witness, ...change } as RlnWitness))
      expect(error.code).to.equal(code)
      expect(error.message).not.to.contain(witness.identitySecret.toString())
    })
  }
})
