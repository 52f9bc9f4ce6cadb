import type { Command } from 'commander'
import { runDemo } from '../../devnet/index.ts'
import { systemClock, systemRandom } from '../../foundation/index.ts'
import { type CliContext, ExitCode } from '../cli-context.ts'

const EXIT_NOT_OK = 1

export function addDemoCommand(command: Command, context: CliContext): void {
  command
    .option('--json', 'print the report as one JSON object in the last line')
    .addHelpText(
      'after',
      '\nExample:\n  wakunode demo\n\nOutside of a clone, run npm install hardhat@3.17.0 in the folder first: the chain is Hardhat.',
    )
    .action(async (options: { json?: boolean }) => {
      // Progress is for people: with --json it goes where it does not disturb.
      const say = options.json ? context.remark : context.print
      const { report, shortcomings } = await runDemo({ clock: systemClock, random: systemRandom }, say)
      for (const shortcoming of shortcomings) say(`NOT AS IT MUST BE: ${shortcoming}`)
      if (options.json) context.print(JSON.stringify(report))
      else say(report.ok ? 'Everything is as it must be.' : 'Something is not as it must be.')
      if (!report.ok) throw new ExitCode(EXIT_NOT_OK)
    })
}
