// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { InternalLazyIMT, LazyIMTData } from "@zk-kit/lazy-imt.sol/InternalLazyIMT.sol";
import { LazyIMT } from "@zk-kit/lazy-imt.sol/LazyIMT.sol";

/// @param lastChangeBlock the block of the tree's last change; 0 before the first one
/// @param newest position in `roots` that belongs to the newest snapshot
/// @param computed bit k: the root of the k-th newest snapshot is in `roots`
/// @param leafCounts 40 bits each, newest lowest: how many leaves the tree had at the end of that block; 0 = no snapshot
/// @param roots a ring; a slot means nothing until its `computed` bit is set
struct RootHistoryData {
    uint64 lastChangeBlock;
    uint8 newest;
    uint8 computed;
    uint160 leafCounts;
    uint256[4] roots;
}

/// @title The end-of-block roots of the last blocks that changed the tree
/// @notice A root costs about 20 Poseidon hashes, three times a registration. So it is not computed when the tree changes:
/// as long as leaves are only appended, an earlier tree is the present one cut off at its leaf count, and readers
/// compute its root from that. Only before an existing leaf changes, the roots of the snapshots not yet computed (at
/// most four) are computed and stored; every block's root is so computed at most once, most never.
library RootHistory {
    uint8 internal constant SNAPSHOTS = 4;
    uint8 private constant COUNT_BITS = 40;

    /// @dev Call before a leaf is appended
    function beforeInsert(RootHistoryData storage self, LazyIMTData storage tree) internal {
        if (self.lastChangeBlock == block.number) return;
        if (self.lastChangeBlock != 0) {
            self.newest = (self.newest + 1) % SNAPSHOTS;
            self.computed = self.computed << 1;
            self.leafCounts = (self.leafCounts << COUNT_BITS) | tree.numberOfLeaves;
        }
        self.lastChangeBlock = uint64(block.number);
    }

    /// @dev Call before an existing leaf changes
    function beforeUpdate(RootHistoryData storage self, LazyIMTData storage tree, uint8 depth) internal {
        beforeInsert(self, tree);
        // What is older than a computed snapshot has been computed with it.
        for (uint8 k = 0; k < SNAPSHOTS && !_isComputed(self, k); k++) {
            uint40 leafCount = _leafCount(self, k);
            if (leafCount == 0) break;
            self.roots[_position(self, k)] = InternalLazyIMT._root(tree, leafCount, depth);
            self.computed |= uint8(1 << k);
        }
    }

    /// @return roots newest first; zeros where there have been fewer changes
    function recentRoots(
        RootHistoryData storage self,
        LazyIMTData storage tree,
        uint8 depth
    )
        internal
        view
        returns (uint256[SNAPSHOTS + 1] memory roots)
    {
        if (self.lastChangeBlock == 0) return roots;
        roots[0] = LazyIMT.root(tree, depth);
        for (uint8 k = 0; k < SNAPSHOTS; k++) {
            uint40 leafCount = _leafCount(self, k);
            if (leafCount == 0) break;
            roots[k + 1] =
                _isComputed(self, k) ? self.roots[_position(self, k)] : InternalLazyIMT._root(tree, leafCount, depth);
        }
    }

    function _isComputed(RootHistoryData storage self, uint8 k) private view returns (bool) {
        return (self.computed >> k) & 1 == 1;
    }

    function _leafCount(RootHistoryData storage self, uint8 k) private view returns (uint40) {
        return uint40(self.leafCounts >> (COUNT_BITS * k));
    }

    function _position(RootHistoryData storage self, uint8 k) private view returns (uint8) {
        return (self.newest + SNAPSHOTS - k) % SNAPSHOTS;
    }
}
