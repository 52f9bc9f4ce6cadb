/**
 * Measures what the contract's calls cost at 1, 1 000 and 100 000 leaves and writes docs/gas.md:
 *
 *     node bench/gas.ts
 *
 * Takes some minutes: the leaves are really inserted. The same contracts give the same figures.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Contract, Signature } from 'ethers'
import hre, { network } from 'hardhat'

const TREE_SIZES = [1, 1000, 100_000]
const RATE_LIMIT = 20
const ACTIVE_SECONDS = 1000
const GRACE_SECONDS = 1000
const DELAY_SECONDS = 86_400
/** Leaves per seeding transaction; more is not faster. */
const SEED_BATCH = 500
const SECRET = 1234567890n
const SALT = `0x${'00'.repeat(32)}`
const PERMIT_ABI = [
  'function nonces(address owner) view returns (uint256)',
  'function approve(address spender, uint256 amount) returns (bool)',
]
const PRICE_ABI = ['function calculate(uint32 rateLimit) view returns (address token, uint256 price)']
const PERMIT_TYPES = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
}
const targetPath = join(import.meta.dirname, '..', 'docs', 'gas.md')

type Connection = Awaited<ReturnType<typeof network.create>>

/** A chain with one member at index 0, whose path is the longest, and leaves of strangers after it. */
class GasChain {
  readonly connection: Connection
  readonly membership: Contract
  readonly token: string
  /** The member's holder, from which everything is sent. */
  readonly account: string
  readonly idCommitment: bigint

  private constructor(connection: Connection, membership: Contract, token: string, account: string, id: bigint) {
    this.connection = connection
    this.membership = membership
    this.token = token
    this.account = account
    this.idCommitment = id
  }

  /** @param leaves how many in all */
  static async start(leaves: number): Promise<GasChain> {
    // Room for a seeding transaction that a real chain would not give.
    const override = { blockGasLimit: 10 ** 9, transactionGasCap: false, gas: 10 ** 8 } as const
    const connection = await network.create({ override })
    const { ethers } = connection
    const [account] = await ethers.getSigners()
    const deploy = async (name: string, args: readonly unknown[] = [], libraries: Record<string, string> = {}) =>
      await (await ethers.deployContract(name, [...args], { libraries })).getAddress()
    const behindProxy = async (name: string, args: readonly unknown[], libraries: Record<string, string> = {}) => {
      const { interface: abi } = await ethers.getContractFactory(name, { libraries })
      const call = abi.encodeFunctionData('initialize', args)
      return new Contract(await deploy('ERC1967Proxy', [await deploy(name, [], libraries), call]), abi, account)
    }
    const poseidonT2 = await ethers.deployContract('PoseidonT2')
    const PoseidonT3 = await deploy('PoseidonT3')
    const LazyIMT = await deploy('LazyIMT', [], { PoseidonT3 })
    const token = await behindProxy('TestStableToken', [10n ** 24n])
    const calculator = await deploy('LinearPriceCalculator', [token.target, 10n ** 16n])
    const terms = [calculator, 160_000, RATE_LIMIT, 600, ACTIVE_SECONDS, GRACE_SECONDS]
    const libraries = { PoseidonT2: await poseidonT2.getAddress(), PoseidonT3, LazyIMT }
    const membership = await behindProxy('SeedableWakuRlnV2', terms, libraries)
    await token.getFunction('mint')(account!.address, 10n ** 22n)
    await token.getFunction('approve')(membership.target, 10n ** 22n)
    const id: bigint = await poseidonT2.getFunction('hash')([SECRET])
    const chain = new GasChain(connection, membership, token.target as string, account!.address, id)
    await chain.send('register', [id, RATE_LIMIT, []])
    for (let seeded = 1; seeded < leaves; seeded += SEED_BATCH) {
      await chain.send('seedLeaves', [10n ** 9n + BigInt(seeded), Math.min(SEED_BATCH, leaves - seeded)])
    }
    return chain
  }

