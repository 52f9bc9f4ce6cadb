import type { Command } from 'commander'
import { bytesToHex, hexToBytes } from '../../foundation/index.ts'
import { openProvingArtifacts, openVerificationKey } from '../../node/server.ts'
import {
  createProver,
  createVerifier,
  type ProofVerdict,
  type PublicSignals,
  type RlnWitness,
  recoverSecret,
  unsafe,
} from '../../rln/index.ts'
import { type CliContext, ExitCode, printResult } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { explainUnreadable, readTextFile } from '../text-file.ts'

const EXIT_NOT_VALID = 1
/** Below 10^78, so that nothing longer than a field element is ever parsed; no sign, no leading zero, no hex. */
const CANONICAL_DECIMAL = /^(0|[1-9]\d{0,77})$/

export function addRlnCommands(rln: Command, context: CliContext): void {
  rln
    .command('prove')
    .description('Prove a witness. It is the one raw door to x: a second x under one message id reveals the secret')
    .requiredOption(
      '--witness <file>',
      'JSON: identitySecret, userMessageLimit, messageId, pathElements, identityPathIndex, x, externalNullifier',
    )
    .option('--artifacts <name>', 'dev, or a proving key FILE.zkey', 'dev')
    .option('--json', 'print the proof and its public signals as JSON')
    .addHelpText('after', '\nExample:\n  wakunode rln prove --witness witness.json --artifacts dev --json')
    .action((options: { witness: string; artifacts: string; json?: boolean }) => prove(options, context))
  rln
    .command('verify')
    .description('Verify a proof: exit code 0 valid, 1 not valid, 2 when a flag cannot be read')
    .requiredOption('--proof <hex>', 'the 128-byte proof')
    .requiredOption('--public <json>', '["y","root","nullifier","x","externalNullifier"], decimal')
    .option('--vkey <name>', 'dev, network, or a verification key FILE.json', 'dev')
    .option('--json', 'print {"valid":..,"reason":..}')
    .addHelpText(
      'after',
      '\nExample:\n  wakunode rln verify --vkey network --proof 6a24.. --public \'["1","2","3","4","5"]\'',
    )
    .action((options: { proof: string; public: string; vkey: string; json?: boolean }) => verify(options, context))
  rln
    .command('recover')
    .description('Recover the identity secret of a member that used one message id twice')
    .requiredOption('--shares <json>', '["x1","y1","x2","y2"], decimal')
    .option('--json', 'print {"identitySecret":..,"idCommitment":..}')
    .addHelpText('after', '\nExample:\n  wakunode rln recover --shares \'["1","2","3","4"]\' --json')
    .action((options: { shares: string; json?: boolean }) => recover(options, context))
}

async function prove(
  options: { witness: string; artifacts: string; json?: boolean },
  context: CliContext,
): Promise<void> {
  const witness = readWitness(options.witness)
  const artifacts = await openProvingArtifacts(keyName(options.artifacts)).catch((error) => {
    throw explainUnreadable(options.artifacts, error)
  })
  if (artifacts.development) context.remark('development key: whoever made it can forge proofs')
  context.remark('a witness is proven as it is: never prove two x under one message id, that reveals the secret')
  const prover = await createProver(artifacts)
  try {
    const { proofBytes, publicSignals } = await prover.prove(witness)
    const { y, root, nullifier, x, externalNullifier } = publicSignals
    const result = {
      proof: bytesToHex(proofBytes),
      publicSignals: [y, root, nullifier, x, externalNullifier].map(String),
    }
    printResult(context, options.json, result, [
      `proof             ${result.proof}`,
      `y                 ${y}`,
      `root              ${root}`,
      `nullifier         ${nullifier}`,
      `x                 ${x}`,
      `externalNullifier ${externalNullifier}`,
    ])
  } finally {
    await prover.close()
  }
}

type Verification = { readonly valid: boolean; readonly reason: string }

