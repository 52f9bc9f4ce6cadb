// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

/// @title What a membership costs
interface IPriceCalculator {
    /// @param rateLimit messages per epoch the membership shall allow
    /// @return token the ERC-20 token the deposit is paid in
    /// @return amount the deposit, in the token's smallest unit
    function calculate(uint32 rateLimit) external view returns (address token, uint256 amount);
}