  /** @returns the gas used */
  async send(method: string, args: readonly unknown[]): Promise<bigint> {
    return (await (await this.membership.getFunction(method)(...args)).wait()).gasUsed
  }

  commit(): Promise<bigint> {
    const types = ['uint256', 'address', 'address', 'uint256', 'address', 'bytes32']
    const values = [31337n, this.membership.target, this.account, SECRET, this.account, SALT]
    const { ethers } = this.connection
    return this.send('commitSlash', [ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(types, values))])
  }

  slash(): Promise<bigint> {
    return this.send('slash', [SECRET, this.account, SALT])
  }

  erase({ lazily = false } = {}): Promise<bigint> {
    return this.send('eraseMemberships(uint256[],bool)', [[this.idCommitment], !lazily])
  }

  async registerSixteen(): Promise<bigint> {
    let total = 0n
    for (let id = 1n; id <= 16n; id++) total += await this.send('register', [id, RATE_LIMIT, []])
    return total / 16n
  }

  async registerSixteenWithPermits(): Promise<bigint> {
    const { ethers } = this.connection
    const [holder] = await ethers.getSigners()
    const token = new Contract(this.token, PERMIT_ABI, holder!)
    const domain = { name: 'TestStableToken', version: '1', chainId: 31337n, verifyingContract: this.token }
    const calculator = new Contract(await this.membership.getFunction('priceCalculator')(), PRICE_ABI, holder!)
    const { price: value } = await calculator.getFunction('calculate')(RATE_LIMIT)
    await this.approve(0n)
    let total = 0n
    for (let id = 1n; id <= 16n; id++) {
      const nonce = await token.getFunction('nonces')(this.account)
      const permit = { owner: this.account, spender: this.membership.target, value, nonce, deadline: 2n ** 64n }
      const { v, r, s } = Signature.from(await holder!.signTypedData(domain, PERMIT_TYPES, permit))
      total += await this.send('registerWithPermit', [this.account, permit.deadline, v, r, s, id, RATE_LIMIT, []])
    }
    return total / 16n
  }

  /** What an approval costs that a permit spares, and puts it to `amount`. */
  async approve(amount: bigint): Promise<bigint> {
    const [holder] = await this.connection.ethers.getSigners()
    const token = new Contract(this.token, PERMIT_ABI, holder!)
    return (await (await token.getFunction('approve')(this.membership.target, amount)).wait()).gasUsed
  }

  async pass(seconds: number): Promise<void> {
    await this.connection.networkHelpers.time.increase(seconds)
  }
}

