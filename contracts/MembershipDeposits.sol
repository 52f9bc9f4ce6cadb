// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import { MembershipStorage } from "./MembershipStorage.sol";
import "./interfaces/MembershipErrors.sol";

/// @title The way of a deposit: in, held behind its leaf, held for the release delay, credited, out
/// @notice Rebasing tokens are not supported: what is booked here must stay in the contract's balance.
abstract contract MembershipDeposits is MembershipStorage {
    using SafeERC20 for IERC20;

    /// @notice The longest delay an owner can set, so that deposits cannot be held for ever
    uint32 public constant MAX_DEPOSIT_RELEASE_DELAY = 30 days;

    /// @dev releaseTime of a lazily erased membership: its leaf still proves, so its deposit stays
    uint64 internal constant LEAF_STILL_IN_TREE = type(uint64).max;

    /// @notice The deposit of an erased membership that cannot be withdrawn yet
    /// @return holder who gets it; 0 = there is no such deposit
    /// @return token the deposit's token
    /// @return amount in the token's smallest unit
    /// @return releaseTime from when `releaseDeposits` works, in seconds since 1970; the largest integer as long as the
    /// leaf of a lazily erased membership is in the tree
    function pendingRelease(uint256 idCommitment)
        public
        view
        returns (address holder, address token, uint256 amount, uint256 releaseTime)
    {
        PendingRelease memory release = _pendingReleases[idCommitment];
        return (release.holder, release.token, release.amount, _releaseTimestamp(release));
    }

    /// @dev Takes the price from the holder and books what arrived, never more than was asked for
    function _collectDeposit(uint256 idCommitment, uint256 price) internal {
        MembershipInfo storage membership = memberships[idCommitment];
        IERC20 token = IERC20(membership.token);
        uint256 balanceBefore = token.balanceOf(address(this));
        token.safeTransferFrom(membership.holder, address(this), price);
        uint256 received = token.balanceOf(address(this)) - balanceBefore;
        if (received == 0 && price > 0) revert DepositNotReceived();
        membership.depositAmount = received < price ? received : price;
    }

    /// @dev Credits a deposit whose release time has come
    function _releaseDeposit(uint256 idCommitment) internal {
        PendingRelease memory release = _pendingReleases[idCommitment];
        if (release.holder == address(0)) revert NoDepositInRelease(idCommitment);
        if (block.timestamp < release.releaseTime) {
            revert DepositNotReleasable(idCommitment, _releaseTimestamp(release));
        }
        _creditDeposit(idCommitment, release);
    }

    function _withdraw(address sender, address token) internal {
        require(token != address(0), "ETH is not allowed");
        uint256 amount = depositsToWithdraw[sender][token];
        require(amount > 0, "Insufficient deposit balance");
        depositsToWithdraw[sender][token] = 0;
        IERC20(token).safeTransfer(sender, amount);
    }

    /// @dev The leaf at this index is gone or about to be overwritten: the deposit that stood behind it may go
    function _releaseDepositBehindLeaf(uint32 index) internal {
        uint256 idCommitment = lazilyErasedIdCommitments[index];
        if (idCommitment == 0) return;
        delete lazilyErasedIdCommitments[index];
        _startRelease(idCommitment, _pendingReleases[idCommitment]);
    }

    function _startRelease(uint256 idCommitment, PendingRelease memory release) internal {
        if (depositReleaseDelay == 0) {
            _creditDeposit(idCommitment, release);
            return;
        }
        release.releaseTime = uint64(block.timestamp + depositReleaseDelay);
        _pendingReleases[idCommitment] = release;
        emit DepositReleaseScheduled(idCommitment, release.releaseTime);
    }

    function _creditDeposit(uint256 idCommitment, PendingRelease memory release) private {
        delete _pendingReleases[idCommitment];
        depositsToWithdraw[release.holder][release.token] += release.amount;
        emit DepositReleased(idCommitment, release.holder, release.token, release.amount);
    }

    function _releaseTimestamp(PendingRelease memory release) private pure returns (uint256) {
        return release.releaseTime == LEAF_STILL_IN_TREE ? type(uint256).max : release.releaseTime;
    }
}
