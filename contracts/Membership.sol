// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { Initializable } from "@openzeppelin/contracts-upgradeable/proxy/utils/Initializable.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import { IPriceCalculator } from "./IPriceCalculator.sol";
import { IMembership } from "./interfaces/IMembership.sol";
// Imported whole, so that whoever imports this file sees the errors at file level as in the original.
import "./interfaces/MembershipErrors.sol";

/// @title The life of memberships and the way of their deposits
/// @notice Knows indices but no tree: the heir keeps the leaves (`_zeroLeaf`). Rebasing tokens are not supported.
abstract contract MembershipUpgradeable is Initializable, IMembership {
    using SafeERC20 for IERC20;

    /// @notice No rate limit is ever above this: the circuit proves message ids within 16 bits
    uint32 public constant MAX_RATE_LIMIT = 65_535;

    /// @notice The longest delay an owner can set, so that deposits cannot be held for ever
    uint32 public constant MAX_DEPOSIT_RELEASE_DELAY = 30 days;

    /// @dev releaseTime of a lazily erased membership: its leaf still proves, so its deposit stays
    uint64 private constant LEAF_STILL_IN_TREE = type(uint64).max;

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

    mapping(uint256 idCommitment => PendingRelease release) private _pendingReleases;

    /// @notice The erased idCommitment whose leaf is still at this index; 0 = none
    mapping(uint32 index => uint256 idCommitment) public lazilyErasedIdCommitments;

    uint256[47] private __gap;

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

    /// @dev Sets the leaf to 0
    function _zeroLeaf(uint32 index) internal virtual;

    /// @dev The first index that must not be used
    function _indexBound() internal view virtual returns (uint32);

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

    function _requireNoPendingRelease(uint256 idCommitment) internal view {
        if (_pendingReleases[idCommitment].holder != address(0)) revert DepositInRelease(idCommitment);
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

    /// @dev The leaf at this index is gone or about to be overwritten: the deposit that stood behind it may go
    function _releaseDepositBehindLeaf(uint32 index) private {
        uint256 idCommitment = lazilyErasedIdCommitments[index];
        if (idCommitment == 0) return;
        delete lazilyErasedIdCommitments[index];
        _startRelease(idCommitment, _pendingReleases[idCommitment]);
    }

    function _startRelease(uint256 idCommitment, PendingRelease memory release) private {
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

    function _isInGracePeriod(MembershipInfo memory membership) private view returns (bool) {
        return membership.gracePeriodStartTimestamp <= block.timestamp
            && block.timestamp < _expirationTimestamp(membership);
    }

    function _expirationTimestamp(MembershipInfo memory membership) private pure returns (uint256) {
        return membership.gracePeriodStartTimestamp + membership.gracePeriodDuration;
    }

    function _releaseTimestamp(PendingRelease memory release) private pure returns (uint256) {
        return release.releaseTime == LEAF_STILL_IN_TREE ? type(uint256).max : release.releaseTime;
    }
}
