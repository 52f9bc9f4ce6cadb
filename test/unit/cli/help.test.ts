import { expect } from 'chai'
import { runCommandLine } from '../../support/command-line.ts'

/** The subcommands that a help text lists. */
function subcommandsIn(help: readonly string[]): string[] {
  const from = help.indexOf('Commands:')
  const names = from < 0 ? [] : help.slice(from + 1).map((line) => /^ {2}([a-z][a-z-]*)/.exec(line)?.[1])
  return names.filter((name) => name !== undefined && name !== 'help') as string[]
}

async function helpOf(command: readonly string[]): Promise<readonly string[]> {
  const { exitCode, output, remarks } = await runCommandLine([...command, '--help'])
  expect({ exitCode, remarks }, command.join(' ')).to.deep.equal({ exitCode: 0, remarks: [] })
  return output
}

/** Every command that does something, with its help. */
async function leaves(command: readonly string[] = []): Promise<(readonly [string, readonly string[]])[]> {
  const help = await helpOf(command)
  const subcommands = subcommandsIn(help)
  if (subcommands.length === 0) return [[command.join(' '), help]]
  return (await Promise.all(subcommands.map((name) => leaves([...command, name])))).flat()
}

describe('wakunode --help', function () {
  this.timeout(60_000)

  it('shows an example and --json with every command', async () => {
    const all = await leaves()
    expect(all.map(([name]) => name)).to.include.members([
      ...['run', 'devnet', 'demo', 'send', 'listen', 'contract deploy', 'membership register', 'membership list'],
      ...['membership slash', 'keystore show', 'keystore change-password', 'rln prove', 'rln verify', 'rln recover'],
      ...['artifacts show', 'artifacts verify', 'artifacts import'],
    ])
    for (const [name, help] of all) {
      const text = help.join('\n')
      expect(text, name).to.match(new RegExp(`Examples?:\\n  wakunode ${name}\\b`))
      expect(text, name).to.match(/^ +--json\b/m)
    }
  })

  it('never shows what was given as a secret in the environment', async () => {
    const environment = { WAKUNODE2_RLN_RELAY_CRED_PASSWORD: 'my-secret', WAKUNODE2_NODEKEY: 'my-secret' }
    const { output } = await runCommandLine(['run', '--help'], { environment })
    expect(output.join('\n')).to.include('--nodekey').and.to.not.include('my-secret')
  })
})
