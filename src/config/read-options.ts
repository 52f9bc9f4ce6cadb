import { ConfigError } from './config-error.ts'
import { type NodeOptionName, type NodeOptionValues, nodeOptions, type OptionSpec } from './node-options.ts'
import { type OptionLayer, type OptionOrigin, type OptionSources, optionLayers } from './option-layers.ts'

/** What an option is, and who said so. */
export interface OptionEntry {
  readonly value: unknown
  readonly origin: OptionOrigin
  /** Where it was said, for a person: the flag, the variable, file and line, the preset. Missing for a default. */
  readonly place?: string
}

export type OptionEntries = Readonly<Record<NodeOptionName, OptionEntry>>

/**
 * Merges the sources: command line over environment over configuration file over preset over default.
 * @throws ConfigError naming the option and where its value came from.
 */
export function readOptions(sources: OptionSources): NodeOptionValues {
  return optionValues(readOptionEntries(sources))
}

/** As {@link readOptions}, with where each value came from. */
export function readOptionEntries(sources: OptionSources): OptionEntries {
  const layers = optionLayers(sources)
  const names = Object.keys(nodeOptions) as NodeOptionName[]
  return Object.fromEntries(names.map((name) => [name, readEntry(name, layers)])) as OptionEntries
}

export function optionValues(entries: OptionEntries): NodeOptionValues {
  const values = Object.entries(entries).map(([name, { value }]) => [name, value])
  return Object.fromEntries(values) as NodeOptionValues
}

function readEntry(name: NodeOptionName, layers: readonly OptionLayer[]): OptionEntry {
  const layer = layers.find(({ given }) => given[name] !== undefined)
  if (layer === undefined) return { value: defaultOf(nodeOptions[name]), origin: 'default' }
  const place = layer.placeOf(name)
  try {
    const value = readValue(name, layer.given[name]!)
    refuseContradiction(name, value, layers)
    return { value, origin: layer.origin, place }
  } catch (error) {
    if (!(error instanceof ConfigError) || layer.origin === 'flag') throw error
    throw new ConfigError(error.code, `${error.message} (${place})`, { cause: error })
  }
}

/** A node that differs from its network in a constant would be cut off by it, or do it harm. */
function refuseContradiction(name: NodeOptionName, value: unknown, layers: readonly OptionLayer[]): void {
  const preset = layers.find(({ origin, given }) => origin === 'preset' && given[name] !== undefined)
  const constant = preset?.given[name]
  if (preset === undefined || constant === undefined) return
  if (String(value).toLowerCase() === String(readValue(name, constant)).toLowerCase()) return
  const advice = `leave out --${name} or --preset`
  throw new ConfigError(
    'conflicting_options',
    `--${name} ${value} contradicts ${preset.placeOf(name)}, whose value is ${constant}: ${advice}`,
  )
}

function defaultOf(spec: OptionSpec): unknown {
  return spec.type === 'strings' || spec.type === 'integers' ? [] : spec.default
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

/** The words that nwaku takes, in any case. */
function readBoolean(name: string, text: string): boolean {
  if (/^(true|yes|on|y|1)$/i.test(text)) return true
  if (/^(false|no|off|n|0)$/i.test(text)) return false
  throw new ConfigError('invalid_value', `--${name} takes true or false, not "${text}"`)
}
