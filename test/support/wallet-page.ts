import { expect } from 'chai'
import { getAddress } from 'ethers'
import { type Clock, type StateStore, systemClock } from '../../src/foundation/index.ts'
import {
  connectWallet,
  developmentPrivateKeys,
  type Enrolment,
  StoredKeystore,
  type WalletEnrolmentRequest,
  WalletMembership,
  type WalletProgress,
} from '../../src/membership/index.ts'
import { createMemoryStateStore } from '../../src/storage/index.ts'
import { FAST } from './keystore-fixtures.ts'
import type { MembershipFixture } from './membership-fixture.ts'
import { secretsIn } from './secret-search.ts'
import { TestWallet, type TestWalletOptions } from './test-wallet.ts'

export const PASSWORD = 'correct horse'
export const RATE_LIMIT = 20

/** The first account deploys; every page has an account of its own, so that nobody's tokens are in the way. */
const ACCOUNTS = 20
const pagesOpened = new WeakMap<MembershipFixture, number>()

/** A page of an application with a person's wallet, on a real chain. */
export class WalletPage {
  readonly fixture: MembershipFixture
  readonly wallet: TestWallet
  readonly account: string
  readonly store: StateStore = createMemoryStateStore()
  keystore: StoredKeystore
  readonly progress: WalletProgress[] = []
  readonly #clock: Clock

  private constructor(fixture: MembershipFixture, wallet: TestWallet, account: string, clock: Clock) {
    this.fixture = fixture
    this.wallet = wallet
    this.account = account
    this.#clock = clock
    this.keystore = new StoredKeystore({ store: this.store }, FAST)
  }

  static async open(
    fixture: MembershipFixture,
    { clock = systemClock, ...options }: Partial<TestWalletOptions> & { readonly clock?: Clock } = {},
  ): Promise<WalletPage> {
    const accounts = (await fixture.chain.request('eth_accounts')) as string[]
    const index = (pagesOpened.get(fixture) ?? 0) + 1
    if (index >= ACCOUNTS) throw new Error('no account is left for another page')
    pagesOpened.set(fixture, index)
    const account = accounts[index]!
    const wallet = new TestWallet(fixture, { accounts: [account, accounts[0]!], ...options })
    return new WalletPage(fixture, wallet, getAddress(account), clock)
  }

  /** All that was in memory is gone; wallet and store are as they were. */
  reload(): void {
    this.keystore = new StoredKeystore({ store: this.store }, FAST)
    this.progress.length = 0
  }

  async membership(options: { readonly miningTimeoutMs?: number } = {}): Promise<WalletMembership> {
    const wallet = await connectWallet(this.wallet, { chainId: this.fixture.chain.chainId, clock: this.#clock })
    return new WalletMembership({ wallet }, { contractAddress: this.fixture.deployment.contract, ...options })
  }

  async enrol(
    request: Partial<WalletEnrolmentRequest> & { readonly miningTimeoutMs?: number } = {},
  ): Promise<Enrolment> {
    const { miningTimeoutMs, onProgress, ...wishes } = request
    const membership = await this.membership(miningTimeoutMs === undefined ? {} : { miningTimeoutMs })
    return membership.enrol({
      ...{ keystore: this.keystore, password: PASSWORD, rateLimit: RATE_LIMIT, mintTestTokens: true },
      ...wishes,
      onProgress: (progress) => {
        this.progress.push(progress)
        onProgress?.(progress)
      },
    })
  }

  /** What the person was asked for, in order. */
  get asked(): string[] {
    return this.progress.flatMap((progress) => (progress.what === 'confirming' ? [progress.step] : []))
  }

  /** Whether the contract knows the identity, and by which account. */
  async holderOf(idCommitment: bigint): Promise<string> {
    return (await this.fixture.contract.memberships(idCommitment)).holder
  }

  /** Fails when the wallet was told anything of the identity but its commitment, or of any account's key. */
  expectNothingSecretTold({ credential: { identity } }: Enrolment): void {
    const keys = developmentPrivateKeys(ACCOUNTS).map((key, index): [string, bigint] => [`key ${index}`, BigInt(key)])
    const { trapdoor, nullifier, secretHash, commitment } = identity
    const told = JSON.stringify(this.wallet.requests)
    expect(secretsIn(told, { trapdoor, nullifier, secretHash, ...Object.fromEntries(keys) })).to.deep.equal([])
    expect(told).not.to.include(PASSWORD)
    // Else the search would find nothing because nothing was sent.
    expect(secretsIn(told, { commitment })).not.to.deep.equal([])
  }
}
