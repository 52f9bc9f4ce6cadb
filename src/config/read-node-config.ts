import { ConfigError } from './config-error.ts'
import { type NodeConfig, nodeConfigFrom } from './node-config.ts'
import type { OptionSources } from './option-layers.ts'
import { type OptionEntries, optionValues, readOptionEntries } from './read-options.ts'

/**
 * The checked configuration of a node out of all sources.
 * @throws ConfigError naming the flags to change, and the places that set them when they are not flags.
 */
export function readNodeConfig(sources: OptionSources): NodeConfig {
  const entries = readOptionEntries(sources)
  try {
    return nodeConfigFrom(optionValues(entries), sources.readText)
  } catch (error) {
    const places = error instanceof ConfigError ? placesNamedIn(error.message, entries) : []
    if (!(error instanceof ConfigError) || places.length === 0) throw error
    throw new ConfigError(error.code, `${error.message} (${places.join('; ')})`, { cause: error })
  }
}

/** Of the options a message names, those that were not set by a flag: `tcp-port: node.toml, line 3`. */
function placesNamedIn(message: string, entries: OptionEntries): string[] {
  return Object.entries(entries)
    .filter(([name, { origin, place }]) => {
      return place !== undefined && origin !== 'flag' && new RegExp(`--${name}(?![a-z0-9-])`).test(message)
    })
    .map(([name, { place }]) => `${name}: ${place}`)
}
