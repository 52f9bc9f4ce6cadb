import type { Random } from '../foundation/index.ts'
import { createIdentity, type Identity } from '../rln/index.ts'
import type { MembershipCredential } from './credential.ts'
import { MembershipError, type MembershipErrorCode } from './membership-error.ts'
import type { RegistrationOutcome } from './registration.ts'

/**
 * Where an identity is kept, encrypted, on its way to being a member of one contract. What has been acknowledged outlives a
 * crash: files beside a keystore, or a state store in a browser.
 */
export interface EnrolmentPlace {
  /** The finished credential; undefined when there is none for the contract. @throws MembershipError for the keystore */
  enrolled(): Promise<MembershipCredential | undefined>
  /** An identity that an earlier run may have registered. @throws MembershipError for the keystore */
  pendingIdentity(): Promise<Identity | undefined>
  /** Its tree index is known only once it is registered. */
  keepPending(identity: Identity, rateLimit: number): Promise<void>
  /** Forgets the identity, and what was sent for it. */
  discardPending(): Promise<void>
  /** Of the transaction that was sent last for the pending identity. */
  lastSent(): Promise<string | undefined>
  keepSent(transactionHash: string): Promise<void>
  /**
   * Writes the keystore of a registered identity and forgets that it was pending.
   * @param isFresh it has never sent a message, so it may send at once
   */
  finish(
    identity: Identity,
    outcome: { readonly index: number; readonly rateLimit: number },
    isFresh: boolean,
  ): Promise<MembershipCredential>
}

/** Who registers: an account behind an RPC endpoint, or a wallet. */
export interface Registrar {
  /** Waits for what an earlier run sent, if the chain knows it. */
  settle(transactionHash: string): Promise<void>
  /** @param onSent awaited after each transaction is sent, before it is waited for */
  register(idCommitment: bigint, onSent: (transactionHash: string) => Promise<void>): Promise<RegistrationOutcome>
}

export interface EnrolmentOptions {
  /** Messages an epoch. */
  readonly rateLimit: number
  /** Default: drawn at random. */
  readonly identity?: Identity
  /** Asked once the identity is kept, and before anything is sent; what it throws ends the enrolment. */
  readonly confirm?: (idCommitment: bigint) => Promise<void>
}

export interface Enrolment {
  /** `already_enrolled`: the keystore held a membership of this contract; nothing was sent. */
  readonly status: RegistrationOutcome['status'] | 'already_enrolled'
  /** Secret. */
  readonly credential: MembershipCredential
  readonly transactionHash?: string
}

/** After these something may have been sent that is mined later, and then only this identity can use the membership. */
const MAY_HAVE_BEEN_SENT: ReadonlySet<MembershipErrorCode> = new Set<MembershipErrorCode>([
  'transaction_not_mined',
  'transaction_replaced',
  'wallet_aborted',
  'wallet_disconnected',
  'wallet_refused',
  'wallet_request_pending',
])

/**
 * After these a transaction that was sent has failed, or the one after it was never sent. Everything else can also happen
 * while a registration is waited for: the wallet was locked, or is on another chain, where there is no such contract.
 */
const NOTHING_UNDER_WAY: ReadonlySet<MembershipErrorCode> = new Set<MembershipErrorCode>([
  'insufficient_gas_funds',
  'permit_unsupported',
  'transaction_reverted',
  'wallet_rejected',
])

/**
 * Makes an identity, has it registered and keeps its credential, with the record that it has never sent anything.
 *
 * The identity is in its place before its commitment leaves: whatever happens after that, running the same again finds the
 * identity, finds out whether it is registered, and finishes. A membership that is there already is left as it is.
 * @throws MembershipError for the keystore, the chain and the wallet; what the place throws
 */
export async function enrol(
  {
    place,
    registrar,
    random,
  }: { readonly place: EnrolmentPlace; readonly registrar: Registrar; readonly random: Random },
  { rateLimit, identity: chosen, confirm }: EnrolmentOptions,
): Promise<Enrolment> {
  const present = await place.enrolled()
  if (present !== undefined) return { status: 'already_enrolled', credential: present }

  const pending = await place.pendingIdentity()
  const identity = pending ?? chosen ?? createIdentity(random)
  if (pending === undefined) await place.keepPending(identity, rateLimit)
  // What ended before anything was sent leaves nothing behind.
  const discard = async (): Promise<void> => {
    if (pending === undefined) await place.discardPending()
  }
  try {
    await confirm?.(identity.commitment)
  } catch (error) {
    await discard()
    throw error
  }
  let hasSent = false
  const onSent = async (transactionHash: string): Promise<void> => {
    hasSent = true
    await place.keepSent(transactionHash)
  }
  const outcome = await register(place, registrar, identity.commitment, onSent).catch(async (error) => {
    if (error instanceof MembershipError && !mayBeUnderWay(error, hasSent)) await discard()
    throw error
  })
  // One that was chosen may be a member since long, and pending since a run that got nowhere.
  const isFresh = outcome.status === 'registered' || (pending !== undefined && chosen === undefined)
  const credential = await place.finish(identity, outcome, isFresh)
  const { status, transactionHash } = outcome
  return { status, credential, ...(transactionHash !== undefined && { transactionHash }) }
}

async function register(
  place: EnrolmentPlace,
  registrar: Registrar,
  idCommitment: bigint,
  onSent: (transactionHash: string) => Promise<void>,
): Promise<RegistrationOutcome> {
  const sent = await place.lastSent()
  if (sent !== undefined) await registrar.settle(sent)
  return registrar.register(idCommitment, onSent)
}

function mayBeUnderWay({ code }: MembershipError, hasSent: boolean): boolean {
  if (hasSent && !NOTHING_UNDER_WAY.has(code)) return true
  return MAY_HAVE_BEEN_SENT.has(code) || code.startsWith('rpc_')
}
