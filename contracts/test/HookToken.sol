// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that calls whom it is told to in the middle of every transfer, as ERC-777 lets recipients do
contract HookToken is ERC20 {
    address private _target;
    bytes private _call;
    bool private _swallowsRevert;
    uint256 private _gift;

    /// @notice What the last hook's call came back with
    bool public hookSucceeded;
    bytes public hookResult;

    constructor() ERC20("HookToken", "HOOK") {
        _mint(msg.sender, 1_000_000 ether);
    }

    /// @param swallowsRevert whether the transfer goes on when the call reverts
    function setHook(address target, bytes calldata call, bool swallowsRevert) external {
        _target = target;
        _call = call;
        _swallowsRevert = swallowsRevert;
    }

    /// @notice What the recipient of every transfer gets besides
    function setGift(uint256 amount) external {
        _gift = amount;
    }

    function _afterTokenTransfer(address from, address to, uint256) internal override {
        if (from != address(0) && _gift > 0) _mint(to, _gift);
    }

    function _beforeTokenTransfer(address, address, uint256) internal override {
        if (_target == address(0)) return;
        (hookSucceeded, hookResult) = _target.call(_call);
        if (!hookSucceeded && !_swallowsRevert) {
            bytes memory result = hookResult;
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
    }
}
