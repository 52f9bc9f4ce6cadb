/**
 * Writes test/vectors/proof-corpus.bin: 2 000 valid proofs under The Waku Network's key, of 40 members with trees, epochs,
 * limits and message ids of their own. test/support/proof-corpus.ts says how they lie there and makes bad ones of them.
 *
 *     node test/support/generate-proof-corpus.ts
 *
 * Needs the network's proving key in ../shared/artifacts. All that is random comes from a seed, so that another run writes
 * the same bytes. Each member's 50 proofs are one prepared proof at 50 x, which outside of tests would give its secret away.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { bigIntToBytesLE, concatBytes, systemClock } from '../../src/foundation/index.ts'
import { createCurveEngine } from '../../src/rln/bn254/curve-engine.ts'
import {
  externalNullifierOf,
  MembershipTree,
  messageX,
  RLN_IDENTIFIER,
  rateCommitment,
  seededIdentity,
  unsafe,
} from '../../src/rln/index.ts'
import { CurveArithmetic } from '../../src/rln/proving/curve-arithmetic.ts'
import { LaneScheduler } from '../../src/rln/proving/lane-scheduler.ts'
import { LocalLane } from '../../src/rln/proving/local-lane.ts'
import { encodeProofPoints } from '../../src/rln/proving/point-bytes.ts'
import { ProofMaker } from '../../src/rln/proving/proof-maker.ts'
import { ProvingLane } from '../../src/rln/proving/proving-lane.ts'
import { evaluateAt } from '../../src/rln/proving/slot-coefficients.ts'
import { fileArtifactSource } from '../../src/rln/server.ts'
import { FakeRandom } from './fake-random.ts'
import { corpusFile, corpusSignal, MEMBERS, PROOFS_PER_MEMBER } from './proof-corpus.ts'
import { networkKeyFile } from './zerokit.ts'

const SEED = 4
const FIRST_EPOCH = 2_900_000n
const field = (value: bigint): Uint8Array => bigIntToBytesLE(value, 32)

const clock = systemClock
const artifacts = {
  circuitWasm: await fileArtifactSource().read('rln-20-16.wasm'),
  provingKey: new Uint8Array(readFileSync(networkKeyFile)),
}
const lane = new LocalLane({ clock, lane: await ProvingLane.create(artifacts, clock) })
const maker = new ProofMaker({ scheduler: new LaneScheduler([lane]), random: new FakeRandom(SEED) }, { shared: false })
const arithmetic = new CurveArithmetic(await createCurveEngine())

const parts: Uint8Array[] = []
for (let member = 0; member < MEMBERS; member++) {
  const { secretHash, commitment } = seededIdentity(new TextEncoder().encode(`corpus member ${member}`))
  const limit = BigInt(1 + ((member * 1663) % 65536))
  const messageId = (limit - 1n) / BigInt(1 + (member % 3))
  const index = (member * 37) % (MEMBERS + 1)
  const tree = new MembershipTree(
    Array.from({ length: MEMBERS + member + 1 }, (_, leaf) =>
      leaf === index ? rateCommitment(commitment, limit) : BigInt(leaf + 1),
    ),
  )
  const mode = member % 4 === 3 ? 'plain' : 'hashed'
  const externalNullifier = externalNullifierOf(FIRST_EPOCH + BigInt(member), RLN_IDENTIFIER, mode)
  const { coefficients, root } = await maker.prepareSlot({
    identitySecret: secretHash,
    userMessageLimit: limit,
    messageId,
    ...tree.path(index),
    externalNullifier,
  })
  for (let proof = 0; proof < PROOFS_PER_MEMBER; proof++) {
    const x = messageX(corpusSignal(member, proof))
    const { y, nullifier } = unsafe.computeShare(secretHash, externalNullifier, messageId, x)
    if (proof === 0) parts.push(field(root), field(nullifier), field(externalNullifier))
    parts.push(encodeProofPoints(evaluateAt(arithmetic, coefficients, x)), field(y))
  }
  console.log(`${member + 1} of ${MEMBERS} members`)
}
writeFileSync(corpusFile, concatBytes(...parts))
await lane.close()
