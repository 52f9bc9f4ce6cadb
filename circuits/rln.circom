pragma circom 2.2.0;

include "circomlib/circuits/poseidon.circom";
include "lib/membership-path.circom";
include "lib/within-rate-limit.circom";

// Rate-Limiting Nullifier, version 2 (specification 32/RLN-V2): the prover is a member of the tree and spends one of
// its `userMessageLimit` message ids of an epoch; (x, y) is one point of the line that belongs to that id.
//
// This must stay the very constraint system that The Waku Network's proving key was made for, wire by wire, or our
// witness proves nothing under that key. The compiler numbers the wires of components in alphabetical order, and those
// of anonymous components by template name, line and column as text. So the following is load-bearing:
//   - template names: MembershipPath sorts before Poseidon, WithinRateLimit after it;
//   - the order of the four calls of Poseidon below, all on lines of two digits;
//   - the order of the private inputs.
// test/circuits/ compares the outcome with the network's, row by row and wire by wire.
template RLN(DEPTH, LIMIT_BITS) {
    signal input identitySecret;
    signal input userMessageLimit;
    signal input messageId;
    signal input pathElements[DEPTH];
    signal input identityPathIndex[DEPTH];
    signal input x;
    signal input externalNullifier;

    signal output y;
    signal output root;
    signal output nullifier;

    signal idCommitment <== Poseidon(1)([identitySecret]);
    signal rateCommitment <== Poseidon(2)([idCommitment, userMessageLimit]);
    root <== MembershipPath(DEPTH)(rateCommitment, identityPathIndex, pathElements);

    WithinRateLimit(LIMIT_BITS)(messageId, userMessageLimit);

    // A second point under the same id gives away the whole line, and with it the secret.
    signal a1 <== Poseidon(3)([identitySecret, externalNullifier, messageId]);
    y <== identitySecret + a1 * x;
    nullifier <== Poseidon(1)([a1]);
}
