import { type Command, InvalidArgumentError } from 'commander'
import { systemClock, systemRandom } from '../../foundation/index.ts'
import type { RegistrationProgress } from '../../membership/server.ts'
import { DEVELOPMENT_CHAIN_ID, enrolMember } from '../../node/server.ts'
import { addSignerFlags, type ChainFlags, chainIdBehind, contractAddressOf, signerOf } from '../chain-flags.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { addKeystoreFlags, type KeystoreFlags, keystorePasswordOf, keystorePathOf } from '../keystore-flags.ts'

interface RegisterFlags extends ChainFlags, KeystoreFlags {
  readonly rlnRelayUserMessageLimit?: number
  readonly json?: boolean
}

const RATE_LIMIT_VARIABLE = 'WAKUNODE2_RLN_RELAY_USER_MESSAGE_LIMIT'
const RATE_LIMIT = /^[1-9]\d{0,4}$/

export function addMembershipRegisterCommand(membership: Command, context: CliContext): void {
  addKeystoreFlags(addSignerFlags(membership.command('register')))
    .description('Put down the deposit and write the keystore to publish with')
    .option('--rln-relay-user-message-limit <n>', 'messages an epoch', rateLimit)
    .option('--json', 'print as JSON')
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
  const signer = await signerOf(flags, context)
  const chainId = await chainIdBehind(signer)
  const contractAddress = await contractAddressOf(flags, context, chainId)
  const { status, credential, transactionHash } = await enrolMember(
    { clock: systemClock, random: systemRandom },
    {
      signer,
      contractAddress,
      chainId,
      rateLimit: limit,
      keystorePath,
      password,
      // On a development chain nobody has test tokens yet, and they are free.
      mintTestTokens: chainId === DEVELOPMENT_CHAIN_ID,
      onProgress: (progress) => context.remark(describe(progress)),
    },
  )
  const { treeIndex, userMessageLimit, identity } = credential
  const result = {
    status,
    index: treeIndex,
    rateLimit: userMessageLimit,
    idCommitment: `0x${identity.commitment.toString(16).padStart(64, '0')}`,
    keystore: keystorePath,
    transactionHash: transactionHash ?? null,
  }
  const isNew = status === 'registered'
  printResult(context, flags.json, result, [
    isNew
      ? `registered as member ${treeIndex}, ${userMessageLimit} messages an epoch`
      : `already member ${treeIndex}, ${userMessageLimit} messages an epoch; nothing was sent`,
    `  keystore     ${keystorePath}`,
    ...(isNew ? [`  transaction  ${transactionHash}`] : []),
  ])
}

function describe(progress: RegistrationProgress): string {
  switch (progress.step) {
    case 'approving':
      return `approving the deposit of ${progress.deposit} of token ${progress.token} (smallest units)`
    case 'registering':
      return `registering; the deposit is ${progress.deposit} of token ${progress.token} (smallest units)`
    case 'waiting':
      return `waiting for ${progress.transactionHash}`
  }
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
