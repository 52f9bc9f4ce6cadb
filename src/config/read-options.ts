import { parse as parseToml } from 'smol-toml'
import { ConfigError } from './config-error.ts'
import { type NodeOptionName, type NodeOptionValues, nodeOptions, type OptionSpec } from './node-options.ts'
import { presets } from './presets.ts'

/** Texts as they were given, by option name. */
export type GivenOptions = Readonly<Partial<Record<NodeOptionName, string | readonly string[]>>>

export interface OptionSources {
  /** From the command line. */
  readonly flags: GivenOptions
  /** The process environment. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Reads the configuration file. */
  readonly readText: (path: string) => string
}

const ENVIRONMENT_PREFIX = 'WAKUNODE2_'
const optionNames = Object.keys(nodeOptions) as NodeOptionName[]

/**
 * Merges the sources: command line over environment over configuration file over preset over default.
 * @throws ConfigError naming the option and where its value came from.
 */
export function readOptions(sources: OptionSources): NodeOptionValues {
  const environment = fromEnvironment(sources.environment)
  const configFile = sources.flags['config-file'] ?? environment['config-file']
  const file = typeof configFile === 'string' ? fromFile(configFile, sources.readText) : {}
  const presetName = sources.flags.preset ?? environment.preset ?? file.preset
  const preset = typeof presetName === 'string' ? presets[presetName] : {}
  if (preset === undefined) {
    const known = Object.keys(presets).join(', ')
    throw new ConfigError('invalid_value', `--preset ${presetName} is not known; known presets: ${known}`)
  }
  const layers: readonly GivenOptions[] = [sources.flags, environment, file, preset]
  const values: Record<string, unknown> = {}
  for (const name of optionNames) {
    const given = layers.find((layer) => layer[name] !== undefined)?.[name]
    values[name] = given === undefined ? defaultOf(nodeOptions[name]) : readValue(name, given)
  }
  return values as unknown as NodeOptionValues
}

function defaultOf(spec: OptionSpec): unknown {
  return spec.type === 'strings' || spec.type === 'integers' ? [] : spec.default
}

/** Lists in the environment are separated by commas. */
function fromEnvironment(environment: OptionSources['environment']): GivenOptions {
  const given: Partial<Record<NodeOptionName, string | readonly string[]>> = {}
  for (const name of optionNames) {
    const text = environment[ENVIRONMENT_PREFIX + name.toUpperCase().replaceAll('-', '_')]
    if (text === undefined || text === '') continue
    const isList = nodeOptions[name].type === 'strings' || nodeOptions[name].type === 'integers'
    given[name] = isList ? text.split(',').map((part) => part.trim()) : text
  }
  return given
}

function fromFile(path: string, readText: OptionSources['readText']): GivenOptions {
  let table: Record<string, unknown>
  try {
    table = parseToml(readText(path))
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new ConfigError('unreadable_file', `--config-file ${path} cannot be read: ${why}`, { cause: error })
  }
  const given: Partial<Record<NodeOptionName, string | readonly string[]>> = {}
  for (const [key, value] of Object.entries(table)) {
    if (!Object.hasOwn(nodeOptions, key)) {
      throw new ConfigError('unknown_option', `${key} in ${path} is not an option; see wakunode run --help`)
    }
    given[key as NodeOptionName] = Array.isArray(value) ? value.map(String) : String(value)
  }
  return given
}

function readValue(name: NodeOptionName, given: string | readonly string[]): unknown {
  const spec: OptionSpec = nodeOptions[name]
  const list = typeof given === 'string' ? [given] : given
  switch (spec.type) {
    case 'strings':
      return list
    case 'integers':
      return list.map((text) => readInteger(name, spec, text))
    default:
      if (list.length !== 1)
        throw new ConfigError('invalid_value', `--${name} takes one value, ${list.length} were given`)
  }
  const text = list[0]!
  if (spec.type === 'integer') return readInteger(name, spec, text)
  if (spec.type === 'boolean') return readBoolean(name, text)
  return text
}

function readInteger(name: string, spec: OptionSpec, text: string): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  const [least, most] = spec.bounds ?? [0, Number.MAX_SAFE_INTEGER]
  if (!(value >= least && value <= most)) {
    throw new ConfigError('invalid_value', `--${name} takes a whole number from ${least} to ${most}, not "${text}"`)
  }
  return value
}

function readBoolean(name: string, text: string): boolean {
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  throw new ConfigError('invalid_value', `--${name} takes true or false, not "${text}"`)
}
