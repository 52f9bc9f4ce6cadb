/**
 * Compiles every instance of circuits/instances.json with circom (the circom2 package) and commits the witness
 * calculators to circuits/artifacts. The constraint systems (2.7 MB) stay in build/: only a ceremony and the tests
 * need them, and both make them again in seconds.
 *
 * The same sources give the same bytes; the calculator holds line numbers of the templates, so moving a line of a
 * circuit changes its hash, though nothing else.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import {
  buildDirectory,
  type CircuitInstance,
  commitArtifact,
  installedVersion,
  readInstances,
  repositoryRoot,
  sha256Hex,
} from './circuit-artifacts.ts'

export interface CompiledCircuit {
  readonly r1csPath: string
  readonly witnessCalculatorPath: string
}

const require = createRequire(import.meta.url)

function mainComponent(instance: CircuitInstance): string {
  const parameters = Object.values(instance.parameters).join(', ')
  const publicInputs = instance.publicInputs.join(', ')
  return [
    'pragma circom 2.2.0;',
    `include "${instance.file}";`,
    `component main {public [${publicInputs}]} = ${instance.template}(${parameters});`,
    '',
  ].join('\n')
}

/**
 * Compiles one instance.
 * @param outputDirectory inside the repository, because the compiler runs in a sandbox that sees nothing else.
 * @throws Error with the compiler's own words when it fails.
 */
export function compileCircuit(instance: CircuitInstance, outputDirectory: string): CompiledCircuit {
  mkdirSync(outputDirectory, { recursive: true })
  const mainPath = join(outputDirectory, `${instance.name}.circom`)
  writeFileSync(mainPath, mainComponent(instance))

  const inRepository = (path: string) => relative(repositoryRoot, path)
  const compiler = require.resolve('circom2/cli.js')
  const libraries = ['-l', '.', '-l', 'node_modules']
  const outputs = ['--r1cs', '--wasm', '-o', inRepository(outputDirectory)]
  const result = spawnSync(
    process.execPath,
    [compiler, inRepository(mainPath), `--${instance.optimisation}`, ...libraries, ...outputs],
    { cwd: repositoryRoot, encoding: 'utf8' },
  )
  if (result.status !== 0)
    throw new Error(`circom could not compile ${instance.name}:\n${result.stdout}${result.stderr}`)
  return {
    r1csPath: join(outputDirectory, `${instance.name}.r1cs`),
    witnessCalculatorPath: join(outputDirectory, `${instance.name}_js`, `${instance.name}.wasm`),
  }
}

function buildCircuits(): void {
  const origin = `compiled from circuits/ by circom2 ${installedVersion('circom2')} with circomlib ${installedVersion('circomlib')}`
  for (const instance of readInstances()) {
    const compiled = compileCircuit(instance, buildDirectory)
    const calculator = commitArtifact(
      instance.outputs.witnessCalculator,
      readFileSync(compiled.witnessCalculatorPath),
      {
        kind: 'witness-calculator',
        provenance: `${origin}, --${instance.optimisation}`,
      },
    )
    console.log(`${calculator.sha256}  circuits/artifacts/${calculator.file}`)
    console.log(`${sha256Hex(readFileSync(compiled.r1csPath))}  ${relative(repositoryRoot, compiled.r1csPath)}`)
  }
}

if (import.meta.main) buildCircuits()
