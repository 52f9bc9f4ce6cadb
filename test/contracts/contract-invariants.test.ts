import { expect } from 'chai'
import { type Contract, toBeHex } from 'ethers'
import fc from 'fast-check'
import { identityOf, MembershipChain, type MembershipTerms } from './membership-chain.ts'
import { MembershipModel } from './membership-model.ts'

/** `INVARIANT_RUNS=10000 mocha test/contracts/contract-invariants.test.ts` is the long form; `INVARIANT_SEED` repeats one. */
const RUNS = Number(process.env.INVARIANT_RUNS ?? 60)
const SEED = Number(process.env.INVARIANT_SEED ?? Date.now() % 2 ** 31)

const PRICE = 1001n
const terms: MembershipTerms = {
  maxTotalRateLimit: 100,
  minMembershipRateLimit: 10,
  maxMembershipRateLimit: 50,
  activeSeconds: 1000,
  graceSeconds: 1000,
}
const identities = [11n, 12n, 13n, 14n, 15n, 16n, 17n, 18n].map(identityOf)
const idCommitments = identities.map(({ idCommitment }) => idCommitment)

type Operation =
  | { call: 'register'; sender: number; id: number; rateLimit: number; erase: number[] }
  | { call: 'extend' | 'eraseFully' | 'eraseLazily' | 'releaseDeposits'; sender: number; picks: number[] }
  | { call: 'clearLeaf'; sender: number; pick: number }
  | { call: 'slash'; sender: number; pick: number }
  | { call: 'withdraw'; sender: number }
  | { call: 'setDelay'; seconds: number }
  | { call: 'pass'; seconds: number }

const sender = fc.nat(2)
const id = fc.nat(identities.length - 1)
/** One in three names any identity; the others are turned, when played, into one the call can work with. */
const pick = fc.nat(3 * identities.length - 1)
const picks = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(pick) },
  { weight: 1, arbitrary: fc.array(pick, { minLength: 2, maxLength: 3 }) },
)
const constant = <const Value>(value: Value) => fc.constant(value)
const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      call: constant('register'),
      sender,
      id,
      rateLimit: fc.constantFrom(9, 10, 10, 20, 20, 50, 51),
      erase: fc.oneof({ weight: 4, arbitrary: fc.constant<number[]>([]) }, { weight: 1, arbitrary: picks }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ call: constant('pass'), seconds: fc.constantFrom(1, 700, 1500) }) },
  { weight: 3, arbitrary: fc.record({ call: constant('eraseFully'), sender, picks }) },
  { weight: 3, arbitrary: fc.record({ call: constant('eraseLazily'), sender, picks }) },
  { weight: 2, arbitrary: fc.record({ call: constant('extend'), sender, picks }) },
  { weight: 2, arbitrary: fc.record({ call: constant('releaseDeposits'), sender, picks }) },
  { weight: 2, arbitrary: fc.record({ call: constant('withdraw'), sender }) },
  { weight: 2, arbitrary: fc.record({ call: constant('clearLeaf'), sender, pick }) },
  { weight: 1, arbitrary: fc.record({ call: constant('slash'), sender, pick }) },
  { weight: 1, arbitrary: fc.record({ call: constant('setDelay'), seconds: fc.constantFrom(0, 600) }) },
)
/** Something to work with. */
const firstMembers: readonly Operation[] = [0, 1, 2].map((position) => ({
  call: 'register',
  sender: position,
  id: position,
  rateLimit: 20,
  erase: [],
}))

// Unbiased: small numbers are nothing special here, and would name the same few identities over and over.
const sequences = fc.noBias(
  fc.record({
    currency: fc.nat(2),
    delay: fc.constantFrom(0, 600),
    age: fc.constantFrom(1, 1000, 2000),
    operations: fc.array(operation, { minLength: 5, maxLength: 35, size: 'max' }),
  }),
)

/** The token a run pays in, and what arrives of the price. */
interface Currency {
  readonly token: Contract
  readonly calculator: string
  readonly deposit: bigint
}

