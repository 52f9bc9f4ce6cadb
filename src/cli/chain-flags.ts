import { type Command, InvalidArgumentError } from 'commander'
import {
  type MembershipSigner,
  openSigner,
  privateKeyFromAccountKeystore,
  readDeploymentFile,
} from '../membership/server.ts'
import type { CliContext } from './cli-context.ts'
import { CliError } from './cli-error.ts'
import { readTextFile } from './text-file.ts'

/** Flags of every command that speaks to the contract; nwaku's names. */
export interface ChainFlags {
  readonly rlnRelayEthClientAddress?: string
  readonly rlnRelayEthContractAddress?: string
  readonly rlnRelayChainId?: string
}

const DEFAULT_RPC_URL = 'http://127.0.0.1:8545'
const ENVIRONMENT = {
  rpc: 'WAKUNODE2_RLN_RELAY_ETH_CLIENT_ADDRESS',
  contract: 'WAKUNODE2_RLN_RELAY_ETH_CONTRACT_ADDRESS',
  chainId: 'WAKUNODE2_RLN_RELAY_CHAIN_ID',
  privateKey: 'WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY',
  accountPassword: 'WAKUNODE2_ACCOUNT_KEYSTORE_PASSWORD',
}

export function addChainFlags(command: Command): Command {
  return command
    .option('--rln-relay-eth-client-address <url>', `JSON-RPC endpoint (default: ${DEFAULT_RPC_URL})`)
    .option(
      '--rln-relay-eth-contract-address <address>',
      'membership contract (default: from deployments/<chain id>.json)',
    )
    .option('--rln-relay-chain-id <n>', 'chain that must be behind the endpoint')
}

/** Flags of every command that sends transactions. */
export interface SignerFlags extends ChainFlags {
  readonly rlnRelayEthPrivateKey?: string
  readonly account?: string
  readonly accountKeystore?: string
  readonly accountKeystorePasswordFile?: string
}

/** For commands that send transactions. A key on the command line is seen by every process of the machine. */
export function addSignerFlags(command: Command): Command {
  return addChainFlags(command)
    .option(
      '--rln-relay-eth-private-key <hex>',
      `key of the paying account; better by ${ENVIRONMENT.privateKey} (default: the endpoint's first unlocked account)`,
    )
    .option('--account-keystore <file>', 'Ethereum keystore of the paying account, instead of its key')
    .option(
      '--account-keystore-password-file <file>',
      `file that holds its password; or ${ENVIRONMENT.accountPassword}`,
    )
    .option('--account <address>', 'the paying account, among those the endpoint keeps unlocked', accountAddress)
}

export function rpcUrlOf(flags: ChainFlags, { environment }: CliContext): string {
  return flags.rlnRelayEthClientAddress ?? environment[ENVIRONMENT.rpc]?.split(',')[0] ?? DEFAULT_RPC_URL
}

/**
 * The account that pays, on the chain that is meant.
 * @param chainId the chain a keystore names, for when none is given
 * @throws MembershipError, CliError `wrong_usage`, `unreadable_file`
 */
export async function signerOf(flags: SignerFlags, context: CliContext, chainId?: number): Promise<MembershipSigner> {
  const expected = expectedChainIdOf(flags, context) ?? chainId
  const privateKey = await privateKeyOf(flags, context)
  return openSigner(rpcUrlOf(flags, context), {
    ...(expected !== undefined && { chainId: expected }),
    ...(privateKey !== undefined && { privateKey }),
    ...(flags.account !== undefined && { account: flags.account }),
  })
}

/** What the command line names wins over the environment. */
async function privateKeyOf(flags: SignerFlags, { environment }: CliContext): Promise<string | undefined> {
  const { rlnRelayEthPrivateKey, accountKeystore, account } = flags
  const given = [rlnRelayEthPrivateKey, accountKeystore, account].filter((value) => value !== undefined)
  if (given.length > 1) {
    const names = '--rln-relay-eth-private-key, --account-keystore or --account'
    throw new CliError('wrong_usage', `who pays? give only one of ${names}`)
  }
  if (accountKeystore !== undefined) {
    return privateKeyFromAccountKeystore(readTextFile(accountKeystore), accountPasswordOf(flags, environment))
  }
  if (account !== undefined) return undefined
  return rlnRelayEthPrivateKey ?? environment[ENVIRONMENT.privateKey]
}

function accountPasswordOf(flags: SignerFlags, environment: CliContext['environment']): string {
  const file = flags.accountKeystorePasswordFile
  const password =
    file === undefined ? environment[ENVIRONMENT.accountPassword] : readTextFile(file).replace(/\r?\n$/, '')
  if (password !== undefined) return password
  const how = `--account-keystore-password-file FILE or ${ENVIRONMENT.accountPassword}`
  throw new CliError('wrong_usage', `no password of the account's keystore: give ${how}`)
}

/**
 * @param known the contract a keystore names, for when it is not given
 * @throws CliError `wrong_usage` when it is no address, or neither given, known nor in a deployments file
 */
export async function contractAddressOf(
  flags: ChainFlags,
  context: CliContext,
  chainId: number,
  known?: string,
): Promise<string> {
  const given = flags.rlnRelayEthContractAddress ?? context.environment[ENVIRONMENT.contract] ?? known
  if (given !== undefined) {
    if (/^0x[0-9a-f]{40}$/i.test(given)) return given
    const what = 'takes 0x and 40 hexadecimal digits'
    throw new CliError('wrong_usage', `--rln-relay-eth-contract-address ${what}, not "${given}"`)
  }
  const deployment = await readDeploymentFile(chainId)
  if (deployment !== undefined) return deployment.contract
  throw new CliError(
    'wrong_usage',
    `no membership contract: give --rln-relay-eth-contract-address, or deploy one (there is no deployments/${chainId}.json here)`,
  )
}

export async function chainIdBehind(signer: MembershipSigner): Promise<number> {
  return Number((await signer.provider!.getNetwork()).chainId)
}

/** The chain that must be behind the endpoint, if one was named. @throws CliError `wrong_usage` */
export function expectedChainIdOf(flags: ChainFlags, { environment }: CliContext): number | undefined {
  const text = flags.rlnRelayChainId ?? environment[ENVIRONMENT.chainId]
  if (text === undefined) return undefined
  const chainId = /^\d{1,16}$/.test(text) ? Number(text) : 0
  if (chainId < 1 || !Number.isSafeInteger(chainId)) {
    throw new CliError('wrong_usage', `--rln-relay-chain-id takes a positive whole number, not "${text}"`)
  }
  return chainId
}

export function accountAddress(text: string): string {
  if (/^0x[0-9a-f]{40}$/i.test(text)) return text
  throw new InvalidArgumentError('give 0x and 40 hexadecimal digits')
}
