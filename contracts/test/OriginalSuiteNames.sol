// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.24;

// Imported the way the original's own test suite imports them.
import "../Membership.sol";
import "../WakuRlnV2.sol";
import { IPriceCalculator } from "../IPriceCalculator.sol";
import { LinearPriceCalculator } from "../LinearPriceCalculator.sol";
import {
    AccountAlreadyMinter,
    AccountNotInMinterList,
    AccountNotMinter,
    ExceedsMaxSupply,
    InsufficientETH,
    InvalidMaxSupply,
    TestStableToken
} from "./TestStableToken.sol";
import { ERC1967Proxy } from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";

/// @title Compiles as long as a suite written for the original finds the files, names and signatures it uses
abstract contract OriginalSuiteNames {
    function deploy() external returns (WakuRlnV2) {
        bytes memory tokenCall = abi.encodeCall(TestStableToken.initialize, (1_000_000 ether));
        TestStableToken token = TestStableToken(address(new ERC1967Proxy(address(new TestStableToken()), tokenCall)));
        IPriceCalculator calculator = new LinearPriceCalculator(address(token), 0.05 ether);
        bytes memory call =
            abi.encodeCall(WakuRlnV2.initialize, (address(calculator), 160_000, 20, 600, 180 days, 30 days));
        return WakuRlnV2(address(new ERC1967Proxy(address(new WakuRlnV2()), call)));
    }

    function namesThroughMembership(IERC20 token) external view returns (uint256) {
        return token.balanceOf(address(this));
    }

    function emitEvents() external {
        emit MembershipUpgradeable.MembershipRegistered(1, 0, 0);
        emit MembershipUpgradeable.MembershipExpired(1, 0, 0);
        emit MembershipUpgradeable.MembershipErased(1, 0, 0);
        emit MembershipUpgradeable.MembershipExtended(1, 0, 0, 0);
    }

    function errorSelectors() external pure returns (bytes4[16] memory) {
        return [
            InvalidMembershipRateLimit.selector,
            CannotExceedMaxTotalRateLimit.selector,
            CannotExtendNonGracePeriodMembership.selector,
            NonHolderCannotExtend.selector,
            CannotEraseActiveMembership.selector,
            NonHolderCannotEraseGracePeriodMembership.selector,
            MembershipDoesNotExist.selector,
            DuplicateIdCommitment.selector,
            InvalidIdCommitment.selector,
            InvalidPaginationQuery.selector,
            AccountNotMinter.selector,
            AccountAlreadyMinter.selector,
            AccountNotInMinterList.selector,
            InsufficientETH.selector,
            ExceedsMaxSupply.selector,
            InvalidMaxSupply.selector
        ];
    }
}
