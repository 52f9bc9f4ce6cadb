// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

// Not used here: the original's file makes these names visible to whoever imports it, and its suite relies on that.
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import { IPriceCalculator } from "./IPriceCalculator.sol";
import { MembershipDeposits } from "./MembershipDeposits.sol";
// Imported whole, so that whoever imports this file sees the errors at file level as in the original.
import "./interfaces/MembershipErrors.sol";

/// @title The life of a membership: active, in grace, expired, erased or slashed
/// @notice Knows indices but no tree: the heir keeps the leaves (`_zeroLeaf`).
abstract contract MembershipUpgradeable is MembershipDeposits {
    /// @notice No rate limit is ever above this: the circuit proves message ids within 16 bits
    uint32 public constant MAX_RATE_LIMIT = 65_535;

    /// @notice A membership was registered and its leaf Poseidon(idCommitment, membershipRateLimit) set at index
    event MembershipRegistered(uint256 idCommitment, uint256 membershipRateLimit, uint32 index);

    /// @notice An expired membership was erased; comes with MembershipErased. Expiry itself emits nothing.
    event MembershipExpired(uint256 idCommitment, uint32 membershipRateLimit, uint32 index);

    /// @notice A membership was erased or slashed
    event MembershipErased(uint256 idCommitment, uint32 membershipRateLimit, uint32 index);

    /// @notice A membership in its grace period is active again
    event MembershipExtended(
        uint256 idCommitment, uint32 membershipRateLimit, uint32 index, uint256 newGracePeriodStartTimestamp
    );

    function __MembershipUpgradeable_init(
        address _priceCalculator,
        uint32 _maxTotalRateLimit,
        uint32 _minMembershipRateLimit,
        uint32 _maxMembershipRateLimit,
        uint32 _activeDurationForNewMemberships,
        uint32 _gracePeriodDurationForNewMemberships
    )
        internal
        onlyInitializing
    {
        require(0 < _minMembershipRateLimit);
        require(_minMembershipRateLimit <= _maxMembershipRateLimit);
        require(_maxMembershipRateLimit <= _maxTotalRateLimit);
        require(_activeDurationForNewMemberships > 0);

        priceCalculator = IPriceCalculator(_priceCalculator);
        maxTotalRateLimit = _maxTotalRateLimit;
        maxMembershipRateLimit = _maxMembershipRateLimit;
        minMembershipRateLimit = _minMembershipRateLimit;
        activeDurationForNewMemberships = _activeDurationForNewMemberships;
        gracePeriodDurationForNewMemberships = _gracePeriodDurationForNewMemberships;
    }

    /// @notice Whether a new membership may have this rate limit
    function isValidMembershipRateLimit(uint32 rateLimit) public view returns (bool) {
        return minMembershipRateLimit <= rateLimit && rateLimit <= maxMembershipRateLimit && rateLimit <= MAX_RATE_LIMIT;
    }

    /// @notice Whether the membership can be extended, and be erased by its holder only
    function isInGracePeriod(uint256 idCommitment) public view returns (bool) {
        return _isInGracePeriod(memberships[idCommitment]);
    }

    /// @notice Whether anyone may erase the membership. True for an unknown idCommitment, as in the original.
    function isExpired(uint256 idCommitment) public view returns (bool) {
        return membershipExpirationTimestamp(idCommitment) <= block.timestamp;
    }

    /// @notice The first second in which the membership is expired
    function membershipExpirationTimestamp(uint256 idCommitment) public view returns (uint256) {
        return _expirationTimestamp(memberships[idCommitment]);
    }

    /// @dev Books a membership that has not paid yet; `_collectDeposit` must follow
    function _acquireMembership(
        address holder,
        uint256 idCommitment,
        uint32 rateLimit
    )
        internal
        returns (uint32 index, bool indexReused, uint256 price)
    {
        if (!isValidMembershipRateLimit(rateLimit)) revert InvalidMembershipRateLimit();
        currentTotalRateLimit += rateLimit;
        if (currentTotalRateLimit > maxTotalRateLimit) revert CannotExceedMaxTotalRateLimit();

        address token;
        (token, price) = priceCalculator.calculate(rateLimit);
        (index, indexReused) = _takeFreeIndex();
        memberships[idCommitment] = MembershipInfo({
            depositAmount: 0,
            activeDuration: activeDurationForNewMemberships,
            gracePeriodStartTimestamp: block.timestamp + activeDurationForNewMemberships,
            gracePeriodDuration: gracePeriodDurationForNewMemberships,
            rateLimit: rateLimit,
            index: index,
            holder: holder,
            token: token
        });
    }

    /// @dev Reuses the index erased last, or takes a new one
    function _takeFreeIndex() private returns (uint32 index, bool indexReused) {
        uint256 reusable = indicesOfLazilyErasedMemberships.length;
        if (reusable != 0) {
            index = indicesOfLazilyErasedMemberships[reusable - 1];
            indicesOfLazilyErasedMemberships.pop();
            indexReused = true;
            _releaseDepositBehindLeaf(index);
        } else {
            index = nextFreeIndex;
            require(index < _indexBound(), "Membership set is full");
            nextFreeIndex = index + 1;
        }
    }

    /// @dev The new active period starts when the running grace period would have ended, whenever it is extended
    function _extendMembership(address sender, uint256 idCommitment) internal {
        MembershipInfo storage membership = memberships[idCommitment];
        if (!_isInGracePeriod(membership)) revert CannotExtendNonGracePeriodMembership(idCommitment);
        if (sender != membership.holder) revert NonHolderCannotExtend(idCommitment);

        uint256 newGracePeriodStart = _expirationTimestamp(membership) + membership.activeDuration;
        membership.gracePeriodStartTimestamp = newGracePeriodStart;
        emit MembershipExtended(idCommitment, membership.rateLimit, membership.index, newGracePeriodStart);
    }

    /// @dev Erases an expired membership, or the sender's own in its grace period
    /// @param eraseLeaf false leaves the leaf in the tree, and the deposit with it
    function _eraseMembership(address sender, uint256 idCommitment, bool eraseLeaf) internal {
        MembershipInfo memory membership = memberships[idCommitment];
        if (membership.rateLimit == 0) revert MembershipDoesNotExist(idCommitment);
        bool expired = _expirationTimestamp(membership) <= block.timestamp;
        if (!expired) {
            if (!_isInGracePeriod(membership)) revert CannotEraseActiveMembership(idCommitment);
            if (sender != membership.holder) revert NonHolderCannotEraseGracePeriodMembership(idCommitment);
        }

        if (expired) emit MembershipExpired(idCommitment, membership.rateLimit, membership.index);
        _removeMembership(idCommitment, membership, eraseLeaf);
        PendingRelease memory release = PendingRelease({
            holder: membership.holder,
            index: membership.index,
            releaseTime: LEAF_STILL_IN_TREE,
            token: membership.token,
            amount: membership.depositAmount
        });
        if (eraseLeaf) {
            _startRelease(idCommitment, release);
        } else {
            _pendingReleases[idCommitment] = release;
            lazilyErasedIdCommitments[membership.index] = idCommitment;
        }
    }

    /// @dev Clears the leaf a lazy erasure left behind
    function _clearLeaf(uint32 index) internal {
        uint256 idCommitment = lazilyErasedIdCommitments[index];
        if (idCommitment == 0) revert LeafNotErasedLazily(index);
        _zeroLeaf(index);
        emit LeafErasure(idCommitment, index, true);
        _releaseDepositBehindLeaf(index);
    }

    /// @dev Takes the deposit of a live membership, or the one in release, away from its holder
    /// @return index where the membership's leaf was; it is gone in any case
    function _confiscateDeposit(uint256 idCommitment) internal returns (uint32 index, address token, uint256 amount) {
        MembershipInfo memory membership = memberships[idCommitment];
        if (membership.rateLimit != 0) {
            _removeMembership(idCommitment, membership, true);
            return (membership.index, membership.token, membership.depositAmount);
        }
        PendingRelease memory release = _pendingReleases[idCommitment];
        if (release.holder == address(0)) revert MembershipDoesNotExist(idCommitment);
        delete _pendingReleases[idCommitment];
        if (release.releaseTime == LEAF_STILL_IN_TREE) {
            delete lazilyErasedIdCommitments[release.index];
            _zeroLeaf(release.index);
            emit LeafErasure(idCommitment, release.index, true);
        }
        return (release.index, release.token, release.amount);
    }

    /// @dev Frees rate and index. What becomes of the deposit is the caller's business.
    function _removeMembership(uint256 idCommitment, MembershipInfo memory membership, bool eraseLeaf) private {
        currentTotalRateLimit -= membership.rateLimit;
        indicesOfLazilyErasedMemberships.push(membership.index);
        delete memberships[idCommitment];
        if (eraseLeaf) _zeroLeaf(membership.index);
        emit MembershipErased(idCommitment, membership.rateLimit, membership.index);
        emit LeafErasure(idCommitment, membership.index, eraseLeaf);
    }

    function _isInGracePeriod(MembershipInfo memory membership) private view returns (bool) {
        return membership.gracePeriodStartTimestamp <= block.timestamp
            && block.timestamp < _expirationTimestamp(membership);
    }

    function _expirationTimestamp(MembershipInfo memory membership) private pure returns (uint256) {
        return membership.gracePeriodStartTimestamp + membership.gracePeriodDuration;
    }

    /// @dev Sets the leaf to 0
    function _zeroLeaf(uint32 index) internal virtual;

    /// @dev The first index that must not be used
    function _indexBound() internal view virtual returns (uint32);
}
