// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { Ownable } from "@openzeppelin/contracts/access/Ownable.sol";
import { IPriceCalculator } from "./IPriceCalculator.sol";

/// Deposits are paid in an ERC-20 token, never in the chain's own coin (address 0)
error OnlyTokensAllowed();

/// @title A deposit proportional to the rate limit
contract LinearPriceCalculator is IPriceCalculator, Ownable {
    /// @notice The ERC-20 token deposits are paid in
    address public token;

    /// @notice The deposit per message per epoch, in the token's smallest unit
    uint256 public pricePerMessagePerEpoch;

    constructor(address _token, uint256 _pricePerMessagePerEpoch) Ownable() {
        _setTokenAndPrice(_token, _pricePerMessagePerEpoch);
    }

    /// @notice Changes the terms of future registrations; deposits already paid keep theirs
    function setTokenAndPrice(address _token, uint256 _pricePerMessagePerEpoch) external onlyOwner {
        _setTokenAndPrice(_token, _pricePerMessagePerEpoch);
    }

    /// @inheritdoc IPriceCalculator
    function calculate(uint32 rateLimit) external view returns (address, uint256) {
        return (token, uint256(rateLimit) * pricePerMessagePerEpoch);
    }

    function _setTokenAndPrice(address _token, uint256 _pricePerMessagePerEpoch) private {
        if (_token == address(0)) revert OnlyTokensAllowed();
        token = _token;
        pricePerMessagePerEpoch = _pricePerMessagePerEpoch;
    }
}
