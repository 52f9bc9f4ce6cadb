// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

import { OwnableUpgradeable } from "@openzeppelin/contracts-upgradeable/access/OwnableUpgradeable.sol";
import { Initializable } from "@openzeppelin/contracts-upgradeable/proxy/utils/Initializable.sol";
import { UUPSUpgradeable } from "@openzeppelin/contracts-upgradeable/proxy/utils/UUPSUpgradeable.sol";
import { ERC20Upgradeable } from "@openzeppelin/contracts-upgradeable/token/ERC20/ERC20Upgradeable.sol";
import { ERC20PermitUpgradeable } from
    "@openzeppelin/contracts-upgradeable/token/ERC20/extensions/ERC20PermitUpgradeable.sol";
import { AddressUpgradeable } from "@openzeppelin/contracts-upgradeable/utils/AddressUpgradeable.sol";

/// Declared by the original, which reverts with the string "AccountNotMinter" instead
error AccountNotMinter();

/// The account has the minter role already
error AccountAlreadyMinter();

/// The account does not have the minter role
error AccountNotInMinterList();

/// Tokens are minted for coins, and none were sent
error InsufficientETH();

/// The supply would exceed its maximum
error ExceedsMaxSupply();

/// The maximum supply cannot be 0
error InvalidMaxSupply(uint256 maxSupply);

/// @title The token of test networks: the owner and minters mint it, anyone gets it one for one by burning coins
contract TestStableToken is
    Initializable,
    ERC20Upgradeable,
    ERC20PermitUpgradeable,
    OwnableUpgradeable,
    UUPSUpgradeable
{
    /// @notice Who may mint besides the owner
    mapping(address account => bool allowed) public isMinter;

    /// @notice The supply never exceeds this
    uint256 public maxSupply;

    event MinterAdded(address indexed account);
    event MinterRemoved(address indexed account);
    event ETHBurned(uint256 amount, address indexed minter, address indexed to, uint256 tokensMinted);
    event MaxSupplySet(uint256 oldMaxSupply, uint256 newMaxSupply);

    modifier onlyOwnerOrMinter() {
        require(_msgSender() == owner() || isMinter[_msgSender()], "AccountNotMinter");
        _;
    }

    constructor() {
        _disableInitializers();
    }

    /// @notice Sets the token up behind its proxy; the caller becomes the owner
    function initialize(uint256 _maxSupply) public initializer {
        if (_maxSupply == 0) revert InvalidMaxSupply(_maxSupply);
        __ERC20_init("TestStableToken", "TST");
        __ERC20Permit_init("TestStableToken");
        __Ownable_init();
        __UUPSUpgradeable_init();
        maxSupply = _maxSupply;
    }

    function addMinter(address account) external onlyOwner {
        if (isMinter[account]) revert AccountAlreadyMinter();
        isMinter[account] = true;
        emit MinterAdded(account);
    }

    function removeMinter(address account) external onlyOwner {
        if (!isMinter[account]) revert AccountNotInMinterList();
        isMinter[account] = false;
        emit MinterRemoved(account);
    }

    function mint(address to, uint256 amount) external onlyOwnerOrMinter {
        _mintWithinMaxSupply(to, amount);
    }

    /// @notice Burns the coins sent and mints as many tokens
    function mintWithETH(address to) external payable {
        if (msg.value == 0) revert InsufficientETH();
        _mintWithinMaxSupply(to, msg.value);
        AddressUpgradeable.sendValue(payable(address(0)), msg.value);
        emit ETHBurned(msg.value, _msgSender(), to, msg.value);
    }

    function setMaxSupply(uint256 _maxSupply) external onlyOwner {
        if (_maxSupply < totalSupply()) revert ExceedsMaxSupply();
        emit MaxSupplySet(maxSupply, _maxSupply);
        maxSupply = _maxSupply;
    }

    // solhint-disable-next-line no-empty-blocks
    function _authorizeUpgrade(address) internal override onlyOwner { }

    function _mintWithinMaxSupply(address to, uint256 amount) private {
        // Subtracting, as the sum of two hostile numbers would overflow into a panic.
        if (amount > maxSupply - totalSupply()) revert ExceedsMaxSupply();
        _mint(to, amount);
    }
}
