import { systemRandom } from '../../src/foundation/index.ts'
import { createIdentity, type Identity, unsafe } from '../../src/rln/index.ts'
import type { DoubleSignalEvidence } from '../../src/spam-protection/index.ts'

/** What a node keeps of a member that signalled twice. */
export function doubleSignalOf(identity: Identity = createIdentity(systemRandom)): DoubleSignalEvidence {
  const [first, second] = [11n, 22n].map((x) => ({ x, ...unsafe.computeShare(identity.secretHash, 5n, 0, x) }))
  return {
    idCommitment: identity.commitment,
    epoch: 1n,
    nullifier: first!.nullifier,
    shares: [
      { x: first!.x, y: first!.y },
      { x: second!.x, y: second!.y },
    ],
    peers: [undefined, 'peer'],
    detectedAtMs: 1_700_000_000_000,
  }
}
