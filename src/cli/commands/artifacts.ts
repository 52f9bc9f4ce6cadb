import type { Command } from 'commander'
import {
  importedArtifactsFolder,
  importNetworkProvingKey,
  nodeArtifactSource,
  openProvingArtifacts,
} from '../../node/server.ts'
import { type KnownKey, loadArtifacts, loadVerificationKey, RlnError } from '../../rln/index.ts'
import { type CliContext, ExitCode, printResult } from '../cli-context.ts'
import { explainUnreadable } from '../text-file.ts'

const KEYS: readonly KnownKey[] = ['development', 'network']
const REMARKS: Readonly<Record<KnownKey, string>> = {
  development: 'whoever made it can forge proofs: for development chains only',
  network: 'The Waku Network; its proving key is imported, not shipped',
}

interface KeyStatus {
  readonly name: KnownKey
  readonly verificationKey: 'valid' | string
  readonly provingKey: 'valid' | 'not imported' | string
  readonly remark: string
}

export function addArtifactsCommands(artifacts: Command, context: CliContext): void {
  artifacts
    .command('show')
    .description('List the keys, each checked against its pinned hash')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  wakunode artifacts show')
    .action((options: { json?: boolean }) => show(options, context))
  artifacts
    .command('verify [file]')
    .description('Check the shipped and imported artifacts, or a proving key file: exit code 0 only if all are sound')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  wakunode artifacts verify rln_final.zkey')
    .action((file: string | undefined, options: { json?: boolean }) => verify(file, options, context))
  artifacts
    .command('import <file>')
    .description("Take in the network's proving key (.zkey), checked against its known hash")
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  wakunode artifacts import rln_final.zkey')
    .action((file: string, options: { json?: boolean }) => importKey(file, options, context))
}

async function show(options: { json?: boolean }, context: CliContext): Promise<void> {
  const keys = await Promise.all(KEYS.map(statusOf))
  const lines = keys.map(
    ({ name, verificationKey, provingKey, remark }) =>
      `${name.padEnd(12)} verification key: ${verificationKey}; proving key: ${provingKey}\n${' '.repeat(13)}${remark}`,
  )
  printResult(context, options.json, { keys, importedTo: importedArtifactsFolder() }, lines)
}

async function verify(file: string | undefined, options: { json?: boolean }, context: CliContext): Promise<void> {
  if (file !== undefined) {
    const { name } = await openKeyFile(file)
    const what = name === 'other' ? 'a proving key for this circuit, of unknown origin' : `the ${name} proving key`
    printResult(context, options.json, { ok: true, file, name }, [`${file} is ${what}`])
    return
  }
  const keys = await Promise.all(KEYS.map(statusOf))
  const ok = keys.every(
    ({ verificationKey, provingKey }) => verificationKey === 'valid' && ['valid', 'not imported'].includes(provingKey),
  )
  const lines = keys.map(
    ({ name, verificationKey, provingKey }) =>
      `${name}: verification key ${verificationKey}, proving key ${provingKey}`,
  )
  printResult(context, options.json, { ok, keys }, lines)
  if (!ok) throw new ExitCode(1)
}

async function importKey(file: string, options: { json?: boolean }, context: CliContext): Promise<void> {
  const path = await importNetworkProvingKey(file).catch((error) => Promise.reject(explainUnreadable(file, error)))
  printResult(context, options.json, { imported: path }, [`imported to ${path}: nodes of the network can publish now`])
}

async function openKeyFile(file: string) {
  return openProvingArtifacts(file).catch((error) => Promise.reject(explainUnreadable(file, error)))
}

async function statusOf(name: KnownKey): Promise<KeyStatus> {
  const source = nodeArtifactSource()
  const verificationKey = await loadVerificationKey(source, name).then(() => 'valid', messageOf)
  const provingKey = await loadArtifacts(source, name).then(
    () => 'valid',
    (error) =>
      name === 'network' && error instanceof RlnError && error.code === 'artifact_unknown'
        ? 'not imported'
        : messageOf(error),
  )
  return { name, verificationKey, provingKey, remark: REMARKS[name] }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