describe("the contract's invariants", function () {
  this.timeout(RUNS * 5000 + 60_000)
  let chain: MembershipChain
  let currencies: Currency[]

  before(async () => {
    console.log(`      ${RUNS} runs, INVARIANT_SEED=${SEED}`)
    chain = await MembershipChain.start(terms, { throwOnTransactionFailures: false })
    const plain = await currencyOf('TestStableToken')
    currencies = [plain, await currencyOf('FeeOnTransferToken', [10n], PRICE - 100n), await currencyOf('HookToken')]
    // Every transfer of this one tries to withdraw once more.
    const withdraw = chain.membership.interface.encodeFunctionData('withdraw', [currencies[2]!.token.target])
    await currencies[2]!.token.getFunction('setHook')(chain.membership.target, withdraw, true)
  })

  after(() => chain.stop())

  async function currencyOf(name: string, args: readonly unknown[] = [], deposit = PRICE): Promise<Currency> {
    const token = name === 'TestStableToken' ? chain.token : await chain.deployToken(name, args)
    const calculator = await chain.ethers.deployContract('FixedPriceCalculator', [token.target, PRICE])
    return { token, calculator: calculator.target as string, deposit }
  }

  it('hold after every sequence of calls, and every call does what the model says', async () => {
    const property = fc.asyncProperty(sequences, async ({ currency, delay, age, operations }) => {
      const snapshot = await chain.connection.networkHelpers.takeSnapshot()
      try {
        const start: Operation[] = [
          ...firstMembers,
          { call: 'setDelay', seconds: delay },
          { call: 'pass', seconds: age },
        ]
        await new Run(chain, currencies[currency]!).play([...start, ...operations])
      } finally {
        await snapshot.restore()
      }
    })
    await fc.assert(property, { numRuns: RUNS, seed: SEED })
  })
})

/** One sequence, played on the chain and on the model. */
class Run {
  readonly #chain: MembershipChain
  readonly #currency: Currency
  readonly #model: MembershipModel
  readonly #accounts: readonly MembershipChain['owner'][]
  #now = 0
  #slashes = 0

  constructor(chain: MembershipChain, currency: Currency) {
    this.#chain = chain
    this.#currency = currency
    this.#model = new MembershipModel(terms, currency.deposit)
    this.#accounts = [chain.owner, chain.holder, chain.stranger]
  }

  async play(operations: readonly Operation[]): Promise<void> {
    this.#now = await this.#chain.now()
    await this.#send('setPriceCalculator', [this.#currency.calculator], 0)
    for (const operation of operations) {
      const [expected, actual] = await this.#playOne(operation)
      expect(actual, `${JSON.stringify(operation)} succeeds`).to.equal(expected)
    }
    await this.#checkMembers()
    await this.#checkTree()
    await this.#checkDeposits()
  }

