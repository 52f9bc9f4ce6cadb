import { expect } from 'chai'
import type { StateStore } from '../../src/foundation/index.ts'
import {
  type EnrolmentPlace,
  enrol,
  type MembershipCredential,
  MembershipError,
  type MembershipErrorCode,
  type RegistrationOutcome,
} from '../../src/membership/index.ts'
import { createIdentity, type Identity, MessageIdAllocator } from '../../src/rln/index.ts'
import { FakeClock } from './fake-clock.ts'
import { FakeRandom } from './fake-random.ts'
import { expectMembershipError } from './keystore-fixtures.ts'

export const CONTRACT = { chainId: 31_337n, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' }
export const OTHER_CONTRACT = { chainId: 1n, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' }
const RATE_LIMIT = 20
const INDEX = 7
const HASH = `0x${'ab'.repeat(32)}`

/** A store of enrolments that outlives the objects in front of it, as files and databases do. */
export interface EnrolmentPlaces {
  /** As after a restart. */
  open(contract: MembershipCredential['membershipContract']): EnrolmentPlace
  /** Where the message ids of the place's members are kept. The caller closes it. */
  messageIds(): Promise<StateStore>
  close(): Promise<void>
}

/** What becomes of a registration; an array: what goes wrong while what was sent is waited for. */
type Act = MembershipErrorCode | 'register' | 'crash' | readonly [whileWaiting: MembershipErrorCode]

/** After which a transaction may be mined that nobody waits for any more. */
const INTERRUPTIONS = [
  ...['crash', 'transaction_not_mined', 'transaction_replaced', 'rpc_timeout'],
  ...['wallet_aborted', 'wallet_disconnected', 'wallet_refused', 'wallet_request_pending'],
] as readonly ('crash' | MembershipErrorCode)[]

/** A contract and an account that behave as told, once each. */
class ScriptedRegistrar {
  readonly settled: string[] = []
  readonly registered: bigint[] = []
  readonly #acts: Act[]

  constructor(...acts: Act[]) {
    this.#acts = acts
  }

  async settle(transactionHash: string): Promise<void> {
    this.settled.push(transactionHash)
  }

  async register(idCommitment: bigint, onSent: (hash: string) => Promise<void>): Promise<RegistrationOutcome> {
    const act = this.#acts.shift()
    this.registered.push(idCommitment)
    if (act === undefined) return { status: 'already_member', index: INDEX, rateLimit: RATE_LIMIT }
    if (typeof act === 'object') {
      await onSent(HASH)
      throw new MembershipError(act[0], 'as told, while waiting')
    }
    if (act === 'register' || act === 'crash' || act === 'transaction_not_mined') await onSent(HASH)
    if (act === 'crash') throw new Error('the process ends')
    if (act === 'register') return { status: 'registered', index: INDEX, rateLimit: RATE_LIMIT, transactionHash: HASH }
    throw new MembershipError(act, 'as told')
  }
}

/** What every implementation of the EnrolmentPlace port must do, by itself and under `enrol`. */
export function enrolmentPlaceCompliance(name: string, create: () => Promise<EnrolmentPlaces>): void {
  describe(`${name}, as an EnrolmentPlace`, () => {
    let places: EnrolmentPlaces
    let random: FakeRandom
    beforeEach(async () => {
      places = await create()
      random = new FakeRandom(1)
    })
    afterEach(() => places.close())

    const run = (registrar: ScriptedRegistrar, identity?: Identity) =>
      enrol(
        { place: places.open(CONTRACT), registrar, random },
        { rateLimit: RATE_LIMIT, ...(identity && { identity }) },
      )

    async function isAvailableAtOnce(idCommitment: bigint): Promise<boolean> {
      const store = await places.messageIds()
      try {
        const clock = new FakeClock()
        const options = { idCommitment, rateLimit: RATE_LIMIT, epochSizeSeconds: 600 }
        const { availableAtMs } = await MessageIdAllocator.open({ store, clock }, options)
        return availableAtMs <= clock.nowMs()
      } finally {
        await store.close()
      }
    }

    it('is empty at first', async () => {
      const place = places.open(CONTRACT)
      expect(await place.enrolled()).to.equal(undefined)
      expect(await place.pendingIdentity()).to.equal(undefined)
      expect(await place.lastSent()).to.equal(undefined)
      await place.discardPending()
    })

    it('keeps a pending identity and what was sent for it, until it is discarded', async () => {
      const identity = createIdentity(random)
      await places.open(CONTRACT).keepPending(identity, RATE_LIMIT)
      await places.open(CONTRACT).keepSent(HASH)
      expect(await places.open(CONTRACT).pendingIdentity()).to.deep.equal(identity)
      expect(await places.open(CONTRACT).lastSent()).to.equal(HASH)
      expect(await places.open(CONTRACT).enrolled()).to.equal(undefined)
      await places.open(CONTRACT).discardPending()
      expect(await places.open(CONTRACT).pendingIdentity()).to.equal(undefined)
      expect(await places.open(CONTRACT).lastSent()).to.equal(undefined)
    })

    it('finds and discards what is pending however the address of the contract is written', async () => {
      const upper = { ...CONTRACT, address: `0x${CONTRACT.address.slice(2).toUpperCase()}` }
      const identity = createIdentity(random)
      await places.open(upper).keepPending(identity, RATE_LIMIT)
      await places.open(upper).keepSent(HASH)
      expect(await places.open(CONTRACT).pendingIdentity()).to.deep.equal(identity)
      expect(await places.open(CONTRACT).lastSent()).to.equal(HASH)
      await places.open(CONTRACT).discardPending()
      expect(await places.open(upper).pendingIdentity()).to.equal(undefined)
    })

    it('keeps the pending identities of contracts apart', async () => {
      const [ours, theirs] = [createIdentity(random), createIdentity(random)]
      await places.open(CONTRACT).keepPending(ours, RATE_LIMIT)
      await places.open(OTHER_CONTRACT).keepPending(theirs, RATE_LIMIT)
      await places.open(CONTRACT).finish(ours, { index: INDEX, rateLimit: RATE_LIMIT }, true)
      expect(await places.open(CONTRACT).pendingIdentity()).to.equal(undefined)
      expect(await places.open(OTHER_CONTRACT).pendingIdentity()).to.deep.equal(theirs)
      expect(await places.open(OTHER_CONTRACT).enrolled()).to.equal(undefined)
    })

    it('makes a member of an identity, which may send at once', async () => {
      const registrar = new ScriptedRegistrar('register')
      const { status, credential, transactionHash } = await run(registrar)
      expect([status, transactionHash]).to.deep.equal(['registered', HASH])
      const { identity } = credential
      expect(credential).to.deep.equal({
        identity,
        membershipContract: CONTRACT,
        treeIndex: INDEX,
        userMessageLimit: RATE_LIMIT,
      })
      expect(await places.open(CONTRACT).enrolled()).to.deep.equal(credential)
      expect(await places.open(CONTRACT).pendingIdentity()).to.equal(undefined)
      expect(await places.open(CONTRACT).lastSent()).to.equal(undefined)
      expect(await isAvailableAtOnce(identity.commitment)).to.equal(true)
      expect((await run(new ScriptedRegistrar())).status).to.equal('already_enrolled')
    })

    it('has the identity before it is registered', async () => {
      const place = places.open(CONTRACT)
      const registrar = new ScriptedRegistrar('register')
      const seen: (bigint | undefined)[] = []
      const watched = {
        settle: (hash: string) => registrar.settle(hash),
        register: async (idCommitment: bigint, onSent: (hash: string) => Promise<void>) => {
          seen.push((await places.open(CONTRACT).pendingIdentity())?.commitment)
          return registrar.register(idCommitment, onSent)
        },
      }
      const { credential } = await enrol({ place, registrar: watched, random }, { rateLimit: RATE_LIMIT })
      expect(seen).to.deep.equal([credential.identity.commitment])
    })

    for (const interruption of INTERRUPTIONS) {
      it(`goes on with the same identity after ${interruption}, and may send at once`, async () => {
        const registrar = new ScriptedRegistrar(interruption)
        await run(registrar).catch(() => {})
        const { status, credential } = await run(registrar)
        expect(status).to.equal('already_member')
        const { commitment } = credential.identity
        expect(registrar.registered).to.deep.equal([commitment, commitment])
        const isSent = interruption === 'crash' || interruption === 'transaction_not_mined'
        expect(registrar.settled).to.deep.equal(isSent ? [HASH] : [])
        expect(await isAvailableAtOnce(commitment)).to.equal(true)
      })
    }

    // The wallet was locked, or put on another chain, where the contract is not.
    for (const trouble of ['wallet_unauthorized', 'not_a_membership_contract', 'wrong_chain_id'] as const) {
      it(`keeps the identity of a registration that is under way after ${trouble}`, async () => {
        const registrar = new ScriptedRegistrar([trouble])
        await expectMembershipError(run(registrar), trouble)
        const { credential } = await run(registrar)
        expect(registrar.registered).to.deep.equal([credential.identity.commitment, credential.identity.commitment])
        expect(registrar.settled).to.deep.equal([HASH])
      })
    }

    it('leaves nothing behind after a registration that was sent and reverted', async () => {
      await expectMembershipError(run(new ScriptedRegistrar(['transaction_reverted'])), 'transaction_reverted')
      expect(await places.open(CONTRACT).pendingIdentity()).to.equal(undefined)
    })

    for (const refusal of ['rate_limit_out_of_range', 'wallet_rejected', 'price_above_limit'] as const) {
      it(`leaves nothing behind after ${refusal}`, async () => {
        await expectMembershipError(run(new ScriptedRegistrar(refusal)), refusal)
        expect(await places.open(CONTRACT).pendingIdentity()).to.equal(undefined)
      })
    }

    it('keeps an identity that may be registered, whatever is refused later', async () => {
      const registrar = new ScriptedRegistrar('transaction_not_mined', 'wallet_rejected', 'register')
      await expectMembershipError(run(registrar), 'transaction_not_mined')
      await expectMembershipError(run(registrar), 'wallet_rejected')
      const { credential } = await run(registrar)
      expect(new Set(registrar.registered)).to.deep.equal(new Set([credential.identity.commitment]))
    })

    it('makes a member of an identity that is one already, which must not send at once', async () => {
      const identity = createIdentity(random)
      const { status, credential } = await run(new ScriptedRegistrar(), identity)
      expect(status).to.equal('already_member')
      expect(credential.identity).to.deep.equal(identity)
      expect(await isAvailableAtOnce(identity.commitment)).to.equal(false)
    })

    it('does not take such an identity for a new one after a run that got nowhere', async () => {
      const identity = createIdentity(random)
      const registrar = new ScriptedRegistrar('rpc_timeout')
      await expectMembershipError(run(registrar, identity), 'rpc_timeout')
      expect((await run(registrar, identity)).status).to.equal('already_member')
      expect(await isAvailableAtOnce(identity.commitment)).to.equal(false)
    })
  })
}
