import type { Command } from 'commander'
import { type OptionEntry, optionIsSecret, readNodeConfig, readOptionEntries } from '../../config/index.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { addNodeFlags, configErrorsAsUsage, givenNodeFlags } from '../node-flags.ts'
import { readTextFile } from '../text-file.ts'

export function addConfigCommands(config: Command, context: CliContext): void {
  const show = config.command('show').description('Print what a node would run with, and where each value comes from')
  addNodeFlags(show)
  show
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  wakunode config show --config-file node.toml --tcp-port 60001')
    .action(() => showConfig(show, context))
}

interface ShownOption {
  readonly name: string
  readonly value: unknown
  readonly origin: OptionEntry['origin']
  readonly place?: string
}

/** Shows the values also when they do not make a node together, and then says why. */
function showConfig(command: Command, context: CliContext): void {
  configErrorsAsUsage(() => {
    const sources = { flags: givenNodeFlags(command), environment: context.environment, readText: readTextFile }
    const shown = Object.entries(readOptionEntries(sources)).map(([name, entry]) => shownOption(name, entry))
    printResult(context, command.opts<{ json?: boolean }>().json, { options: shown }, tableOf(shown))
    readNodeConfig(sources)
  })
}

function shownOption(name: string, { value, origin, place }: OptionEntry): ShownOption {
  const isSet = value !== undefined && !(Array.isArray(value) && value.length === 0)
  const shownValue = !isSet ? null : optionIsSecret(name) ? '(secret)' : value
  return { name, value: shownValue, origin, ...(place !== undefined && { place }) }
}

function tableOf(shown: readonly ShownOption[]): string[] {
  const rows = shown.map(({ name, value, origin, place }) => [
    name,
    value === null ? '-' : Array.isArray(value) ? value.join(', ') : String(value),
    place ?? origin,
  ])
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map(([name, value, from]) => `${name!.padEnd(widths[0]!)}  ${value!.padEnd(widths[1]!)}  ${from}`)
}
