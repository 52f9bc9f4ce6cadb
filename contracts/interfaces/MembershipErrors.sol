// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

// ---- as in the original WakuRlnV2 ----

/// The rate limit is outside minMembershipRateLimit..maxMembershipRateLimit, or over 65535
error InvalidMembershipRateLimit();

/// The sum of all rate limits would exceed maxTotalRateLimit
error CannotExceedMaxTotalRateLimit();

/// Only a membership in its grace period can be extended
error CannotExtendNonGracePeriodMembership(uint256 idCommitment);

/// Only the holder can extend a membership
error NonHolderCannotExtend(uint256 idCommitment);

/// A membership in its active period cannot be erased, not even by its holder
error CannotEraseActiveMembership(uint256 idCommitment);

/// A membership in its grace period can be erased by its holder only
error NonHolderCannotEraseGracePeriodMembership(uint256 idCommitment);

/// Neither a live membership nor (when slashing) a deposit in release has this idCommitment
error MembershipDoesNotExist(uint256 idCommitment);

// ---- ours: deposits ----

/// Only the owner of the permitted tokens can register with the permit
error PermitOwnerNotSender(address owner);

/// The token's transfer succeeded but brought nothing
error DepositNotReceived();

/// The idCommitment's previous deposit has not been released yet, so it cannot register
error DepositInRelease(uint256 idCommitment);

/// No deposit of this idCommitment awaits its release
error NoDepositInRelease(uint256 idCommitment);

/// The deposit is released at releaseTime, which is the largest integer while its leaf is still in the tree
error DepositNotReleasable(uint256 idCommitment, uint256 releaseTime);

/// No lazily erased membership left its leaf at this index
error LeafNotErasedLazily(uint32 index);

/// The delay exceeds MAX_DEPOSIT_RELEASE_DELAY
error InvalidDepositReleaseDelay();

// ---- ours: slashing ----

/// A slashed idCommitment can never register again
error IdCommitmentSlashed(uint256 idCommitment);

/// The identity secret hash is 0 or not below the field modulus
error InvalidIdentitySecretHash();

/// The reward cannot go to address 0
error InvalidSlashReceiver();

/// The sender's commit of the same hash is still live
error SlashCommitStillLive();

/// The sender has made no such commit
error SlashCommitNotFound();

/// The commit was made in this very block
error SlashCommitTooRecent();

/// The commit is older than a day
error SlashCommitExpired();

/// The share lies outside MIN_BURNED_SHARE_BASIS_POINTS..MAX_BURNED_SHARE_BASIS_POINTS
error InvalidBurnedShare();
