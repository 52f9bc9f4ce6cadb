// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { OwnableUpgradeable } from "@openzeppelin/contracts-upgradeable/access/OwnableUpgradeable.sol";
import { Initializable } from "@openzeppelin/contracts-upgradeable/proxy/utils/Initializable.sol";
import { UUPSUpgradeable } from "@openzeppelin/contracts-upgradeable/proxy/utils/UUPSUpgradeable.sol";
import { ReentrancyGuardUpgradeable } from "@openzeppelin/contracts-upgradeable/security/ReentrancyGuardUpgradeable.sol";
import { IERC20Permit } from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import { LazyIMT, LazyIMTData } from "@zk-kit/lazy-imt.sol/LazyIMT.sol";
import { PoseidonT3 } from "poseidon-solidity/PoseidonT3.sol";

import { MembershipParameters } from "./MembershipParameters.sol";
import { RootHistory, RootHistoryData } from "./RootHistory.sol";
import "./interfaces/MembershipErrors.sol";

/// Declared by the original and used by neither: duplicates revert with a string
error DuplicateIdCommitment();

/// The idCommitment is 0 or not below the field modulus
error InvalidIdCommitment(uint256 idCommitment);

/// The range is empty or reaches beyond the last leaf
error InvalidPaginationQuery(uint256 startIndex, uint256 endIndex);

