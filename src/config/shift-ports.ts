import { ConfigError } from './config-error.ts'
import type { NodeOptionValues } from './node-options.ts'

const PORTS = ['tcp-port', 'websocket-port', 'rest-port', 'metrics-server-port'] as const

/**
 * The options with `--ports-shift` added to every port, for several nodes on one machine. A port of 0 stays: any free one.
 * @throws ConfigError when a port would not be one any more
 */
export function shiftPorts(options: NodeOptionValues): NodeOptionValues {
  const shift = options['ports-shift']
  const shifted = PORTS.map((name) => [name, options[name] === 0 ? 0 : options[name] + shift] as const)
  for (const [name, port] of shifted) {
    if (port <= 65_535) continue
    throw new ConfigError('conflicting_options', `--${name} ${options[name]} with --ports-shift ${shift} is no port`)
  }
  return { ...options, ...Object.fromEntries(shifted) }
}
