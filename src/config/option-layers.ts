import { parse as parseToml, TomlError } from 'smol-toml'
import { ConfigError } from './config-error.ts'
import { type NodeOptionName, nodeOptions } from './node-options.ts'
import { askedForWithout, notOffered } from './not-offered.ts'
import { presets } from './presets.ts'

/** Texts as they were given, by option name. */
export type GivenOptions = Readonly<Partial<Record<NodeOptionName, string | readonly string[]>>>

/** Where values come from, the strongest first. */
export type OptionOrigin = 'flag' | 'environment' | 'file' | 'preset' | 'default'

/** What one source said. */
export interface OptionLayer {
  readonly origin: OptionOrigin
  readonly given: GivenOptions
  /** Where it said so, for a person: a variable's name, or file and line. */
  readonly placeOf: (name: NodeOptionName) => string
}

export interface OptionSources {
  /** From the command line. */
  readonly flags: GivenOptions
  /** The process environment. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Reads the configuration file. */
  readonly readText: (path: string) => string
}

const ENVIRONMENT_PREFIX = 'WAKUNODE2_'

/** What every source said, the strongest first: command line, environment, configuration file, preset. */
export function optionLayers({ flags, environment, readText }: OptionSources): OptionLayer[] {
  const layers: OptionLayer[] = [
    { origin: 'flag', given: flags, placeOf: (name) => `--${name}` },
    environmentLayer(environment),
  ]
  const configFile = firstOf(layers, 'config-file')
  if (configFile !== undefined) layers.push(fileLayer(configFile, readText))
  const presetName = firstOf(layers, 'preset')
  if (presetName !== undefined) layers.push(presetLayer(presetName))
  return layers
}

function firstOf(layers: readonly OptionLayer[], name: NodeOptionName): string | undefined {
  const given = layers.find((layer) => layer.given[name] !== undefined)?.given[name]
  return typeof given === 'string' ? given : given?.at(-1)
}

/** Lists in the environment are separated by commas. */
function environmentLayer(environment: OptionSources['environment']): OptionLayer {
  const given: Partial<Record<NodeOptionName, string | readonly string[]>> = {}
  for (const [variable, text] of Object.entries(environment)) {
    if (!variable.startsWith(ENVIRONMENT_PREFIX) || text === undefined || text === '') continue
    const name = variable.slice(ENVIRONMENT_PREFIX.length).toLowerCase().replaceAll('_', '-')
    if (!isOption(name, [text], `the environment variable ${variable}`)) continue
    const isList = nodeOptions[name].type === 'strings' || nodeOptions[name].type === 'integers'
    given[name] = isList ? text.split(',').map((part) => part.trim()) : text
  }
  const variableOf = (name: NodeOptionName) => ENVIRONMENT_PREFIX + name.toUpperCase().replaceAll('-', '_')
  return { origin: 'environment', given, placeOf: variableOf }
}

function fileLayer(path: string, readText: OptionSources['readText']): OptionLayer {
  const { text, table } = readTable(path, readText)
  const placeOf = (key: string): string => `${path}, line ${lineOf(key, text)}`
  const given: Partial<Record<NodeOptionName, string | readonly string[]>> = {}
  for (const [key, value] of Object.entries(table)) {
    const isTable = value !== null && typeof value === 'object' && !Array.isArray(value)
    const texts = isTable ? ['a table'] : [value].flat().map(String)
    if (!isOption(key, texts, `${key} in ${placeOf(key)}`)) continue
    if (isTable) {
      throw new ConfigError('invalid_value', `${key} in ${placeOf(key)} is a table: write ${key} = VALUE`)
    }
    given[key] = Array.isArray(value) ? texts : texts[0]!
  }
  return { origin: 'file', given, placeOf }
}

function readTable(
  path: string,
  readText: OptionSources['readText'],
): { text: string; table: Record<string, unknown> } {
  try {
    const text = readText(path)
    return { text, table: parseToml(text) }
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    const place = error instanceof TomlError ? `, line ${error.line}` : ''
    throw new ConfigError('unreadable_file', `--config-file ${path}${place} cannot be read: ${why}`, { cause: error })
  }
}

/** The line, from 1, that sets a key of the top level; such keys are plain words, so their line begins with them. */
function lineOf(key: string, text: string): number {
  const setsKey = new RegExp(`^\\s*\\[?["']?${key}["']?\\s*[=\\].]`)
  return text.split('\n').findIndex((line) => setsKey.test(line)) + 1
}

function presetLayer(name: string): OptionLayer {
  const given = Object.hasOwn(presets, name) ? presets[name] : undefined
  if (given === undefined) {
    const known = Object.keys(presets).join(', ')
    throw new ConfigError('invalid_value', `--preset ${name} is not known; known presets: ${known}`)
  }
  return { origin: 'preset', given, placeOf: () => `preset ${name}` }
}

/**
 * Whether a name is that of an option. An option of nwaku's that asks for nothing is none, and does no harm.
 * @throws ConfigError `unknown_option`
 */
function isOption(name: string, values: readonly string[], what: string): name is NodeOptionName {
  if (Object.hasOwn(nodeOptions, name)) return true
  if (!Object.hasOwn(notOffered, name)) {
    throw new ConfigError('unknown_option', `${what} is not an option; see wakunode run --help`)
  }
  refuseNotOffered(name, values, what)
  return false
}

/**
 * Refuses an option of nwaku whose value asks for what this node does not do.
 * @throws ConfigError `unknown_option` with the reason
 */
export function refuseNotOffered(name: string, values: readonly string[], what: string): void {
  const reason = askedForWithout(name, values)
  if (reason !== undefined) throw new ConfigError('unknown_option', `${what} is not offered by this node: ${reason}`)
}
