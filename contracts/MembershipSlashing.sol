// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { PoseidonT2 } from "poseidon-solidity/PoseidonT2.sol";

import { MembershipUpgradeable } from "./Membership.sol";
import "./interfaces/MembershipErrors.sol";

/// @title Slashing by commit and reveal
/// @notice Whoever knows the secret behind an idCommitment (two shares of one epoch reveal it) takes part of its deposit.
/// The secret is visible in the pending transaction, so it counts only with an earlier commit: the hash
///
///     keccak256(abi.encode(block.chainid, address(this), msg.sender, identitySecretHash, receiver, salt))
///
/// names the sender (nobody reveals another's commit) and the secret (nobody stocks commits before knowing it). A
/// spammer knows its own secret and can hold a commit ready to slash itself first: what deters it is the burned share.
/// Save the salt before sending the commit. No token moves here.
abstract contract MembershipSlashing is MembershipUpgradeable {
    /// @notice The order of the BN254 scalar field
    uint256 public constant Q =
        21_888_242_871_839_275_222_246_405_745_257_275_088_548_364_400_416_034_343_698_204_186_575_808_495_617;

    /// @notice Seconds after which a commit is worthless
    uint32 public constant SLASH_COMMIT_LIFETIME = 1 days;

    /// @notice Under this share, slashing oneself would be nearly free
    uint16 public constant MIN_BURNED_SHARE_BASIS_POINTS = 1000;

    /// @notice Over this share, nobody would pay the gas of slashing
    uint16 public constant MAX_BURNED_SHARE_BASIS_POINTS = 9000;

    uint16 private constant BASIS_POINTS = 10_000;

    /// @notice The part of a slashed deposit nobody gets, in 1/10000, rounded up
    uint16 public burnedShareBasisPoints;

    /// @notice Slashed deposits nobody owns, by token
    mapping(address token => uint256 amount) public burnedDeposits;

    /// @notice Whether this idCommitment was ever slashed, and so can never register again
    mapping(uint256 idCommitment => bool wasSlashed) public slashed;

    /// @notice Commits not yet revealed
    mapping(address sender => mapping(bytes32 commitHash => SlashCommit commit)) public slashCommits;

    uint256[46] private __gap;

    function __MembershipSlashing_init() internal onlyInitializing {
        burnedShareBasisPoints = BASIS_POINTS / 2;
    }

    /// @notice Registers the sender's intent to slash. The reveal works from the next block on, for a day.
    function commitSlash(bytes32 commitHash) external {
        SlashCommit storage commit = slashCommits[msg.sender][commitHash];
        if (commit.blockNumber != 0 && !_isOutlived(commit)) revert SlashCommitStillLive();
        commit.blockNumber = uint64(block.number);
        commit.timestamp = uint64(block.timestamp);
    }

    /// @dev Spends the sender's commit, takes the deposit and splits it between the receiver and nobody
    function _slash(uint256 identitySecretHash, address receiver, bytes32 salt) internal {
        if (identitySecretHash == 0 || identitySecretHash >= Q) revert InvalidIdentitySecretHash();
        if (receiver == address(0)) revert InvalidSlashReceiver();
        _spendCommit(identitySecretHash, receiver, salt);

        uint256 idCommitment = PoseidonT2.hash([identitySecretHash]);
        (uint32 index, address token, uint256 amount) = _confiscateDeposit(idCommitment);
        slashed[idCommitment] = true;
        // Up: of an amount too small to split, nothing is left for slashing oneself. Cannot overflow for any real token,
        // and must not for any other: the quotient is taken before the remainder.
        uint256 burned = amount / BASIS_POINTS * burnedShareBasisPoints
            + (amount % BASIS_POINTS * burnedShareBasisPoints + BASIS_POINTS - 1) / BASIS_POINTS;
        uint256 reward = amount - burned;
        burnedDeposits[token] += burned;
        depositsToWithdraw[receiver][token] += reward;
        emit MembershipSlashed(idCommitment, index, receiver, reward, burned, identitySecretHash);
    }

    function _spendCommit(uint256 identitySecretHash, address receiver, bytes32 salt) private {
        bytes32 commitHash =
            keccak256(abi.encode(block.chainid, address(this), msg.sender, identitySecretHash, receiver, salt));
        SlashCommit storage commit = slashCommits[msg.sender][commitHash];
        if (commit.blockNumber == 0) revert SlashCommitNotFound();
        if (commit.blockNumber == block.number) revert SlashCommitTooRecent();
        if (_isOutlived(commit)) revert SlashCommitExpired();
        delete slashCommits[msg.sender][commitHash];
    }

    function _isOutlived(SlashCommit storage commit) private view returns (bool) {
        return block.timestamp > commit.timestamp + SLASH_COMMIT_LIFETIME;
    }
}
