import type { Command } from 'commander'
import { type NodeConfig, readNodeConfig } from '../../config/index.ts'
import { Lifecycle, type LifecyclePart, type Startable, systemClock, systemRandom } from '../../foundation/index.ts'
import { createWakuNode, type RlnStatus } from '../../node/server.ts'
import { RestServer } from '../../rest/index.ts'
import { createPinoLogger, MetricsLog, MetricsServer, PrometheusMetrics } from '../../telemetry/server.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { addNodeFlags, configErrorsAsUsage, givenNodeFlags } from '../node-flags.ts'
import { packageVersion } from '../package-version.ts'
import { readTextFile } from '../text-file.ts'

/**
 * Service managers kill after ten seconds and more. What a node must not lose is on disk at any time; what takes longer to
 * end than this waits for others: peers, or an endpoint.
 */
const STOP_PATIENCE_MS = 4_500

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
  const metrics = new PrometheusMetrics({ logger })
  metrics.gauge('waku_version', 'Version of this node', ['version']).set(1, { version: packageVersion() })
  const node = createWakuNode({ clock: systemClock, random: systemRandom, logger, metrics }, config)
  const { setLevels: setLogLevels } = logger
  const restOptions = config.rest && { ...config.rest, version: packageVersion() }
  const rest = restOptions && new RestServer({ node, clock: systemClock, logger, setLogLevels }, restOptions)
  const metricsServer = config.metrics.server && new MetricsServer({ metrics, logger }, config.metrics.server)
  const metricsLog = config.metrics.isLogged ? new MetricsLog({ clock: systemClock, metrics, logger }) : undefined
  if (metricsServer) metrics.collectProcess()
  // Figures first: what takes long, or fails, at the start is seen too.
  const lifecycle = new Lifecycle([
    ...partNamed('metrics server', metricsServer),
    ...partNamed('node', node),
    ...partNamed('REST API', rest),
    ...partNamed('metrics log', metricsLog),
  ])
  const stopped = context
    .untilStopped(STOP_PATIENCE_MS)
    .then(() => logger.info('stopping; a second signal ends the node at once'))
  await lifecycle.start()
  try {
    const rln = node.rlnStatus()
    const ready = {
      ready: true,
      peerId: node.peerId,
      multiaddrs: node.multiaddrs,
      rest: rest?.url ?? null,
      metrics: metricsServer?.url ?? null,
      pubsubTopics: node.relayedTopics(),
      chainId: rln?.chainId ?? null,
      contract: rln?.contractAddress ?? null,
      membershipIndex: rln?.membership?.index ?? null,
    }
    printResult(context, command.opts<{ json?: boolean }>().json, ready, [
      'The node is up. Ctrl-C stops it.',
      `  peer id     ${node.peerId}`,
      ...node.multiaddrs.map((multiaddr) => `  address     ${multiaddr}`),
      `  REST API    ${rest?.url ?? 'off'}`,
      ...(rest === undefined ? [] : [`  dashboard   ${rest.url}/dashboard`]),
      `  metrics     ${metricsServer === undefined ? 'off' : `${metricsServer.url}/metrics`}`,
      `  relaying    ${node.relayedTopics().join(', ') || 'nothing'}`,
      `  publishing  ${publishingOf(rln, config.network.isRelaying)}`,
    ])
    await stopped
  } finally {
    await lifecycle.stop()
  }
}

function publishingOf(rln: RlnStatus | undefined, isRelaying: boolean): string {
  if (rln === undefined) {
    const risk = isRelaying ? ', UNPROTECTED: anybody can flood this node' : ''
    return `without proofs${risk} (--rln-relay=false)`
  }
  if (rln.membership === undefined) return 'no: it was started without --rln-relay-cred-path'
  const { index = '(not in the tree yet)', rateLimit } = rln.membership
  return `as member ${index}, ${rateLimit} messages an epoch`
}

function partNamed(name: string, part: Startable | undefined): LifecyclePart[] {
  return part === undefined ? [] : [{ name, start: () => part.start(), stop: () => part.stop() }]
}

function configFrom(command: Command, { environment }: CliContext): NodeConfig {
  return configErrorsAsUsage(() => {
    return readNodeConfig({ flags: givenNodeFlags(command), environment, readText: readTextFile })
  })
}