  /** Whether the call should succeed, and whether it did. */
  async #playOne(operation: Operation): Promise<[expected: boolean, actual: boolean]> {
    const model = this.#model
    const now = this.#now + 1
    const account = 'sender' in operation ? this.#accounts[operation.sender]!.address : ''
    switch (operation.call) {
      case 'pass':
        this.#now += operation.seconds
        return [true, true]
      case 'setDelay':
        model.depositReleaseDelay = operation.seconds
        return [true, await this.#send('setDepositReleaseDelay', [operation.seconds], 0)]
      case 'register': {
        const { rateLimit, sender } = operation
        const [idCommitment, erase] = [idCommitments[operation.id]!, this.#toIds(operation.erase, this.#members)]
        const expected = model.register(account, now, idCommitment, rateLimit, erase)
        return [expected, await this.#send('register', [idCommitment, rateLimit, erase], sender)]
      }
      case 'extend': {
        const ids = this.#toIds(operation.picks, this.#members)
        return [model.extend(account, now, ids), await this.#send('extendMemberships', [ids], operation.sender)]
      }
      case 'eraseFully':
      case 'eraseLazily': {
        const isLazy = operation.call === 'eraseLazily'
        const ids = this.#toIds(operation.picks, this.#members)
        const expected = model.erase(account, now, ids, isLazy)
        const args = [ids, !isLazy]
        return [expected, await this.#send('eraseMemberships(uint256[],bool)', args, operation.sender)]
      }
      case 'releaseDeposits': {
        const ids = this.#toIds(operation.picks, [...model.releases.keys()])
        return [model.releaseDeposits(now, ids), await this.#send('releaseDeposits', [ids], operation.sender)]
      }
      case 'clearLeaf': {
        const kept = [...model.releases.values()].filter(({ releaseTime }) => releaseTime === undefined)
        const index = kept[operation.pick % (kept.length || 1)]?.index ?? operation.pick % 7
        return [model.clearLeaf(now, index), await this.#send('clearLeaf', [index], operation.sender)]
      }
      case 'withdraw': {
        const expected = model.withdraw(account)
        return [expected, await this.#send('withdraw', [this.#currency.token.target], operation.sender)]
      }
      case 'slash':
        return await this.#slash(operation.sender, operation.pick)
    }
  }

  get #members(): bigint[] {
    return [...this.#model.members.keys()]
  }

  #toIds(picks: readonly number[], workable: readonly bigint[]): bigint[] {
    return picks.map((pick) => {
      const any = idCommitments[pick % idCommitments.length]!
      return pick < idCommitments.length ? any : (workable[pick % workable.length] ?? any)
    })
  }

  async #slash(sender: number, pick: number): Promise<[expected: boolean, actual: boolean]> {
    const [id] = this.#toIds([pick], [...this.#members, ...this.#model.releases.keys()])
    const { secret, idCommitment } = identities[idCommitments.indexOf(id!)]!
    const from = this.#accounts[sender]!
    const salt = toBeHex(++this.#slashes, 32)
    const hash = this.#chain.slashCommitHash(secret, salt, { from, receiver: from.address })
    await this.#send('commitSlash', [hash], sender)
    const expected = this.#model.slash(from.address, idCommitment)
    return [expected, await this.#send('slash', [secret, from.address, salt], sender)]
  }

  /** @returns whether the transaction succeeded */
  async #send(method: string, args: readonly unknown[], sender: number): Promise<boolean> {
    this.#now++
    await this.#chain.setNextTime(this.#now)
    return await this.#chain.send(method, args, this.#accounts[sender]!)
  }

  async #checkMembers(): Promise<void> {
    const { members, slashed, totalRateLimit } = this.#model
    for (const idCommitment of idCommitments) {
      const expected = members.get(idCommitment)
      const actual = await this.#chain.read('memberships', idCommitment)
      expect(Number(actual.rateLimit)).to.equal(expected?.rateLimit ?? 0)
      expect(await this.#chain.read('slashed', idCommitment)).to.equal(slashed.has(idCommitment))
      if (expected === undefined) continue
      expect(actual.depositAmount, 'deposit').to.equal(expected.deposit)
      expect(Number(actual.index), 'index').to.equal(expected.index)
      expect(Number(actual.gracePeriodStartTimestamp), 'grace').to.equal(expected.graceStart)
      expect(actual.holder).to.equal(expected.holder)
    }
    expect(Number(await this.#chain.read('currentTotalRateLimit')), 'sum of rate limits').to.equal(totalRateLimit)
    expect(totalRateLimit).to.be.at.most(terms.maxTotalRateLimit)
  }

  async #checkTree(): Promise<void> {
    const { members, releases, tree, pastRoots } = this.#model
    const leaves = await this.#chain.leaves()
    expect(leaves, 'leaves').to.deep.equal(Array.from({ length: tree.size }, (_, index) => tree.leaf(index)))
    expect(await this.#chain.read('root'), 'root').to.equal(tree.root)
    expect([...(await this.#chain.read('getRecentRoots'))], 'recent roots').to.deep.equal(
      [...pastRoots, 0n, 0n, 0n, 0n, 0n].slice(0, 5),
    )
    const kept = [...releases.values()].filter(({ releaseTime }) => releaseTime === undefined)
    const backed = new Set([...members.values(), ...kept].map(({ index }) => index))
    expect(backed.size, 'one leaf per member').to.equal(members.size + kept.length)
    for (const [index, leaf] of leaves.entries())
      expect(leaf !== 0n, 'a leaf has a deposit').to.equal(backed.has(index))
  }

  async #checkDeposits(): Promise<void> {
    const { withdrawable, releases, burned, holdings } = this.#model
    const token = this.#currency.token
    for (const { address } of this.#accounts) {
      const actual = await this.#chain.read('depositsToWithdraw', address, token.target)
      expect(actual, 'withdrawable').to.equal(withdrawable.get(address) ?? 0n)
    }
    for (const idCommitment of idCommitments) {
      const expected = releases.get(idCommitment)
      const { amount, releaseTime } = await this.#chain.read('pendingRelease', idCommitment)
      expect(amount, 'in release').to.equal(expected?.amount ?? 0n)
      if (expected !== undefined) expect(releaseTime).to.equal(BigInt(expected.releaseTime ?? 2n ** 256n - 1n))
    }
    expect(await this.#chain.read('burnedDeposits', token.target), 'burned').to.equal(burned)
    expect(await token.getFunction('balanceOf')(this.#chain.membership.target), 'balance').to.equal(holdings)
  }
}
