// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

/// @title What a membership is, and what our additions to the original WakuRlnV2 announce
/// @notice The original's own events stand in MembershipUpgradeable, where its clients' tests look for them. No event
/// argument is indexed: clients read all of them from the data.
interface IMembership {
    /// @notice A live membership. The order of the fields is the original's, clients decode it as a tuple.
    struct MembershipInfo {
        /// the deposit booked for this membership, in the token's smallest unit
        uint256 depositAmount;
        /// seconds of the active period
        uint32 activeDuration;
        /// end of the active period and start of the grace period, in seconds since 1970
        uint256 gracePeriodStartTimestamp;
        /// seconds of the grace period
        uint32 gracePeriodDuration;
        /// messages per epoch; 0 means that there is no such membership
        uint32 rateLimit;
        /// position of its leaf in the tree
        uint32 index;
        /// who registered it: may extend and erase it, and gets the deposit back
        address holder;
        /// the token the deposit was paid in
        address token;
    }

    /// @notice The deposit of an erased membership, on its way back to the holder and still slashable
    struct PendingRelease {
        address holder;
        /// where the membership's leaf was, or still is
        uint32 index;
        /// seconds since 1970; the largest uint64 while the leaf is still in the tree
        uint64 releaseTime;
        address token;
        uint256 amount;
    }

    /// @notice When a slash was committed to
    struct SlashCommit {
        uint64 blockNumber;
        uint64 timestamp;
    }

    /// @notice Tells a lazy erasure (leafErased false: the leaf stays) from a full one (true: the leaf is 0 now).
    /// Comes with every MembershipErased, and once more with true when a leaf that had stayed is cleared. The tree can
    /// be rebuilt from MembershipRegistered and the LeafErasure events with leafErased true.
    event LeafErasure(uint256 idCommitment, uint32 index, bool leafErased);

    /// @notice The deposit of an erased membership can be released at releaseTime and be slashed until it is
    event DepositReleaseScheduled(uint256 idCommitment, uint256 releaseTime);

    /// @notice The deposit of an erased membership was added to the holder's depositsToWithdraw
    event DepositReleased(uint256 idCommitment, address holder, address token, uint256 amount);

    /// @notice A membership, or the deposit of an erased one, was slashed
    /// @param identitySecretHash the secret whose Poseidon hash is idCommitment; public from now on
    event MembershipSlashed(
        uint256 idCommitment,
        uint32 index,
        address receiver,
        uint256 reward,
        uint256 burned,
        uint256 identitySecretHash
    );
}
