import type { Command } from 'commander'
import type { CliContext } from './cli-context.ts'

interface CommandSpec {
  readonly description: string
  /** Loads the command's flags and action, with the rooms it needs: `--help` should not wait for a curve. */
  readonly load: () => Promise<(command: Command, context: CliContext) => void>
}

/** The commands of `wakunode`, in the order of `--help`. */
export const commands: Readonly<Record<string, CommandSpec>> = {
  run: {
    description: 'Run a relay node until Ctrl-C',
    load: async () => (await import('./commands/run.ts')).addRunCommand,
  },
  config: {
    description: 'What a node would run with',
    load: async () => (await import('./commands/config.ts')).addConfigCommands,
  },
  devnet: {
    description: 'Start a network on this machine and keep it up until Ctrl-C',
    load: async () => (await import('./commands/devnet.ts')).addDevnetCommand,
  },
  demo: {
    description: 'Start a network on this machine, attack it, and watch it defend itself',
    load: async () => (await import('./commands/demo.ts')).addDemoCommand,
  },
  send: {
    description: 'Publish a text through a running node',
    load: async () => (await import('./commands/send.ts')).addSendCommand,
  },
  listen: {
    description: 'Print the messages that arrive at a running node, until Ctrl-C',
    load: async () => (await import('./commands/listen.ts')).addListenCommand,
  },
  contract: {
    description: 'Deploy the membership contract',
    load: async () => (await import('./commands/contract.ts')).addContractCommands,
  },
  membership: {
    description: 'Memberships: what one needs to publish',
    load: async () => (await import('./commands/membership.ts')).addMembershipCommands,
  },
  keystore: {
    description: "Keystores, in nwaku's file format",
    load: async () => (await import('./commands/keystore.ts')).addKeystoreCommands,
  },
  rln: {
    description: 'The proof system in bytes, for other programs and for curiosity',
    load: async () => (await import('./commands/rln.ts')).addRlnCommands,
  },
  artifacts: {
    description: 'Circuit and keys: what is there, and whether it is what it must be',
    load: async () => (await import('./commands/artifacts.ts')).addArtifactsCommands,
  },
}
