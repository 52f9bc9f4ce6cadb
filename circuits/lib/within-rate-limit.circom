pragma circom 2.2.0;

include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/comparators.circom";

// Holds when 0 <= messageId < limit.
//
// LessThan(BITS) compares correctly only for operands of at most BITS bits. messageId is decomposed here for that
// reason. The limit is not: it stands in the leaf, and the membership contract keeps it within BITS bits. A larger
// limit gains its owner nothing, because messageId stays below 2^BITS whatever the limit says.
template WithinRateLimit(BITS) {
    signal input messageId;
    signal input limit;

    signal bits[BITS] <== Num2Bits(BITS)(messageId);
    signal below <== LessThan(BITS)([messageId, limit]);
    below === 1;
}
