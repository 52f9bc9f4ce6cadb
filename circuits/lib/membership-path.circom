pragma circom 2.2.0;

include "circomlib/circuits/mux1.circom";
include "circomlib/circuits/poseidon.circom";

// Folds a leaf up a binary Poseidon tree.
//
// side[level] is bit `level` of the leaf's index, least significant first: 0 when the running node is the left child.
// sibling[level] is the other child, from the leaf level upwards.
//
// The declaration order of `pair` before `node` decides the numbering of the wires; see rln.circom.
template MembershipPath(DEPTH) {
    signal input leaf;
    signal input side[DEPTH];
    signal input sibling[DEPTH];
    signal output root;

    signal pair[DEPTH][2];
    signal node[DEPTH + 1];

    node[0] <== leaf;
    for (var level = 0; level < DEPTH; level++) {
        side[level] * (side[level] - 1) === 0;
        pair[level] <== MultiMux1(2)([[node[level], sibling[level]], [sibling[level], node[level]]], side[level]);
        node[level + 1] <== Poseidon(2)(pair[level]);
    }
    root <== node[DEPTH];
}
