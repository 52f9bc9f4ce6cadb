import { requireFieldElement } from './field.ts'
import { TREE_DEPTH } from './membership-tree.ts'
import { requireShareX } from './message-x.ts'
import type { RlnWitness } from './proof.ts'
import { requireRateLimit } from './rate-commitment.ts'
import { RlnError } from './rln-error.ts'

/**
 * Refuses what the circuit would refuse, and what it would prove at the price of the secret (x = 0).
 * @throws RlnError `x_is_zero`, `not_canonical`, `rate_limit_out_of_range`, `message_id_out_of_range`, `path_invalid`
 */
export function requireProvable(witness: RlnWitness): void {
  requireFieldElement(witness.identitySecret, 'the identity secret')
  requireFieldElement(witness.externalNullifier, 'the external nullifier')
  requireShareX(witness.x)
  const limit = requireRateLimit(witness.userMessageLimit)
  if (witness.messageId < 0n || witness.messageId >= limit) {
    throw new RlnError('message_id_out_of_range', `message id ${witness.messageId} is not in 0..${limit - 1n}`)
  }
  requirePath(witness)
}

function requirePath({ pathElements, identityPathIndex }: RlnWitness): void {
  if (pathElements.length !== TREE_DEPTH || identityPathIndex.length !== TREE_DEPTH) {
    const found = `${pathElements.length} elements and ${identityPathIndex.length} bits`
    throw new RlnError('path_invalid', `the Merkle path has ${found}, the tree's depth is ${TREE_DEPTH}`)
  }
  if (identityPathIndex.some((bit) => bit !== 0 && bit !== 1)) {
    throw new RlnError('path_invalid', 'the Merkle path has an index that is neither 0 nor 1')
  }
  pathElements.forEach((element, level) => {
    requireFieldElement(element, `Merkle path element ${level}`)
  })
}
