// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { Initializable } from "@openzeppelin/contracts-upgradeable/proxy/utils/Initializable.sol";

import { IPriceCalculator } from "./IPriceCalculator.sol";
import { IMembership } from "./interfaces/IMembership.sol";

/// @title What the contract remembers of memberships and deposits
abstract contract MembershipStorage is Initializable, IMembership {
    // ---- storage of the original: same order, same slots (nextFreeIndex at 206) ----

    /// @notice Sets the token and the amount of new deposits
    IPriceCalculator public priceCalculator;

    /// @notice Bound of the sum of all rate limits, in messages per epoch
    uint32 public maxTotalRateLimit;

    /// @notice Upper bound of one rate limit, in messages per epoch; above MAX_RATE_LIMIT it has no effect
    uint32 public maxMembershipRateLimit;

    /// @notice Lower bound of one rate limit, in messages per epoch
    uint32 public minMembershipRateLimit;

    /// @notice Seconds of the active period given to new memberships
    uint32 public activeDurationForNewMemberships;

    /// @notice Seconds of the grace period given to new memberships
    uint32 public gracePeriodDurationForNewMemberships;

    /// @notice What a holder can withdraw, by token
    mapping(address holder => mapping(address token => uint256 balance)) public depositsToWithdraw;

    /// @notice Sum of the rate limits of all live memberships, in messages per epoch
    uint256 public currentTotalRateLimit;

    /// @notice The live memberships
    mapping(uint256 idCommitment => MembershipInfo membership) public memberships;

    /// @notice The index the next membership gets when none is free for reuse
    uint32 public nextFreeIndex;

    /// @notice Indices of erased memberships (lazily or not), reused last in, first out
    uint32[] public indicesOfLazilyErasedMemberships;

    // ---- ours ----

    /// @notice Seconds an erased membership's deposit stays slashable once its leaf has left the tree
    uint32 public depositReleaseDelay;

    /// @dev Deposits of erased memberships that were not credited yet
    mapping(uint256 idCommitment => PendingRelease release) internal _pendingReleases;

    /// @notice The erased idCommitment whose leaf is still at this index; 0 = none
    mapping(uint32 index => uint256 idCommitment) public lazilyErasedIdCommitments;

    uint256[47] private __gap;
}
