import type { Command } from 'commander'
import { nodeConfigFrom, readOptions } from '../../config/index.ts'
import { Lifecycle, noMetrics, systemClock, systemRandom } from '../../foundation/index.ts'
import { createWakuNode } from '../../node/server.ts'
import { RestServer } from '../../rest/index.ts'
import { createPinoLogger } from '../../telemetry/server.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { addNodeFlags, givenNodeFlags } from '../node-flags.ts'
import { readTextFile } from '../text-file.ts'

export function addRunCommand(program: Command, context: CliContext): void {
  const command = program.command('run').description('Run a relay node until Ctrl-C')
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
  const options = readOptions({
    flags: givenNodeFlags(command),
    environment: context.environment,
    readText: readTextFile,
  })
  const config = nodeConfigFrom(options, readTextFile)
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
