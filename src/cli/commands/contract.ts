import { type Command, InvalidArgumentError } from 'commander'
import {
  deployMembership,
  type MembershipSigner,
  quoteDeployment,
  writeDeploymentFile,
} from '../../membership/server.ts'
import { addSignerFlags, type SignerFlags, signerOf } from '../chain-flags.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { confirmQuote } from './membership-transactions.ts'

interface DeployFlags extends SignerFlags {
  readonly token?: string
  readonly minRateLimit?: number
  readonly maxRateLimit?: number
  readonly maxTotalRateLimit?: number
  readonly depositReleaseDelaySec?: number
  readonly yes?: boolean
  readonly json?: boolean
}

export function addContractCommands(contract: Command, context: CliContext): void {
  addSignerFlags(contract.command('deploy'))
    .description('Deploy the membership contract and what it needs; writes deployments/<chain id>.json')
    .option('--token <address>', 'ERC-20 token of the deposits (default: a new test token anyone can mint)')
    .option('--min-rate-limit <n>', 'least messages an epoch of a membership', unsigned)
    .option('--max-rate-limit <n>', 'most messages an epoch of a membership', unsigned)
    .option('--max-total-rate-limit <n>', 'most messages an epoch of all memberships together', unsigned)
    .option('--deposit-release-delay-sec <n>', 'how long an erased deposit stays slashable', unsigned)
    .option('--yes', 'do not ask whether the cost is all right')
    .option('--json', 'print the addresses as JSON')
    .addHelpText('after', '\nExample:\n  wakunode contract deploy --rln-relay-eth-client-address http://127.0.0.1:8545')
    .action((flags: DeployFlags) => deploy(flags, context))
}

async function deploy(flags: DeployFlags, context: CliContext): Promise<void> {
  const signer = await signerOf(flags, context)
  await confirmDeployment(signer, flags, context)
  const deployment = await deployMembership({
    signer,
    ...(flags.token !== undefined && { token: flags.token }),
    ...(flags.minRateLimit !== undefined && { minMembershipRateLimit: flags.minRateLimit }),
    ...(flags.maxRateLimit !== undefined && { maxMembershipRateLimit: flags.maxRateLimit }),
    ...(flags.maxTotalRateLimit !== undefined && { maxTotalRateLimit: flags.maxTotalRateLimit }),
    ...(flags.depositReleaseDelaySec !== undefined && { depositReleaseDelaySeconds: flags.depositReleaseDelaySec }),
  })
  const path = await writeDeploymentFile(deployment)
  printResult(context, flags.json, deployment, [
    `contract  ${deployment.contract} on chain ${deployment.chainId}`,
    `token     ${deployment.token}`,
    `written to ${path}`,
  ])
}

async function confirmDeployment(signer: MembershipSigner, flags: DeployFlags, context: CliContext): Promise<void> {
  const { token } = flags
  const quote = await quoteDeployment({ signer, ...(token !== undefined && { token }) })
  const chainId = Number((await signer.provider!.getNetwork()).chainId)
  const account = await signer.getAddress()
  const deposits = token === undefined ? 'a new test token that anyone can mint' : token
  await confirmQuote(
    context,
    flags,
    { chainId, account },
    {
      summary: `deploy the membership contract on chain ${chainId}`,
      facts: [['deposits', deposits]],
      quote,
      transactions: quote.transactions,
    },
  )
}

function unsigned(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('give a whole number')
}
