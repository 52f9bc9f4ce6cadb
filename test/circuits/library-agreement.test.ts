import { expect } from 'chai'
import * as fc from 'fast-check'
import { FIELD_MODULUS, identityFromSecrets, MembershipTree, rateCommitment, unsafe } from '../../src/rln/index.ts'
import { calculateWitness, constraintSystem, stopSnarkjsWorkers, wires } from './rln-circuit.ts'

describe('circuit and library', function () {
  this.timeout(120_000)
  after(stopSnarkjsWorkers)

  it('use the same field', () => {
    expect(constraintSystem().prime).to.equal(FIELD_MODULUS)
  })

  it('agree on root, y and nullifier for any member, message id and message', async () => {
    const element = fc.bigInt(1n, FIELD_MODULUS - 1n)
    // Beyond the other leaves too, which leaves empty subtrees between.
    const index = fc.nat(4095)
    const member = fc.record({ trapdoor: element, nullifier: element, limit: fc.integer({ min: 1, max: 65_536 }) })
    const message = fc.record({ x: element, externalNullifier: element, spent: fc.nat(65_535) })
    const run = async (
      { trapdoor, nullifier, limit }: { trapdoor: bigint; nullifier: bigint; limit: number },
      { x, externalNullifier, spent }: { x: bigint; externalNullifier: bigint; spent: number },
      own: number,
      others: readonly bigint[],
    ) => {
      const { secretHash, commitment } = identityFromSecrets(trapdoor, nullifier)
      const tree = new MembershipTree(others)
      tree.set(own, rateCommitment(commitment, limit))
      const path = tree.path(own)
      const messageId = BigInt(spent % limit)
      const witness = await calculateWitness({
        identitySecret: secretHash.toString(),
        userMessageLimit: limit.toString(),
        messageId: messageId.toString(),
        pathElements: path.pathElements.map(String),
        identityPathIndex: path.identityPathIndex.map(String),
        x: x.toString(),
        externalNullifier: externalNullifier.toString(),
      })
      const share = unsafe.computeShare(secretHash, externalNullifier, messageId, x)
      expect(witness[wires.root]).to.equal(tree.root)
      expect(witness[wires.y]).to.equal(share.y)
      expect(witness[wires.nullifier]).to.equal(share.nullifier)
    }
    const others = fc.array(element, { maxLength: 9 })
    await fc.assert(fc.asyncProperty(member, message, index, others, run), { numRuns: 10 })
  })
})
