import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { Interface, type InterfaceAbi } from 'ethers'
import { contractArtifactsModule } from '../../scripts/generate-contract-artifacts.ts'
import { membershipAbi } from '../../src/membership/contract.ts'
import { wakuRlnV2Artifact } from '../../src/membership/generated/contract-artifacts.ts'

/** The original WakuRlnV2's interface, from its deployment on Linea Sepolia; inherited parts included. */
const originalInterface = [
  'function MAX_MEMBERSHIP_SET_SIZE() view returns (uint32)',
  'function MERKLE_TREE_DEPTH() view returns (uint8)',
  'function Q() view returns (uint256)',
  'function activeDurationForNewMemberships() view returns (uint32)',
  'function currentTotalRateLimit() view returns (uint256)',
  'function deployedBlockNumber() view returns (uint32)',
  'function depositsToWithdraw(address,address) view returns (uint256)',
  'function eraseMemberships(uint256[])',
  'function eraseMemberships(uint256[],bool)',
  'function extendMemberships(uint256[])',
  'function getMembershipInfo(uint256) view returns (uint32,uint32,uint256)',
  'function getMerkleProof(uint40) view returns (uint256[20])',
  'function getRateCommitmentsInRangeBoundsInclusive(uint32,uint32) view returns (uint256[])',
  'function gracePeriodDurationForNewMemberships() view returns (uint32)',
  'function indicesOfLazilyErasedMemberships(uint256) view returns (uint32)',
  'function initialize(address,uint32,uint32,uint32,uint32,uint32)',
  'function isExpired(uint256) view returns (bool)',
  'function isInGracePeriod(uint256) view returns (bool)',
  'function isInMembershipSet(uint256) view returns (bool)',
  'function isValidIdCommitment(uint256) pure returns (bool)',
  'function isValidMembershipRateLimit(uint32) view returns (bool)',
  'function maxMembershipRateLimit() view returns (uint32)',
  'function maxTotalRateLimit() view returns (uint32)',
  'function membershipExpirationTimestamp(uint256) view returns (uint256)',
  'function memberships(uint256) view returns (uint256,uint32,uint256,uint32,uint32,uint32,address,address)',
  'function merkleTree() view returns (uint40,uint40)',
  'function minMembershipRateLimit() view returns (uint32)',
  'function nextFreeIndex() view returns (uint32)',
  'function owner() view returns (address)',
  'function priceCalculator() view returns (address)',
  'function proxiableUUID() view returns (bytes32)',
  'function register(uint256,uint32,uint256[])',
  'function renounceOwnership()',
  'function root() view returns (uint256)',
  'function setActiveDuration(uint32)',
  'function setGracePeriodDuration(uint32)',
  'function setMaxMembershipRateLimit(uint32)',
  'function setMaxTotalRateLimit(uint32)',
  'function setMinMembershipRateLimit(uint32)',
  'function setPriceCalculator(address)',
  'function transferOwnership(address)',
  'function upgradeTo(address)',
  'function upgradeToAndCall(address,bytes) payable',
  'function withdraw(address)',
  'event MembershipErased(uint256,uint32,uint32)',
  'event MembershipExpired(uint256,uint32,uint32)',
  'event MembershipExtended(uint256,uint32,uint32,uint256)',
  'event MembershipRegistered(uint256,uint256,uint32)',
  'event OwnershipTransferred(address indexed,address indexed)',
  'event Upgraded(address indexed)',
  'error CannotEraseActiveMembership(uint256)',
  'error CannotExceedMaxTotalRateLimit()',
  'error CannotExtendNonGracePeriodMembership(uint256)',
  'error InvalidIdCommitment(uint256)',
  'error InvalidMembershipRateLimit()',
  'error InvalidPaginationQuery(uint256,uint256)',
  'error MembershipDoesNotExist(uint256)',
  'error NonHolderCannotEraseGracePeriodMembership(uint256)',
  'error NonHolderCannotExtend(uint256)',
]

interface Parameter {
  readonly type: string
  readonly indexed?: boolean
}

/** Kind, name, types and mutability of every entry; the names of parameters do not matter to who calls. */
function entriesOf(abi: InterfaceAbi): string[] {
  const entries: Record<string, never>[] = JSON.parse(new Interface(abi).formatJson())
  const types = (parameters: readonly Parameter[] = []) =>
    parameters.map(({ type, indexed }) => (indexed ? `${type} indexed` : type)).join(',')
  return entries.map(
    ({ type, name, inputs, outputs, stateMutability }) =>
      `${type} ${name}(${types(inputs)}) ${stateMutability} (${types(outputs)})`,
  )
}

describe('the contract artifacts', function () {
  this.timeout(120_000)

  it('are what the contracts compile to', async () => {
    const path = join(import.meta.dirname, '../../src/membership/generated/contract-artifacts.ts')
    expect(await readFile(path, 'utf8'), 'stale: run `npm run generate`').to.equal(await contractArtifactsModule())
  })

  it('contain the whole interface of the original', () => {
    expect(entriesOf(wakuRlnV2Artifact.abi)).to.include.members(entriesOf(originalInterface))
  })

  it('contain what src/membership calls', () => {
    expect(entriesOf(wakuRlnV2Artifact.abi)).to.include.members(entriesOf(membershipAbi))
  })

  it('fit the size a chain accepts', () => {
    // EIP-170 bounds the runtime code, which is shorter than the creation code.
    expect((wakuRlnV2Artifact.bytecode.length - 2) / 2).to.be.lessThan(24_576)
  })
})