/** Each starts from the same state, the member active, and returns the gas of its last call. */
const operations: Record<string, (chain: GasChain) => Promise<bigint>> = {
  'register, new index (mean of 16 in a row)': (chain) => chain.registerSixteen(),
  'registerWithPermit, new index (mean of 16 in a row)': (chain) => chain.registerSixteenWithPermits(),
  'register, reused index': async (chain) => {
    await chain.pass(ACTIVE_SECONDS)
    await chain.erase()
    return await chain.send('register', [7n, RATE_LIMIT, []])
  },
  'register, erasing one expired membership': async (chain) => {
    await chain.pass(ACTIVE_SECONDS + GRACE_SECONDS)
    return await chain.send('register', [7n, RATE_LIMIT, [chain.idCommitment]])
  },
  'approve of the token, before a register': async (chain) => {
    await chain.approve(0n)
    return await chain.approve(10n ** 18n)
  },
  extendMemberships: async (chain) => {
    await chain.pass(ACTIVE_SECONDS)
    return await chain.send('extendMemberships', [[chain.idCommitment]])
  },
  'eraseMemberships, with the leaf': async (chain) => {
    await chain.pass(ACTIVE_SECONDS)
    return await chain.erase()
  },
  'eraseMemberships, with the leaf, release delay set': async (chain) => {
    await chain.send('setDepositReleaseDelay', [DELAY_SECONDS])
    await chain.pass(ACTIVE_SECONDS)
    return await chain.erase()
  },
  'eraseMemberships, lazily': async (chain) => {
    await chain.pass(ACTIVE_SECONDS)
    return await chain.erase({ lazily: true })
  },
  clearLeaf: async (chain) => {
    await chain.pass(ACTIVE_SECONDS)
    await chain.erase({ lazily: true })
    return await chain.send('clearLeaf', [0])
  },
  releaseDeposits: async (chain) => {
    await chain.send('setDepositReleaseDelay', [DELAY_SECONDS])
    await chain.pass(ACTIVE_SECONDS)
    await chain.erase()
    await chain.pass(DELAY_SECONDS)
    return await chain.send('releaseDeposits', [[chain.idCommitment]])
  },
  withdraw: async (chain) => {
    await chain.pass(ACTIVE_SECONDS)
    await chain.erase()
    return await chain.send('withdraw', [chain.token])
  },
  commitSlash: (chain) => chain.commit(),
  'slash, live membership': async (chain) => {
    await chain.commit()
    return await chain.slash()
  },
  'slash, deposit in release': async (chain) => {
    await chain.send('setDepositReleaseDelay', [DELAY_SECONDS])
    await chain.pass(ACTIVE_SECONDS)
    await chain.erase()
    await chain.commit()
    return await chain.slash()
  },
  'root (reader)': (chain) => chain.membership.getFunction('root').estimateGas(),
  'getRecentRoots (reader)': async (chain) => {
    await chain.registerSixteen()
    return await chain.membership.getFunction('getRecentRoots').estimateGas()
  },
}

/** Gas in the order of `operations`. */
async function measure(leaves: number): Promise<bigint[]> {
  const chain = await GasChain.start(leaves)
  const gas: bigint[] = []
  for (const operation of Object.values(operations)) {
    const snapshot = await chain.connection.networkHelpers.takeSnapshot()
    gas.push(await operation(chain))
    await snapshot.restore()
  }
  await chain.connection.close()
  return gas
}

function gasTable(columns: readonly (readonly bigint[])[]): string {
  const format = (value: number | bigint) => value.toLocaleString('en-US').replaceAll(',', ' ')
  const titles = TREE_SIZES.map((leaves) => `${format(leaves)} ${leaves === 1 ? 'leaf' : 'leaves'}`)
  const rows = Object.keys(operations).map((name, row) => [name, ...columns.map((gas) => format(gas[row]!))])
  const lines = [['Call', ...titles], ['---', ...titles.map(() => '---:')], ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

await hre.tasks.getTask('build').run({ quiet: true })
const compiler = hre.config.solidity.profiles.default!.compilers[0]!.version
const columns: bigint[][] = []
for (const leaves of TREE_SIZES) {
  const startedAt = performance.now()
  columns.push(await measure(leaves))
  console.log(`${leaves} leaves: ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
}
await writeFile(
  targetPath,
  `# What the contract's calls cost

Written by \`node bench/gas.ts\`, not by hand. Gas of whole transactions through the proxy, one membership a call, deposits in
TestStableToken (behind a proxy too), every call in a block of its own. The leaves are really inserted; the membership that
is erased or slashed is the one at index 0, whose path is the longest. solc ${compiler}, 200 optimizer runs.

${gasTable(columns)}

- Appending a leaf hashes it and the subtrees it completes: two hashes on average, whatever the size of the tree.
- Changing a leaf (erasing it, reusing its index, slashing) hashes its path up to the largest full subtree it is in: at most
  log2 of the number of leaves.
- No transaction computes a root. Readers of \`getRecentRoots\` do, see contracts/RootHistory.sol: the first change in a block
  writes one word for them, and changing a leaf saves at most four more.
`,
)
