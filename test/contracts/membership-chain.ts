import {
  type BigNumberish,
  Contract,
  type ContractTransactionResponse,
  type Interface,
  type TransactionReceipt,
  type TransactionResponse,
} from 'ethers'
import { network } from 'hardhat'
import type { NetworkConnection } from 'hardhat/types/network'
import { idCommitmentOf } from '../../src/rln/index.ts'

export const DAY_SECONDS = 86_400
export const ACTIVE_SECONDS = 180 * DAY_SECONDS
export const GRACE_SECONDS = 30 * DAY_SECONDS
export const PRICE_PER_MESSAGE = 5n * 10n ** 16n
export const RATE_LIMIT = 20
/** What a membership of RATE_LIMIT costs. */
export const DEPOSIT = BigInt(RATE_LIMIT) * PRICE_PER_MESSAGE

/** Given to every transaction: estimating would run each of them a dozen times. Below the protocol's 2^24 bound. */
const GAS_LIMIT = 16_000_000

export interface MembershipTerms {
  readonly maxTotalRateLimit: number
  readonly minMembershipRateLimit: number
  readonly maxMembershipRateLimit: number
  readonly activeSeconds: number
  readonly graceSeconds: number
}

/** Those of the original's deploy script. */
export const defaultTerms: MembershipTerms = {
  maxTotalRateLimit: 160_000,
  minMembershipRateLimit: 20,
  maxMembershipRateLimit: 600,
  activeSeconds: ACTIVE_SECONDS,
  graceSeconds: GRACE_SECONDS,
}

export type Ethers = NetworkConnection['ethers']

interface NetworkOverride {
  /** false: reverted transactions are told by their receipt, which spares making a stack trace of each. */
  readonly throwOnTransactionFailures?: boolean
}

type Signer = Awaited<ReturnType<Ethers['getSigners']>>[number]

/** The contracts the membership contract links against, by name. Deploy once a chain. */
export async function deployLibraries(ethers: Ethers): Promise<Record<string, string>> {
  const poseidonT2 = await addressOf(ethers.deployContract('PoseidonT2'))
  const poseidonT3 = await addressOf(ethers.deployContract('PoseidonT3'))
  const lazyImt = await addressOf(ethers.deployContract('LazyIMT', [], { libraries: { PoseidonT3: poseidonT3 } }))
  return { PoseidonT2: poseidonT2, PoseidonT3: poseidonT3, LazyIMT: lazyImt }
}

async function addressOf(deployment: Promise<{ getAddress(): Promise<string> }>): Promise<string> {
  return await (await deployment).getAddress()
}

/** A chain in this process with the contract behind its proxy; `owner`, `holder` and `stranger` have tokens approved. */
export class MembershipChain {
  readonly connection: NetworkConnection
  readonly ethers: Ethers
  readonly libraries: Record<string, string>
  readonly membership: Contract
  readonly token: Contract
  readonly priceCalculator: Contract
  readonly owner: Signer
  readonly holder: Signer
  readonly stranger: Signer

  private constructor(
    connection: NetworkConnection,
    signers: readonly Signer[],
    libraries: Record<string, string>,
    contracts: { membership: Contract; token: Contract; priceCalculator: Contract },
  ) {
    this.connection = connection
    this.ethers = connection.ethers
    this.libraries = libraries
    this.membership = contracts.membership
    this.token = contracts.token
    this.priceCalculator = contracts.priceCalculator
    this.owner = signers[0]!
    this.holder = signers[1]!
    this.stranger = signers[2]!
  }

  static async start(terms: MembershipTerms = defaultTerms, override: NetworkOverride = {}): Promise<MembershipChain> {
    const connection = await network.create({ override: { gas: GAS_LIMIT, ...override } })
    const { ethers } = connection
    const signers = await ethers.getSigners()
    const libraries = await deployLibraries(ethers)
    const token = await deployBehindProxy(ethers, 'TestStableToken', {}, [10n ** 24n])
    const priceCalculator = await ethers.deployContract('LinearPriceCalculator', [token.target, PRICE_PER_MESSAGE])
    const membership = await deployBehindProxy(ethers, 'WakuRlnV2', libraries, [
      priceCalculator.target,
      terms.maxTotalRateLimit,
      terms.minMembershipRateLimit,
      terms.maxMembershipRateLimit,
      terms.activeSeconds,
      terms.graceSeconds,
    ])
    for (const signer of signers.slice(0, 3)) {
      await token.getFunction('mint')(signer.address, 10n ** 23n)
      await withSigner(token, signer).getFunction('approve')(membership.target, 2n ** 256n - 1n)
    }
    const contracts = {
      membership,
      token,
      priceCalculator: new Contract(priceCalculator.target, priceCalculator.interface, signers[0]!),
    }
    return new MembershipChain(connection, signers, libraries, contracts)
  }

  async stop(): Promise<void> {
    await this.connection.close()
  }

  /** Calls the membership contract. @param from default: the holder */
  call(method: string, args: readonly unknown[], from: Signer = this.holder): Promise<ContractTransactionResponse> {
    return withSigner(this.membership, from).getFunction(method)(...args)
  }

  read(method: string, ...args: readonly unknown[]) {
    return this.membership.getFunction(method).staticCall(...args)
  }

  /** Calls and tells whether it went through, on a chain that does not throw on failures. */
  async send(method: string, args: readonly unknown[], from: Signer): Promise<boolean> {
    const data = this.membership.interface.encodeFunctionData(method, args)
    const { provider } = this.connection
    const transaction = { from: from.address, to: this.membership.target, data }
    const hash = await provider.request({ method: 'eth_sendTransaction', params: [transaction] })
    const receipt = await provider.request({ method: 'eth_getTransactionReceipt', params: [hash] })
    return (receipt as { status: string }).status === '0x1'
  }

