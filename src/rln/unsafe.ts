/**
 * The raw door: what the types of this room otherwise keep apart. For `wakunode rln prove` and `verify`, which speak
 * numbers, for adversaries and for tests. A second x under one message id and epoch, or x = 0, gives the identity secret
 * away; an external nullifier that came with a message is no rate limit.
 */
import type { PublicSignals, RlnWitness } from './proof.ts'

export { computeShare } from './share.ts'

/** Any numbers as a witness. */
export function witnessOfNumbers(
  witness: Pick<
    RlnWitness,
    'identitySecret' | 'userMessageLimit' | 'messageId' | 'pathElements' | 'identityPathIndex'
  > & {
    readonly x: bigint
    readonly externalNullifier: bigint
  },
): RlnWitness {
  return witness as RlnWitness
}

/** Any numbers as the public signals of a proof, in the circuit's order. */
export function signalsOfNumbers(
  signals: readonly [y: bigint, root: bigint, nullifier: bigint, x: bigint, externalNullifier: bigint],
): PublicSignals {
  const [y, root, nullifier, x, externalNullifier] = signals
  return { y, root, nullifier, x, externalNullifier } as PublicSignals
}
