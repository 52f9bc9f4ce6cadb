// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that keeps part of every transfer: the recipient gets less than was sent
contract FeeOnTransferToken is ERC20 {
    /// @notice 0 to 100
    uint256 public feePercent;

    constructor(uint256 _feePercent) ERC20("FeeOnTransferToken", "FEE") {
        feePercent = _feePercent;
        _mint(msg.sender, 1_000_000 ether);
    }

    function _transfer(address from, address to, uint256 amount) internal override {
        uint256 fee = amount * feePercent / 100;
        super._transfer(from, to, amount - fee);
        if (fee > 0) _burn(from, fee);
    }
}
