// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { IPriceCalculator } from "../IPriceCalculator.sol";

/// @title Asks the same deposit for every rate limit, in any token; 0 is allowed
contract FixedPriceCalculator is IPriceCalculator {
    address private immutable _token;
    uint256 private immutable _amount;

    constructor(address token, uint256 amount) {
        _token = token;
        _amount = amount;
    }

    function calculate(uint32) external view returns (address, uint256) {
        return (_token, _amount);
    }
}