/// @title The RLN membership set of a Waku network
/// @notice The interface is a superset of the original WakuRlnV2's. docs/contract.md tells where the behaviour differs.
contract WakuRlnV2 is
    Initializable,
    OwnableUpgradeable,
    UUPSUpgradeable,
    MembershipParameters,
    ReentrancyGuardUpgradeable
{
    using RootHistory for RootHistoryData;

    /// @notice Depth of the tree of rate commitments
    uint8 public constant MERKLE_TREE_DEPTH = 20;

    /// @notice Leaves of a full tree, 2^20. The lazy tree takes one fewer.
    uint32 public MAX_MEMBERSHIP_SET_SIZE;

    /// @notice From which block on there can be events
    uint32 public deployedBlockNumber;

    /// @notice The tree of rate commitments: (maxIndex, numberOfLeaves)
    LazyIMTData public merkleTree;

    RootHistoryData private _rootHistory;

    constructor() {
        _disableInitializers();
    }

    /// @notice Sets the contract up behind its proxy; the caller becomes the owner
    function initialize(
        address _priceCalculator,
        uint32 _maxTotalRateLimit,
        uint32 _minMembershipRateLimit,
        uint32 _maxMembershipRateLimit,
        uint32 _activeDuration,
        uint32 _gracePeriod
    )
        public
        initializer
    {
        __Ownable_init();
        __UUPSUpgradeable_init();
        __MembershipUpgradeable_init(
            _priceCalculator,
            _maxTotalRateLimit,
            _minMembershipRateLimit,
            _maxMembershipRateLimit,
            _activeDuration,
            _gracePeriod
        );
        __MembershipSlashing_init();
        __ReentrancyGuard_init();
        MAX_MEMBERSHIP_SET_SIZE = uint32(1 << MERKLE_TREE_DEPTH);
        deployedBlockNumber = uint32(block.number);
        LazyIMT.init(merkleTree, MERKLE_TREE_DEPTH);
    }

    // ---- members ----

    /// @notice Registers a membership for the sender, who must have approved the deposit
    /// @param idCommitmentsToErase expired memberships, or the sender's own in grace, to erase with their leaves before
    function register(
        uint256 idCommitment,
        uint32 rateLimit,
        uint256[] calldata idCommitmentsToErase
    )
        external
        nonReentrant
    {
        _register(idCommitment, rateLimit, idCommitmentsToErase);
    }

    /// @notice Registers a membership for the sender, whose signature (EIP-2612) approves the deposit
    /// @param owner the sender. The signature does not say which idCommitment it pays for: from anyone else, a signature seen
    /// in a pending transaction, or an approval left over, would pay for the membership of whoever is faster.
    /// @param deadline until when the token takes the signature, in seconds since 1970
    /// @param v of the owner's signature over a permit of exactly the deposit for this contract; r and s too
    /// @param idCommitmentsToErase as in `register`
    function registerWithPermit(
        address owner,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s,
        uint256 idCommitment,
        uint32 rateLimit,
        uint256[] calldata idCommitmentsToErase
    )
        external
        nonReentrant
    {
        if (!isValidIdCommitment(idCommitment)) revert InvalidIdCommitment(idCommitment);
        if (owner != _msgSender()) revert PermitOwnerNotSender(owner);
        _permitDeposit(rateLimit, deadline, v, r, s);
        _register(idCommitment, rateLimit, idCommitmentsToErase);
    }

    /// @notice Prolongs the sender's memberships that are in their grace period
    function extendMemberships(uint256[] calldata idCommitments) external {
        for (uint256 i = 0; i < idCommitments.length; i++) {
            _extendMembership(_msgSender(), idCommitments[i]);
        }
    }

    /// @notice Erases expired memberships, or the sender's own in grace, with their leaves
    function eraseMemberships(uint256[] calldata idCommitments) external nonReentrant {
        _eraseMemberships(idCommitments, true);
    }

    /// @notice Erases expired memberships, or the sender's own in grace
    /// @param eraseFromMembershipSet false keeps the leaves until their index is reused or `clearLeaf` is called; until
    /// then the deposits are not released
    function eraseMemberships(uint256[] calldata idCommitments, bool eraseFromMembershipSet) external nonReentrant {
        _eraseMemberships(idCommitments, eraseFromMembershipSet);
    }

    /// @notice Clears the leaf of a lazily erased membership, which lets its deposit go. Anyone may.
    function clearLeaf(uint32 index) external nonReentrant {
        _clearLeaf(index);
    }

    /// @notice Credits deposits whose release time has come to their holders. Anyone may.
    function releaseDeposits(uint256[] calldata idCommitments) external nonReentrant {
        for (uint256 i = 0; i < idCommitments.length; i++) {
            _releaseDeposit(idCommitments[i]);
        }
    }

    /// @notice Pays the sender its released deposits and rewards in this token
    function withdraw(address token) external nonReentrant {
        _withdraw(_msgSender(), token);
    }

    /// @notice Reveals a commit and slashes the membership of this secret, or its deposit in release
    /// @param identitySecretHash the secret: Poseidon of it is the idCommitment
    /// @param receiver who may withdraw the reward
    /// @param salt as in the commit
    function slash(uint256 identitySecretHash, address receiver, bytes32 salt) external nonReentrant {
        _slash(identitySecretHash, receiver, salt);
    }

    // ---- readers ----

    /// @notice Whether this is a field element other than 0
    function isValidIdCommitment(uint256 idCommitment) public pure returns (bool) {
        return 0 < idCommitment && idCommitment < Q;
    }

    /// @notice Whether a live membership (active, in grace or expired, but not erased) has this idCommitment
    function isInMembershipSet(uint256 idCommitment) public view returns (bool) {
        return memberships[idCommitment].rateLimit != 0;
    }

    /// @notice Rate limit, index and leaf of a live membership; zeros if there is none
    function getMembershipInfo(uint256 idCommitment) public view returns (uint32, uint32, uint256) {
        MembershipInfo storage membership = memberships[idCommitment];
        if (membership.rateLimit == 0) return (0, 0, 0);
        return (membership.rateLimit, membership.index, _leaf(membership.index));
    }

    /// @notice The leaves from startIndex to endIndex, both included; 0 = erased
    function getRateCommitmentsInRangeBoundsInclusive(
        uint32 startIndex,
        uint32 endIndex
    )
        public
        view
        returns (uint256[] memory leaves)
    {
        if (startIndex > endIndex || endIndex >= nextFreeIndex) revert InvalidPaginationQuery(startIndex, endIndex);
        leaves = new uint256[](endIndex - startIndex + 1);
        for (uint256 i = 0; i < leaves.length; i++) {
            leaves[i] = _leaf(startIndex + uint32(i));
        }
    }

    /// @notice The root of the tree
    function root() external view returns (uint256) {
        return LazyIMT.root(merkleTree, MERKLE_TREE_DEPTH);
    }

    /// @notice The end-of-block roots of the last five blocks that changed the tree, newest first, then zeros
    function getRecentRoots() public view returns (uint256[5] memory) {
        return _rootHistory.recentRoots(merkleTree);
    }

    /// @notice One of the recent roots: 0 is the newest; 5 and above revert
    function getRootAt(uint8 age) external view returns (uint256) {
        return getRecentRoots()[age];
    }

    /// @notice The siblings from the leaf up
    function getMerkleProof(uint40 index) public view returns (uint256[MERKLE_TREE_DEPTH] memory proof) {
        uint256[] memory siblings = LazyIMT.merkleProofElements(merkleTree, index, MERKLE_TREE_DEPTH);
        for (uint8 i = 0; i < MERKLE_TREE_DEPTH; i++) {
            proof[i] = siblings[i];
        }
    }

    // ---- upgrading ----

    // solhint-disable-next-line no-empty-blocks
    function _authorizeUpgrade(address) internal override onlyOwner { }

    // ---- registering ----

    function _register(uint256 idCommitment, uint32 rateLimit, uint256[] calldata idCommitmentsToErase) private {
        if (!isValidIdCommitment(idCommitment)) revert InvalidIdCommitment(idCommitment);
        require(!isInMembershipSet(idCommitment), "Duplicate idCommitment: membership already exists");
        if (slashed[idCommitment]) revert IdCommitmentSlashed(idCommitment);
        if (_pendingReleases[idCommitment].holder != address(0)) revert DepositInRelease(idCommitment);

        _eraseMemberships(idCommitmentsToErase, true);
        (uint32 index, bool indexReused, uint256 price) = _acquireMembership(_msgSender(), idCommitment, rateLimit);
        uint256 rateCommitment = PoseidonT3.hash([idCommitment, rateLimit]);
        if (indexReused) _updateLeaf(index, rateCommitment);
        else _insertLeaf(rateCommitment);
        _collectDeposit(idCommitment, price);
        // After the transfer: clients of the original look for this event behind the token's two.
        emit MembershipRegistered(idCommitment, rateLimit, index);
    }

    /// @dev Has the token book the sender's approval of the present price. Whoever sees the signature may have brought it to
    /// the token before: a refusal says nothing, and the transfer tells whether the approval is there.
    function _permitDeposit(uint32 rateLimit, uint256 deadline, uint8 v, bytes32 r, bytes32 s) private {
        (address token, uint256 price) = priceCalculator.calculate(rateLimit);
        // solhint-disable-next-line no-empty-blocks
        try IERC20Permit(token).permit(_msgSender(), address(this), price, deadline, v, r, s) { } catch { }
    }

    // ---- the tree ----

    function _eraseMemberships(uint256[] calldata idCommitments, bool eraseLeaf) private {
        for (uint256 i = 0; i < idCommitments.length; i++) {
            _eraseMembership(_msgSender(), idCommitments[i], eraseLeaf);
        }
    }

    function _leaf(uint32 index) private view returns (uint256) {
        return merkleTree.elements[LazyIMT.indexForElement(0, index)];
    }

    function _insertLeaf(uint256 leaf) internal {
        _rootHistory.beforeInsert(merkleTree);
        LazyIMT.insert(merkleTree, leaf);
    }

    function _updateLeaf(uint32 index, uint256 leaf) private {
        _rootHistory.beforeUpdate(merkleTree, index);
        LazyIMT.update(merkleTree, leaf, index);
    }

    function _zeroLeaf(uint32 index) internal override {
        _updateLeaf(index, 0);
    }

    function _indexBound() internal view override returns (uint32) {
        return uint32(merkleTree.maxIndex);
    }
}
