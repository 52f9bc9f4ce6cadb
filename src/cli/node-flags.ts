import { type Command, Option } from 'commander'
import {
  ConfigError,
  type GivenOptions,
  type NodeOptionName,
  nodeOptions,
  notOffered,
  type OptionSpec,
  refuseNotOffered,
} from '../config/index.ts'
import { CliError } from './cli-error.ts'

/** Adds the flag of every node option to a command, and unseen those of nwaku that are answered with a reason. */
export function addNodeFlags(command: Command): void {
  for (const [name, spec] of Object.entries(nodeOptions) as [NodeOptionName, OptionSpec][])
    command.addOption(flagOf(name, spec))
  for (const name of Object.keys(notOffered)) {
    command.addOption(
      collected(new Option(`--${name} [value]`))
        .preset('true')
        .hideHelp(),
    )
  }
}

function flagOf(name: NodeOptionName, spec: OptionSpec): Option {
  if (spec.type === 'boolean') {
    return describe(new Option(`--${name} [boolean]`, spec.help), spec).preset('true')
  }
  const option = describe(new Option(`--${name} <${spec.placeholder}>`, spec.help), spec)
  const isList = spec.type === 'strings' || spec.type === 'integers'
  return isList ? collected(option) : option
}

/** The values of every time an option is given. */
function collected(option: Option): Option {
  return option.argParser((value, previous: string[] | undefined) => [...(previous ?? []), value])
}

/** Shows the default without setting it: which source a value comes from is decided in the config room. */
function describe(option: Option, spec: OptionSpec): Option {
  if (spec.default !== undefined) option.description += ` (default: ${spec.default})`
  return option
}

/**
 * What was given on the command line, by option name.
 * @throws ConfigError for an option of nwaku's that asks for what this node does not do
 */
export function givenNodeFlags(command: Command): GivenOptions {
  const values = command.opts<Record<string, string | string[]>>()
  const givenFor = (name: string) =>
    values[name.replaceAll(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())]
  for (const name of Object.keys(notOffered)) {
    const value = givenFor(name)
    if (value !== undefined) refuseNotOffered(name, [value].flat(), `--${name}`)
  }
  const given: Partial<Record<NodeOptionName, string | string[]>> = {}
  for (const name of Object.keys(nodeOptions) as NodeOptionName[]) {
    const value = givenFor(name)
    if (value !== undefined) given[name] = value
  }
  return given
}

/** What is wrong with an option is wrong usage, whichever source the option came from. */
export function configErrorsAsUsage<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof ConfigError) throw new CliError('wrong_usage', error.message, { cause: error })
    throw error
  }
}
