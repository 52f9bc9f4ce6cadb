// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { WakuRlnV2 } from "../WakuRlnV2.sol";

/// @title Takes many leaves in one transaction, to measure what a call costs in a large tree
contract SeedableWakuRlnV2 is WakuRlnV2 {
    /// @notice Appends count leaves that belong to nobody: first, first + 1 and so on
    function seedLeaves(uint256 first, uint32 count) external {
        for (uint32 i = 0; i < count; i++) {
            _insertLeaf(first + i);
        }
        nextFreeIndex += count;
    }
}
