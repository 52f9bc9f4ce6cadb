import { type Command, InvalidArgumentError } from 'commander'
import { systemClock, systemRandom } from '../../foundation/index.ts'
import {
  DEVELOPMENT_CHAIN_ID,
  type Enrolment,
  formatTokens,
  type MembershipCredential,
} from '../../membership/server.ts'
import { enrolMember, enrolMemberOffline, type RegistrationToCome } from '../../node/server.ts'
import { contractAddressOf } from '../chain-flags.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { addKeystoreFlags, type KeystoreFlags, keystorePasswordOf, keystorePathOf } from '../keystore-flags.ts'
import { idCommitmentHex } from './membership-subject.ts'
import {
  addTransactionFlags,
  confirmCost,
  type Intention,
  type Payer,
  payerOf,
  printOffline,
  type TransactionFlags,
  waitingRemarks,
} from './membership-transactions.ts'

interface RegisterFlags extends TransactionFlags, KeystoreFlags {
  readonly rlnRelayUserMessageLimit?: number
}

/** What both ways of registering need. */
interface Registration {
  readonly contractAddress: string
  readonly chainId: number
  readonly rateLimit: number
  readonly keystorePath: string
  readonly password: string
  readonly mintTestTokens: boolean
}

const RATE_LIMIT_VARIABLE = 'WAKUNODE2_RLN_RELAY_USER_MESSAGE_LIMIT'
const RATE_LIMIT = /^[1-9]\d{0,4}$/

export function addMembershipRegisterCommand(membership: Command, context: CliContext): void {
  addKeystoreFlags(addTransactionFlags(membership.command('register')))
    .description('Put down the deposit and write the keystore to publish with')
    .option('--rln-relay-user-message-limit <n>', 'messages an epoch', rateLimit)
    .addHelpText(
      'after',
      '\nExample:\n  wakunode membership register --rln-relay-user-message-limit 20 --rln-relay-cred-path alice.json \\\n    --rln-relay-cred-password-file alice.password',
    )
    .action((flags: RegisterFlags) => register(flags, context))
}

async function register(flags: RegisterFlags, context: CliContext): Promise<void> {
  const keystorePath = keystorePathOf(flags, context)
  const password = keystorePasswordOf(flags, context)
  const limit = rateLimitOf(flags, context)
  const payer = await payerOf(flags, context)
  const { chainId } = payer
  const registration: Registration = {
    contractAddress: await contractAddressOf(flags, context, chainId),
    chainId,
    rateLimit: limit,
    keystorePath,
    password,
    // On a development chain nobody has test tokens yet, and they are free.
    mintTestTokens: chainId === DEVELOPMENT_CHAIN_ID,
  }
  if (payer.signer === undefined) return registerOffline(flags, context, payer, registration)
  const waiting = waitingRemarks(context)
  let step = 'register'
  try {
    const enrolment = await enrolMember(
      { clock: systemClock, random: systemRandom },
      {
        ...registration,
        signer: payer.signer,
        confirm: (plan) => confirmCost(context, flags, payer, intentionOf(plan, limit)),
        onProgress: (progress) => {
          if (progress.step === 'waiting') waiting.begin(step, progress.transactionHash)
          else step = progress.step === 'approving' ? 'approve the deposit' : 'register'
        },
      },
    )
    printEnrolment(flags, context, keystorePath, enrolment)
  } finally {
    waiting.end()
  }
}

async function registerOffline(
  flags: RegisterFlags,
  context: CliContext,
  payer: Payer,
  registration: Registration,
): Promise<void> {
  const enrolment = await enrolMemberOffline(
    { random: systemRandom },
    { ...registration, provider: payer.provider, ...(payer.account !== undefined && { account: payer.account }) },
  )
  const { keystorePath } = registration
  if (enrolment.status !== 'to_sign') return printEnrolment(flags, context, keystorePath, enrolment)
  const { plan, idCommitment } = enrolment
  await confirmCost(context, flags, payer, intentionOf(plan, registration.rateLimit))
  context.remark(`the identity is kept beside ${keystorePath}: run the same again once the transactions are mined`)
  printOffline(context, flags, plan.transactions, {
    idCommitment: idCommitmentHex(idCommitment),
    token: plan.token,
    deposit: plan.deposit,
  })
}

function intentionOf({ token, deposit, transactions }: RegistrationToCome, limit: number): Intention {
  return {
    summary: `register for ${limit} messages an epoch`,
    facts: [['deposit', `${formatTokens(deposit, token)} (token ${token.address}), given back after the membership`]],
    transactions,
  }
}

function printEnrolment(
  flags: RegisterFlags,
  context: CliContext,
  keystorePath: string,
  {
    status,
    credential,
    transactionHash,
  }: Pick<Enrolment, 'status' | 'transactionHash'> & {
    readonly credential: MembershipCredential
  },
): void {
  const { treeIndex, userMessageLimit, identity } = credential
  const result = {
    status,
    index: treeIndex,
    rateLimit: userMessageLimit,
    idCommitment: idCommitmentHex(identity.commitment),
    keystore: keystorePath,
    transactionHash: transactionHash ?? null,
  }
  printResult(context, flags.json, result, [
    status === 'registered'
      ? `registered as member ${treeIndex}, ${userMessageLimit} messages an epoch`
      : `already member ${treeIndex}, ${userMessageLimit} messages an epoch; nothing was sent`,
    `  keystore     ${keystorePath}`,
    ...(transactionHash === undefined ? [] : [`  transaction  ${transactionHash}`]),
  ])
}

function rateLimitOf(flags: RegisterFlags, { environment }: CliContext): number {
  if (flags.rlnRelayUserMessageLimit !== undefined) return flags.rlnRelayUserMessageLimit
  const text = environment[RATE_LIMIT_VARIABLE]
  if (text !== undefined && RATE_LIMIT.test(text)) return Number(text)
  throw new CliError(
    'wrong_usage',
    `how many messages an epoch? give --rln-relay-user-message-limit N or ${RATE_LIMIT_VARIABLE}, a whole number`,
  )
}

function rateLimit(text: string): number {
  if (RATE_LIMIT.test(text)) return Number(text)
  throw new InvalidArgumentError('give a whole number of messages an epoch')
}
