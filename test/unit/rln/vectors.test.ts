import { expect } from 'chai'
import { bytesToHex, concatBytes, hexToBytes } from '../../../src/foundation/index.ts'
import { externalNullifierOfBytes } from '../../../src/rln/external-nullifier.ts'
import { hashToField } from '../../../src/rln/hash-to-field.ts'
import {
  decodeProof,
  encodeProof,
  fieldToBytesLE,
  fromSnarkjsProof,
  MembershipTree,
  messageX,
  poseidon,
  rateCommitment,
  recoverSecret,
  seededIdentity,
  toSnarkjsProof,
} from '../../../src/rln/index.ts'
import { computeShare } from '../../../src/rln/share.ts'
import { type RlnVector, rlnVector, rlnVectorFiles } from '../../support/rln-vectors.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

function shareOf({ identity, expected, messageId }: RlnVector): { y: bigint; nullifier: bigint } {
  const { externalNullifier, x } = expected
  return computeShare(BigInt(identity.secretHash), BigInt(externalNullifier), BigInt(messageId), BigInt(x))
}

for (const file of rlnVectorFiles) {
  describe(`the vectors of zerokit and snarkjs in ${file.fileName}`, () => {
    for (const vector of file.vectors) {
      describe(vector.name, () => {
        const { identity, expected, externalNullifierInputs } = vector

        it('derives the identity from its seed', () => {
          const derived = seededIdentity(utf8(identity.seedUtf8))
          expect(derived).to.deep.equal({
            trapdoor: BigInt(identity.trapdoor),
            nullifier: BigInt(identity.nullifier),
            secretHash: BigInt(identity.secretHash),
            commitment: BigInt(identity.commitment),
          })
        })

        it('computes the leaf', () => {
          const leaf = rateCommitment(BigInt(identity.commitment), BigInt(vector.userMessageLimit))
          expect(leaf).to.equal(BigInt(vector.leaf))
        })

        it('computes the external nullifier', () => {
          const mode = externalNullifierInputs.kind.startsWith('hashed') ? 'hashed' : 'plain'
          const epoch = hexToBytes(externalNullifierInputs.epochHex)
          const rlnIdentifier = hexToBytes(externalNullifierInputs.rlnIdentifierHex)
          const computed = externalNullifierOfBytes(epoch, rlnIdentifier, mode)
          expect(computed).to.equal(BigInt(expected.externalNullifier))
          const { epochField, rlnIdentifierField } = externalNullifierInputs
          expect(computed).to.equal(poseidon([BigInt(epochField), BigInt(rlnIdentifierField)]))
        })

        it('computes x, y and the nullifier', () => {
          expect(messageX(hexToBytes(vector.signalHex))).to.equal(BigInt(expected.x))
          expect(shareOf(vector)).to.deep.equal({ y: BigInt(expected.y), nullifier: BigInt(expected.nullifier) })
        })

        it("decodes snarkjs' proof and encodes it to the same bytes", () => {
          const bytes = encodeProof(fromSnarkjsProof(vector.snarkjs.proof))
          expect(bytesToHex(bytes)).to.equal(vector.snarkjs.compressed128)
          const decoded = decodeProof(bytes)
          expect(decoded.ok && toSnarkjsProof(decoded.proof)).to.deep.equal(vector.snarkjs.proof)
        })

        it("decodes zerokit's proof and encodes it to the same bytes", () => {
          const blob = hexToBytes(vector.zerokit.proofBytesLE)
          const decoded = decodeProof(blob.subarray(0, 128))
          if (!decoded.ok) throw new Error(decoded.defect)
          const { root, externalNullifier, x, y, nullifier } = expected
          const values = [root, externalNullifier, x, y, nullifier].map((value) => fieldToBytesLE(BigInt(value)))
          expect(bytesToHex(concatBytes(encodeProof(decoded.proof), ...values))).to.equal(bytesToHex(blob))
        })
      })
    }

    it('hashes with Poseidon', () => {
      for (const { in: inputs, out } of file.poseidonKats) {
        expect(poseidon(inputs.map(BigInt))).to.equal(BigInt(out))
      }
    })

    it('hashes to the field', () => {
      for (const { utf8: text, out } of file.hashToFieldKats) expect(hashToField(utf8(text))).to.equal(BigInt(out))
    })

    it('builds the tree, its empty subtrees and every path', function () {
      this.timeout(60_000)
      const { depth, zeros, leaves, root, rootFromZerokit0013 } = file.tree
      const emptyPath = new MembershipTree([0n]).path(0)
      expect([...emptyPath.pathElements, emptyPath.root]).to.deep.equal(zeros.map(BigInt))
      expect(emptyPath.pathElements).to.have.length(depth)

      const allLeaves = Array<bigint>(Math.max(...leaves.map(([index]) => index)) + 1).fill(0n)
      for (const [index, leaf] of leaves) allLeaves[index] = BigInt(leaf)
      const tree = new MembershipTree(allLeaves)
      expect(tree.root).to.equal(BigInt(root)).and.to.equal(BigInt(rootFromZerokit0013))
      for (const vector of file.vectors) {
        expect(tree.path(vector.leafIndex)).to.deep.equal({
          root: BigInt(vector.expected.root),
          leaf: BigInt(vector.leaf),
          pathElements: vector.pathElements.map(BigInt),
          identityPathIndex: vector.identityPathIndex,
        })
      }
    })

    it('recovers the secret from two shares of one nullifier', () => {
      const [a, b] = file.recovery.from.map(rlnVector)
      expect(a!.expected.nullifier).to.equal(b!.expected.nullifier)
      const shares = [a!, b!].map(({ expected: { x, y } }) => ({ x: BigInt(x), y: BigInt(y) }))
      const recovered = recoverSecret(shares[0]!, shares[1]!)
      const { secretHash, commitment } = a!.identity
      expect(recovered).to.deep.equal({ identitySecret: BigInt(secretHash), idCommitment: BigInt(commitment) })
      expect(recovered.identitySecret).to.equal(BigInt(file.recovery.secretHash))
    })
  })
}
