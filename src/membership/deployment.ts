import { ContractFactory, Interface, type InterfaceAbi, parseEther, type Signer } from 'ethers'
import { membershipContractAt, tokenAt } from './contract.ts'
import {
  type ContractArtifact,
  erc1967ProxyArtifact,
  lazyImtArtifact,
  linearPriceCalculatorArtifact,
  poseidonT2Artifact,
  poseidonT3Artifact,
  testStableTokenArtifact,
  wakuRlnV2Artifact,
} from './generated/contract-artifacts.ts'
import { explainSendFailure, sendAndWait } from './transaction.ts'

const daySeconds = 86_400

export interface DeploymentOptions {
  /** The token deposits are paid in. Default: a test token is deployed that anyone can mint. */
  readonly token?: string
  /** Deposit for one message per epoch, in the token's smallest unit. */
  readonly pricePerMessage?: bigint
  /** Bound of the sum of all rate limits. */
  readonly maxTotalRateLimit?: number
  readonly minMembershipRateLimit?: number
  readonly maxMembershipRateLimit?: number
  readonly activeDurationSeconds?: number
  readonly gracePeriodSeconds?: number
  /** How long the deposit of an erased membership stays slashable. */
  readonly depositReleaseDelaySeconds?: number
}

/** The limits of The Waku Network's own deployment, and a day in which an erased membership can still be slashed. */
export const defaultDeploymentOptions = {
  pricePerMessage: parseEther('0.05'),
  maxTotalRateLimit: 160_000,
  minMembershipRateLimit: 20,
  maxMembershipRateLimit: 600,
  activeDurationSeconds: 180 * daySeconds,
  gracePeriodSeconds: 30 * daySeconds,
  depositReleaseDelaySeconds: daySeconds,
} as const

/** Where everything is. */
export interface Deployment {
  readonly chainId: number
  /** The membership contract: its proxy, which keeps its address over upgrades. */
  readonly contract: string
  readonly implementation: string
  readonly token: string
  readonly priceCalculator: string
  /** No membership event is older than this block. */
  readonly block: number
}

/** The test token's supply never reaches this; its initialiser wants a bound. */
const testTokenMaxSupply = parseEther('1000000000')

/**
 * Deploys the membership contract with everything it needs. The signer becomes its owner.
 * @throws MembershipError `insufficient_gas_funds`, `transaction_reverted`, `transaction_not_mined`, or an `rpc_*` code.
 */
export async function deployMembership(request: { readonly signer: Signer } & DeploymentOptions): Promise<Deployment> {
  const { signer } = request
  const options = { ...defaultDeploymentOptions, ...request }
  const token = request.token ?? (await deployTestToken(signer))
  const calculatorArguments = [token, options.pricePerMessage]
  const priceCalculator = await deployContract(signer, linearPriceCalculatorArtifact, calculatorArguments)

  const PoseidonT2 = await deployContract(signer, poseidonT2Artifact)
  const PoseidonT3 = await deployContract(signer, poseidonT3Artifact)
  const LazyIMT = await deployContract(signer, lazyImtArtifact, [], { PoseidonT3 })
  const implementation = await deployContract(signer, wakuRlnV2Artifact, [], { PoseidonT2, PoseidonT3, LazyIMT })
  const contract = await deployProxy(signer, implementation, wakuRlnV2Artifact, [
    priceCalculator,
    options.maxTotalRateLimit,
    options.minMembershipRateLimit,
    options.maxMembershipRateLimit,
    options.activeDurationSeconds,
    options.gracePeriodSeconds,
  ])
  const membership = membershipContractAt(contract, signer)
  const setDelay = () => membership.setDepositReleaseDelay(options.depositReleaseDelaySeconds)
  const receipt = await sendAndWait('set the deposit release delay', setDelay)
  const { chainId } = await receipt.provider.getNetwork()
  // The block of the last of these transactions is still before every registration.
  return { chainId: Number(chainId), contract, implementation, token, priceCalculator, block: receipt.blockNumber }
}

/**
 * Buys test tokens one for one with the chain's currency, which the token burns.
 * @throws MembershipError as `deployMembership`
 */
export async function mintTestTokens(request: {
  readonly signer: Signer
  readonly token: string
  readonly amount: bigint
}): Promise<void> {
  const { signer, token, amount } = request
  const receiver = await signer.getAddress()
  await sendAndWait('mint test tokens', () => tokenAt(token, signer).mintWithETH(receiver, { value: amount }))
}

async function deployTestToken(signer: Signer): Promise<string> {
  const implementation = await deployContract(signer, testStableTokenArtifact)
  return deployProxy(signer, implementation, testStableTokenArtifact, [testTokenMaxSupply])
}

async function deployProxy(
  signer: Signer,
  implementation: string,
  artifact: ContractArtifact,
  initializeArguments: readonly unknown[],
): Promise<string> {
  const abi = new Interface(artifact.abi as InterfaceAbi)
  const call = abi.encodeFunctionData('initialize', initializeArguments)
  return deployContract(signer, erc1967ProxyArtifact, [implementation, call])
}

async function deployContract(
  signer: Signer,
  artifact: ContractArtifact,
  constructorArguments: readonly unknown[] = [],
  libraries: Readonly<Record<string, string>> = {},
): Promise<string> {
  const what = `deploy ${artifact.contractName}`
  const factory = new ContractFactory(artifact.abi as InterfaceAbi, link(artifact, libraries), signer)
  try {
    const contract = await factory.deploy(...constructorArguments)
    await contract.waitForDeployment()
    return await contract.getAddress()
  } catch (error) {
    throw explainSendFailure(what, error)
  }
}

/** Creation code with the libraries' addresses where they belong. Text, because the places hold no hexadecimal before. */
function link(artifact: ContractArtifact, libraries: Readonly<Record<string, string>>): string {
  let code = artifact.bytecode
  for (const [library, offsets] of Object.entries(artifact.linkReferences)) {
    const address = libraries[library]
    if (address === undefined) throw new TypeError(`${artifact.contractName} needs the address of library ${library}`)
    for (const offset of offsets) {
      const start = 2 + 2 * offset
      code = code.slice(0, start) + address.slice(2).toLowerCase() + code.slice(start + 40)
    }
  }
  return code
}