async function verify(
  options: { proof: string; public: string; vkey: string; json?: boolean },
  context: CliContext,
): Promise<void> {
  const verificationKey = await openVerificationKey(keyName(options.vkey)).catch((error) => {
    // Exit code 1 says of a proof that it is not valid, and of a key nothing.
    const { message } = explainUnreadable(options.vkey, error) as Error
    throw new CliError('wrong_usage', `--vkey ${options.vkey}: ${message}`, { cause: error })
  })
  const proofBytes = proofFrom(options.proof)
  const signals = signalsFrom(parseJson('--public', options.public))
  let result: Verification
  if (proofBytes === undefined) result = { valid: false, reason: 'proof_not_hex' }
  else if (typeof signals === 'string') result = { valid: false, reason: signals }
  else {
    const verifier = await createVerifier(verificationKey)
    try {
      result = describe(await verifier.verify(proofBytes, signals))
    } finally {
      await verifier.close()
    }
  }
  printResult(context, options.json, result, [result.valid ? 'valid' : `not valid: ${result.reason}`])
  if (!result.valid) throw new ExitCode(EXIT_NOT_VALID)
}

function keyName(name: string): string {
  return name === 'dev' ? 'development' : name
}

function describe(verdict: ProofVerdict): Verification {
  return verdict.valid ? { valid: true, reason: 'valid' } : verdict
}

function recover(options: { shares: string; json?: boolean }, context: CliContext): void {
  const values = parseJson('--shares', options.shares)
  if (!Array.isArray(values) || values.length !== 4) throw unreadable('--shares', 'it must be a list of four numbers')
  const [x1, y1, x2, y2] = values.map((value, position) => decimal('--shares', `entry ${position}`, value))
  const { identitySecret, idCommitment } = recoverSecret({ x: x1!, y: y1! }, { x: x2!, y: y2! })
  const result = { identitySecret: String(identitySecret), idCommitment: String(idCommitment) }
  printResult(context, options.json, result, [
    `identity secret  ${result.identitySecret}`,
    `id commitment    ${result.idCommitment}`,
  ])
}

function readWitness(path: string): RlnWitness {
  const json = parseJson(path, readTextFile(path))
  if (typeof json !== 'object' || json === null) throw unreadable(path, 'it must be a JSON object')
  const fields = json as Record<string, unknown>
  const one = (name: string): bigint => decimal(path, name, fields[name])
  const list = (name: string): bigint[] => {
    const values = fields[name]
    if (!Array.isArray(values)) throw unreadable(path, `${name} must be a list`)
    return values.map((value, position) => decimal(path, `${name}[${position}]`, value))
  }
  return unsafe.witnessOfNumbers({
    identitySecret: one('identitySecret'),
    userMessageLimit: one('userMessageLimit'),
    messageId: one('messageId'),
    pathElements: list('pathElements'),
    identityPathIndex: list('identityPathIndex').map(Number),
    x: one('x'),
    externalNullifier: one('externalNullifier'),
  })
}

function proofFrom(hex: string): Uint8Array | undefined {
  try {
    return hexToBytes(hex)
  } catch {
    return undefined
  }
}

/** The signals, or why they are none: what is no canonical number is a malformed signal, not a mistyped flag. */
function signalsFrom(values: unknown): PublicSignals | 'signal_count' | 'signal_not_canonical' {
  if (!Array.isArray(values)) throw unreadable('--public', 'it must be a list of five numbers')
  if (values.length !== 5) return 'signal_count'
  if (!values.every((value) => typeof value === 'string' && CANONICAL_DECIMAL.test(value)))
    return 'signal_not_canonical'
  const [y, root, nullifier, x, externalNullifier] = values.map(BigInt)
  return unsafe.signalsOfNumbers([y!, root!, nullifier!, x!, externalNullifier!])
}

function decimal(where: string, name: string, value: unknown): bigint {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || !CANONICAL_DECIMAL.test(text)) {
    throw unreadable(where, `${name} must be a non-negative whole number in decimal, as text`)
  }
  return BigInt(text)
}

function parseJson(where: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable(where, 'it is not JSON')
  }
}

/** The content stays out of the message: it may be a secret. */
function unreadable(where: string, why: string): CliError {
  return new CliError('wrong_usage', `${where}: ${why}`)
}