  /** Deploys a test token of which the owner has everything, and gives the accounts enough, approved. */
  async deployToken(name: string, args: readonly unknown[] = []): Promise<Contract> {
    const { target, interface: tokenInterface } = await this.ethers.deployContract(name, [...args])
    const token = new Contract(target, tokenInterface, this.owner)
    for (const account of [this.owner, this.holder, this.stranger]) {
      if (account !== this.owner) await token.getFunction('transfer')(account.address, 10n ** 20n)
      await withSigner(token, account).getFunction('approve')(this.membership.target, 2n ** 256n - 1n)
    }
    return token
  }

  register(
    idCommitment: BigNumberish,
    { rateLimit = RATE_LIMIT, erase = [] as readonly BigNumberish[], from = this.holder } = {},
  ): Promise<ContractTransactionResponse> {
    return this.call('register', [idCommitment, rateLimit, erase], from)
  }

  erase(idCommitments: readonly BigNumberish[], { lazily = false, from = this.holder } = {}) {
    return this.call('eraseMemberships(uint256[],bool)', [idCommitments, !lazily], from)
  }

  /** The hash `commitSlash` takes. */
  slashCommitHash(
    secret: bigint,
    salt: string,
    { from = this.stranger, receiver = this.stranger.address } = {},
  ): string {
    return slashCommitHash(this.ethers, {
      chainId: 31337n,
      contract: this.membership.target as string,
      sender: from.address,
      secret,
      receiver,
      salt,
    })
  }

  /** Commits and, a block later, reveals. */
  async slash(secret: bigint, { from = this.stranger, receiver = this.stranger.address } = {}) {
    await this.call('commitSlash', [this.slashCommitHash(secret, SALT, { from, receiver })], from)
    return await this.call('slash', [secret, receiver, SALT], from)
  }

  async now(): Promise<number> {
    return await this.connection.networkHelpers.time.latest()
  }

  /** Makes `timestamp` the time of the next block, without mining it. */
  async setNextTime(timestamp: number): Promise<void> {
    await this.connection.networkHelpers.time.setNextBlockTimestamp(timestamp)
  }

  /** Mines a block `seconds` from now. */
  async pass(seconds: number): Promise<void> {
    await this.connection.networkHelpers.time.increase(seconds)
  }

  /** Mines what `send` sends as one block: the highest tip first, a sender's own in its order. Reverts do not throw. */
  async inOneBlock(send: () => Promise<readonly TransactionResponse[]>): Promise<TransactionReceipt[]> {
    const { provider } = this.connection
    await provider.request({ method: 'evm_setAutomine', params: [false] })
    try {
      const transactions = await send()
      await provider.request({ method: 'evm_mine', params: [] })
      return await Promise.all(
        transactions.map(async ({ hash }) => (await this.ethers.provider.getTransactionReceipt(hash))!),
      )
    } finally {
      await provider.request({ method: 'evm_setAutomine', params: [true] })
    }
  }

  async leaves(): Promise<bigint[]> {
    const count = Number(await this.read('nextFreeIndex'))
    return count === 0 ? [] : [...(await this.read('getRateCommitmentsInRangeBoundsInclusive', 0, count - 1))]
  }

  async withdrawable(account: string): Promise<bigint> {
    return await this.read('depositsToWithdraw', account, this.token.target)
  }
}

export const SALT = `0x${'5a'.repeat(32)}`

export function withSigner(contract: Contract, signer: Signer): Contract {
  return contract.connect(signer) as Contract
}

export async function deployBehindProxy(
  ethers: Ethers,
  contractName: string,
  libraries: Record<string, string>,
  args: readonly unknown[],
): Promise<Contract> {
  const factory = await ethers.getContractFactory(contractName, { libraries: linkedOnly(contractName, libraries) })
  const implementation = await factory.deploy()
  const call = factory.interface.encodeFunctionData('initialize', args)
  const proxy = await ethers.deployContract('ERC1967Proxy', [await implementation.getAddress(), call])
  const [owner] = await ethers.getSigners()
  return new Contract(proxy.target, factory.interface, owner)
}

/** Hardhat refuses libraries a contract does not link. */
function linkedOnly(contractName: string, libraries: Record<string, string>): Record<string, string> {
  return contractName.endsWith('WakuRlnV2') ? libraries : {}
}

export function slashCommitHash(
  ethers: Ethers,
  commit: { chainId: bigint; contract: string; sender: string; secret: bigint; receiver: string; salt: string },
): string {
  const { chainId, contract, sender, secret, receiver, salt } = commit
  return ethers.keccak256(
    ethers.AbiCoder.defaultAbiCoder().encode(
      ['uint256', 'address', 'address', 'uint256', 'address', 'bytes32'],
      [chainId, contract, sender, secret, receiver, salt],
    ),
  )
}

/** The decoded events of a transaction, in order; logs of other contracts are left out. */
export async function eventsOf(
  transaction: Promise<ContractTransactionResponse> | ContractTransactionResponse,
  contractInterface: Interface,
): Promise<{ name: string; args: unknown[] }[]> {
  const receipt = await (await transaction).wait()
  return receipt!.logs.flatMap((log) => {
    const event = contractInterface.parseLog(log)
    return event === null ? [] : [{ name: event.name, args: [...event.args] }]
  })
}

/** An identity whose secret everybody knows. */
export function identityOf(secret: bigint): { secret: bigint; idCommitment: bigint } {
  return { secret, idCommitment: idCommitmentOf(secret) }
}
