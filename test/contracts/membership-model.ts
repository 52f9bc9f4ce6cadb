import { MembershipTree, rateCommitment } from '../../src/rln/index.ts'
import type { MembershipTerms } from './membership-chain.ts'

export interface ModelMembership {
  readonly holder: string
  readonly rateLimit: number
  readonly index: number
  readonly deposit: bigint
  graceStart: number
}

export interface ModelRelease {
  readonly holder: string
  readonly index: number
  readonly amount: bigint
  /** undefined while the leaf is in the tree. */
  releaseTime: number | undefined
}

const SHARE_BASIS_POINTS = 5000n

/**
 * What the contract should be after a sequence of calls, in the plainest terms. A call that returns false is one the
 * contract must revert. One token, one deposit for every membership.
 */
export class MembershipModel {
  readonly members = new Map<bigint, ModelMembership>()
  readonly releases = new Map<bigint, ModelRelease>()
  readonly slashed = new Set<bigint>()
  readonly withdrawable = new Map<string, bigint>()
  readonly tree = new MembershipTree()
  /** End-of-block roots of the blocks that changed the tree, newest first; every call is a block of its own. */
  readonly pastRoots: bigint[] = []
  burned = 0n
  depositReleaseDelay = 0
  readonly #terms: MembershipTerms
  readonly #deposit: bigint
  readonly #freeIndices: number[] = []
  readonly #lazilyErased = new Map<number, bigint>()

  /** @param deposit what arrives of the price of a membership */
  constructor(terms: MembershipTerms, deposit: bigint) {
    this.#terms = terms
    this.#deposit = deposit
  }

  get totalRateLimit(): number {
    return [...this.members.values()].reduce((total, { rateLimit }) => total + rateLimit, 0)
  }

  /** What the contract's balance must be. */
  get holdings(): bigint {
    const amounts = [
      ...[...this.members.values()].map(({ deposit }) => deposit),
      ...[...this.releases.values()].map(({ amount }) => amount),
      ...this.withdrawable.values(),
    ]
    return amounts.reduce((total, amount) => total + amount, this.burned)
  }

  register(sender: string, now: number, id: bigint, rateLimit: number, erase: readonly bigint[]): boolean {
    const { minMembershipRateLimit, maxMembershipRateLimit, maxTotalRateLimit, activeSeconds } = this.#terms
    if (this.members.has(id) || this.slashed.has(id) || this.releases.has(id)) return false
    if (!this.#canErase(sender, now, erase)) return false
    if (rateLimit < minMembershipRateLimit || rateLimit > maxMembershipRateLimit) return false
    const freed = erase.reduce((total, erased) => total + this.members.get(erased)!.rateLimit, 0)
    if (this.totalRateLimit - freed + rateLimit > maxTotalRateLimit) return false

    for (const erased of erase) this.#erase(now, erased, false)
    const index = this.#freeIndices.pop() ?? this.tree.size
    this.#leafGoes(now, index)
    this.members.set(id, { holder: sender, rateLimit, index, deposit: this.#deposit, graceStart: now + activeSeconds })
    this.tree.set(index, rateCommitment(id, rateLimit))
    this.#rememberRoot()
    return true
  }

  extend(sender: string, now: number, ids: readonly bigint[]): boolean {
    // One after the other, as the second mention of an id finds it active again.
    const isOwnInGrace = (id: bigint) => this.members.get(id)?.holder === sender && this.#isInGrace(id, now)
    if (new Set(ids).size !== ids.length || !ids.every(isOwnInGrace)) return false
    for (const id of ids) this.members.get(id)!.graceStart += this.#terms.graceSeconds + this.#terms.activeSeconds
    return true
  }

  erase(sender: string, now: number, ids: readonly bigint[], lazily: boolean): boolean {
    if (!this.#canErase(sender, now, ids)) return false
    for (const id of ids) this.#erase(now, id, lazily)
    if (!lazily && ids.length > 0) this.#rememberRoot()
    return true
  }

  clearLeaf(now: number, index: number): boolean {
    if (!this.#lazilyErased.has(index)) return false
    this.#leafGoes(now, index)
    this.tree.set(index, 0n)
    this.#rememberRoot()
    return true
  }

  releaseDeposits(now: number, ids: readonly bigint[]): boolean {
    const isDue = (id: bigint) => (this.releases.get(id)?.releaseTime ?? Number.POSITIVE_INFINITY) <= now
    if (new Set(ids).size !== ids.length || !ids.every(isDue)) return false
    for (const id of ids) this.#credit(id)
    return true
  }

  withdraw(sender: string): boolean {
    if ((this.withdrawable.get(sender) ?? 0n) === 0n) return false
    this.withdrawable.delete(sender)
    return true
  }

  /** With a commit that is in order. */
  slash(receiver: string, id: bigint): boolean {
    const target = this.members.get(id) ?? this.releases.get(id)
    if (target === undefined) return false
    const isLive = 'deposit' in target
    const amount = isLive ? target.deposit : target.amount
    if (isLive) this.#freeIndices.push(target.index)
    if (isLive || target.releaseTime === undefined) {
      this.#lazilyErased.delete(target.index)
      this.tree.set(target.index, 0n)
      this.#rememberRoot()
    }
    this.members.delete(id)
    this.releases.delete(id)
    this.slashed.add(id)
    const burned = (amount * SHARE_BASIS_POINTS + 9999n) / 10_000n
    this.burned += burned
    this.#pay(receiver, amount - burned)
    return true
  }

  #isInGrace(id: bigint, now: number): boolean {
    const { graceStart } = this.members.get(id)!
    return graceStart <= now && now < graceStart + this.#terms.graceSeconds
  }

  #canErase(sender: string, now: number, ids: readonly bigint[]): boolean {
    return (
      new Set(ids).size === ids.length &&
      ids.every((id) => {
        const member = this.members.get(id)
        if (member === undefined || now < member.graceStart) return false
        return member.holder === sender || !this.#isInGrace(id, now)
      })
    )
  }

  #erase(now: number, id: bigint, lazily: boolean): void {
    const { holder, index, deposit } = this.members.get(id)!
    this.members.delete(id)
    this.#freeIndices.push(index)
    this.#lazilyErased.set(index, id)
    this.releases.set(id, { holder, index, amount: deposit, releaseTime: undefined })
    if (lazily) return
    this.#leafGoes(now, index)
    this.tree.set(index, 0n)
  }

  #leafGoes(now: number, index: number): void {
    const id = this.#lazilyErased.get(index)
    if (id === undefined) return
    this.#lazilyErased.delete(index)
    if (this.depositReleaseDelay === 0) this.#credit(id)
    else this.releases.get(id)!.releaseTime = now + this.depositReleaseDelay
  }

  #credit(id: bigint): void {
    const { holder, amount } = this.releases.get(id)!
    this.releases.delete(id)
    this.#pay(holder, amount)
  }

  #pay(account: string, amount: bigint): void {
    this.withdrawable.set(account, (this.withdrawable.get(account) ?? 0n) + amount)
  }

  #rememberRoot(): void {
    this.pastRoots.unshift(this.tree.root)
  }
}
