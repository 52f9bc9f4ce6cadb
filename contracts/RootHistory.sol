// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";
import { InternalLazyIMT, LazyIMTData } from "@zk-kit/lazy-imt.sol/InternalLazyIMT.sol";
import { LazyIMT } from "@zk-kit/lazy-imt.sol/LazyIMT.sol";
import { PoseidonT3 } from "poseidon-solidity/PoseidonT3.sol";

/// @param lastChangeBlock the block of the tree's last change; 0 before the first one
/// @param newest the row of `savedPeaks` that belongs to the newest snapshot
/// @param snapshots 40 bits each, newest lowest: 20 bits of leaf count (0 = none), above them 20 bits that tell which
/// levels of the snapshot's row in `savedPeaks` count
/// @param savedPeaks a ring of rows, one value per level; a value means nothing until its bit is set
struct RootHistoryData {
    uint64 lastChangeBlock;
    uint8 newest;
    uint160 snapshots;
    uint256[20][4] savedPeaks;
}

/// @title The end-of-block roots of the last blocks that changed the tree, at no hash for who changes it
/// @notice A root costs 20 Poseidon hashes, more than twice a registration, so none is computed when the tree changes. A tree
/// of n leaves is determined by its peaks: the full subtrees that n falls into, one per set bit of n. Appending leaves
/// touches none of them, and changing a leaf touches the one above it. A snapshot therefore is the leaf count at the
/// end of a block, and the former values of the peaks changed since; readers compute its root from that.
library RootHistory {
    /// @dev With the present root, five
    uint8 private constant SNAPSHOTS = 4;
    uint8 private constant DEPTH = 20;
    uint8 private constant SNAPSHOT_BITS = 40;
    uint8 private constant COUNT_BITS = 20;
    uint256 private constant COUNT_MASK = (1 << COUNT_BITS) - 1;

    /// @dev Call before a leaf is appended
    function beforeInsert(RootHistoryData storage self, LazyIMTData storage tree) internal {
        if (self.lastChangeBlock == block.number) return;
        if (self.lastChangeBlock != 0) {
            self.newest = (self.newest + 1) % SNAPSHOTS;
            self.snapshots = (self.snapshots << SNAPSHOT_BITS) | tree.numberOfLeaves;
        }
        self.lastChangeBlock = uint64(block.number);
    }

    /// @dev Call before the leaf at this index changes
    function beforeUpdate(RootHistoryData storage self, LazyIMTData storage tree, uint32 index) internal {
        beforeInsert(self, tree);
        uint160 snapshots = self.snapshots;
        for (uint8 k = 0; k < SNAPSHOTS; k++) {
            uint256 leafCount = _leafCount(snapshots, k);
            if (leafCount <= index) continue;
            // The first bit in which the index lies below the count is the level of the peak above the leaf.
            uint8 level = uint8(Math.log2(leafCount ^ index));
            if (_isSaved(snapshots, k, level)) continue;
            self.savedPeaks[_row(self.newest, k)][level] = _element(tree, level, index >> level);
            snapshots |= uint160(1) << (SNAPSHOT_BITS * k + COUNT_BITS + level);
        }
        self.snapshots = snapshots;
    }

    /// @return roots newest first; zeros where there have been fewer changes
    function recentRoots(
        RootHistoryData storage self,
        LazyIMTData storage tree
    )
        internal
        view
        returns (uint256[SNAPSHOTS + 1] memory roots)
    {
        if (self.lastChangeBlock == 0) return roots;
        roots[0] = LazyIMT.root(tree, DEPTH);
        for (uint8 k = 0; k < SNAPSHOTS && _leafCount(self.snapshots, k) != 0; k++) {
            roots[k + 1] = _snapshotRoot(self, tree, k);
        }
    }

    function _snapshotRoot(
        RootHistoryData storage self,
        LazyIMTData storage tree,
        uint8 k
    )
        private
        view
        returns (uint256 node)
    {
        uint160 snapshots = self.snapshots;
        uint256 leafCount = _leafCount(snapshots, k);
        // From the right edge up: the node holds what lies right of the peaks passed, zeros at first.
        for (uint8 level = 0; level < DEPTH; level++) {
            if ((leafCount >> level) & 1 == 0) {
                node = PoseidonT3.hash([node, LazyIMT.defaultZero(level)]);
            } else {
                uint256 peak = _isSaved(snapshots, k, level)
                    ? self.savedPeaks[_row(self.newest, k)][level]
                    : _element(tree, level, uint32(leafCount >> level) - 1);
                node = PoseidonT3.hash([peak, node]);
            }
        }
    }

    function _element(LazyIMTData storage tree, uint8 level, uint32 index) private view returns (uint256) {
        return tree.elements[InternalLazyIMT._indexForElement(level, index)];
    }

    function _leafCount(uint160 snapshots, uint8 k) private pure returns (uint256) {
        return (snapshots >> (SNAPSHOT_BITS * k)) & COUNT_MASK;
    }

    function _isSaved(uint160 snapshots, uint8 k, uint8 level) private pure returns (bool) {
        return (snapshots >> (SNAPSHOT_BITS * k + COUNT_BITS + level)) & 1 == 1;
    }

    function _row(uint8 newest, uint8 k) private pure returns (uint8) {
        return (newest + SNAPSHOTS - k) % SNAPSHOTS;
    }
}
