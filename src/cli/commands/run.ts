import type { Command } from 'commander'
import { ConfigError, type NodeConfig, nodeConfigFrom, readOptions } from '../../config/index.ts'
import { Lifecycle, noMetrics, systemClock, systemRandom } from '../../foundation/index.ts'
import { createWakuNode } from '../../node/server.ts'
import { RestServer } from '../../rest/index.ts'
import { createPinoLogger } from '../../telemetry/server.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { addNodeFlags, givenNodeFlags } from '../node-flags.ts'
import { readTextFile } from '../text-file.ts'

export function addRunCommand(command: Command, context: CliContext): void {
  addNodeFlags(command)
  command
    .option('--json', 'print one JSON line when the node is up')
    .addHelpText(
      'after',
      '\nExample:\n  wakunode run --rln-relay-eth-client-address http://127.0.0.1:8545 --rln-relay-cred-path alice.json',
    )
    .action(async () => run(command, context))
}

async function run(command: Command, context: CliContext): Promise<void> {
  const config = configFrom(command, context)
  const logger = createPinoLogger(config.logging)
  const node = createWakuNode({ clock: systemClock, random: systemRandom, logger, metrics: noMetrics }, config)
  const rest = config.rest && new RestServer({ node, logger }, config.rest)
  const lifecycle = new Lifecycle([
    { name: 'node', start: () => node.start(), stop: () => node.stop() },
    ...(rest ? [{ name: 'REST API', start: () => rest.start(), stop: () => rest.stop() }] : []),
  ])
  const stopped = context.untilStopped()
  await lifecycle.start()
  try {
    const { membership, chainId, contractAddress } = node.rlnStatus()
    const ready = {
      ready: true,
      peerId: node.peerId,
      multiaddrs: node.multiaddrs,
      rest: rest?.url ?? null,
      pubsubTopics: node.relayedTopics(),
      chainId,
      contract: contractAddress,
      membershipIndex: membership?.index ?? null,
    }
    printResult(context, command.opts<{ json?: boolean }>().json, ready, [
      'The node is up. Ctrl-C stops it.',
      `  peer id     ${node.peerId}`,
      ...node.multiaddrs.map((multiaddr) => `  address     ${multiaddr}`),
      `  REST API    ${rest?.url ?? 'off'}`,
      `  relaying    ${node.relayedTopics().join(', ')}`,
      membership === undefined
        ? '  publishing  no: it was started without --rln-relay-cred-path'
        : `  publishing  as member ${membership.index ?? '(not in the tree yet)'}, ${membership.rateLimit} messages an epoch`,
    ])
    await stopped
  } finally {
    await lifecycle.stop()
  }
}

/** What is wrong with an option is wrong usage, whichever source the option came from. */
function configFrom(command: Command, { environment }: CliContext): NodeConfig {
  try {
    const options = readOptions({ flags: givenNodeFlags(command), environment, readText: readTextFile })
    return nodeConfigFrom(options, readTextFile)
  } catch (error) {
    if (error instanceof ConfigError) throw new CliError('wrong_usage', error.message, { cause: error })
    throw error
  }
}
