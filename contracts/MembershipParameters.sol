// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { OwnableUpgradeable } from "@openzeppelin/contracts-upgradeable/access/OwnableUpgradeable.sol";

import { IPriceCalculator } from "./IPriceCalculator.sol";
import { MembershipSlashing } from "./MembershipSlashing.sol";
import "./interfaces/MembershipErrors.sol";

/// @title What the owner may change
abstract contract MembershipParameters is OwnableUpgradeable, MembershipSlashing {
    /// @notice Changes the price of future registrations
    function setPriceCalculator(address _priceCalculator) external onlyOwner {
        priceCalculator = IPriceCalculator(_priceCalculator);
    }

    /// @notice Changes the bound of the sum of all rate limits
    function setMaxTotalRateLimit(uint32 _maxTotalRateLimit) external onlyOwner {
        require(maxMembershipRateLimit <= _maxTotalRateLimit);
        maxTotalRateLimit = _maxTotalRateLimit;
    }

    /// @notice Changes the upper bound of future rate limits; MAX_RATE_LIMIT holds besides
    function setMaxMembershipRateLimit(uint32 _maxMembershipRateLimit) external onlyOwner {
        require(minMembershipRateLimit <= _maxMembershipRateLimit);
        maxMembershipRateLimit = _maxMembershipRateLimit;
    }

    /// @notice Changes the lower bound of future rate limits
    function setMinMembershipRateLimit(uint32 _minMembershipRateLimit) external onlyOwner {
        require(0 < _minMembershipRateLimit && _minMembershipRateLimit <= maxMembershipRateLimit);
        minMembershipRateLimit = _minMembershipRateLimit;
    }

    /// @notice Changes the active period of future memberships
    function setActiveDuration(uint32 _activeDuration) external onlyOwner {
        require(_activeDuration > 0);
        activeDurationForNewMemberships = _activeDuration;
    }

    /// @notice Changes the grace period of future memberships; 0 is allowed
    function setGracePeriodDuration(uint32 _gracePeriodDuration) external onlyOwner {
        gracePeriodDurationForNewMemberships = _gracePeriodDuration;
    }

    /// @notice Changes how long deposits stay slashable after erasure; releases already scheduled keep their time
    /// @param _depositReleaseDelay seconds; 0 releases at once, as the original. Should exceed an epoch, plus the time nodes
    /// accept old roots, plus commit and reveal.
    function setDepositReleaseDelay(uint32 _depositReleaseDelay) external onlyOwner {
        if (_depositReleaseDelay > MAX_DEPOSIT_RELEASE_DELAY) revert InvalidDepositReleaseDelay();
        depositReleaseDelay = _depositReleaseDelay;
    }

    /// @notice Changes the part of slashed deposits nobody gets, in 1/10000
    function setBurnedShare(uint16 basisPoints) external onlyOwner {
        if (basisPoints < MIN_BURNED_SHARE_BASIS_POINTS || basisPoints > MAX_BURNED_SHARE_BASIS_POINTS) {
            revert InvalidBurnedShare();
        }
        burnedShareBasisPoints = basisPoints;
    }
}
