// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { WakuRlnV2 } from "../WakuRlnV2.sol";

/// @title What a later version could look like: the same storage and one function more
contract UpgradedWakuRlnV2 is WakuRlnV2 {
    function version() external pure returns (uint256) {
        return 2;
    }
}
