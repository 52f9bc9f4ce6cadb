import { type PublicSignals, type RlnWitness, unsafe } from '../../../src/rln/index.ts'
import type { RlnVector } from '../../support/rln-vectors.ts'

export function witnessOf(vector: RlnVector): RlnWitness {
  return unsafe.witnessOfNumbers({
    identitySecret: BigInt(vector.identity.secretHash),
    userMessageLimit: BigInt(vector.userMessageLimit),
    messageId: BigInt(vector.messageId),
    pathElements: vector.pathElements.map(BigInt),
    identityPathIndex: vector.identityPathIndex,
    x: BigInt(vector.expected.x),
    externalNullifier: BigInt(vector.expected.externalNullifier),
  })
}

export function signalsOf(vector: RlnVector): PublicSignals {
  const [y, root, nullifier, x, externalNullifier] = vector.publicSignals.map(BigInt)
  return unsafe.signalsOfNumbers([y!, root!, nullifier!, x!, externalNullifier!])
}
