import type { Command } from 'commander'
import { listMembers, openRpcProvider, readDeploymentFile } from '../../membership/server.ts'
import { addChainFlags, type ChainFlags, contractAddressOf, expectedChainIdOf, rpcUrlOf } from '../chain-flags.ts'
import { type CliContext, printResult } from '../cli-context.ts'

export function addMembershipListCommand(membership: Command, context: CliContext): void {
  addChainFlags(membership.command('list'))
    .description('List the members of the contract')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  wakunode membership list --rln-relay-eth-client-address http://127.0.0.1:8545')
    .action((flags: ChainFlags & { json?: boolean }) => list(flags, context))
}

async function list(flags: ChainFlags & { json?: boolean }, context: CliContext): Promise<void> {
  const rpcUrl = rpcUrlOf(flags, context)
  const expected = expectedChainIdOf(flags, context)
  const provider = await openRpcProvider(rpcUrl, expected === undefined ? {} : { chainId: expected })
  const chainId = Number((await provider.getNetwork()).chainId)
  const contractAddress = await contractAddressOf(flags, context, chainId)
  const deployment = await readDeploymentFile(chainId)
  const isOurs = deployment?.contract.toLowerCase() === contractAddress.toLowerCase()
  const members = await listMembers({ rpcUrl, chainId, contractAddress, fromBlock: isOurs ? deployment.block : 0 })
  const shown = members.map(({ index, rateLimit, idCommitment }) => ({
    index,
    rateLimit,
    idCommitment: `0x${idCommitment.toString(16).padStart(64, '0')}`,
  }))
  printResult(context, flags.json, { contract: contractAddress, chainId, members: shown }, [
    `${shown.length} members of ${contractAddress} on chain ${chainId}`,
    ...shown.map(
      ({ index, rateLimit, idCommitment }) =>
        `${String(index).padStart(7)}  ${String(rateLimit).padStart(5)} an epoch  ${idCommitment}`,
    ),
  ])
}
