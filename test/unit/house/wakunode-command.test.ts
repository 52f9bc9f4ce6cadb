import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'

const root = join(import.meta.dirname, '..', '..', '..')

/** A tree with our bin/ and a stand-in for the program. */
function withTree(program: string, use: (tree: string) => void): void {
  const tree = mkdtempSync(join(tmpdir(), 'command-'))
  try {
    cpSync(join(root, 'bin'), join(tree, 'bin'), { recursive: true })
    writeFileSync(join(tree, 'package.json'), '{"type":"module"}')
    mkdirSync(join(tree, 'src', 'cli'), { recursive: true })
    writeFileSync(join(tree, 'src', 'cli', 'main.ts'), program)
    use(tree)
  } finally {
    rmSync(tree, { recursive: true })
  }
}

function runCommand(tree: string, ...args: string[]) {
  return spawnSync(process.execPath, [join(tree, 'bin', 'wakunode.js'), ...args], { encoding: 'utf8' })
}

describe('bin/wakunode.js', () => {
  it('hands its arguments on and ends with the exit code of the program', () => {
    const program = `export const main = async (argv: readonly string[]): Promise<number> => (console.log(...argv), 7)`
    withTree(program, (tree) => {
      expect(runCommand(tree, 'rln', '--json', 'two words')).to.include({ status: 7, stdout: 'rln --json two words\n' })
    })
  })

  it('runs what was built, if it was', () => {
    withTree(`export const main = async (): Promise<number> => 7`, (tree) => {
      mkdirSync(join(tree, 'dist', 'cli'), { recursive: true })
      writeFileSync(join(tree, 'dist', 'cli', 'main.js'), `export const main = async () => 3`)
      expect(runCommand(tree).status).to.equal(3)
    })
  })

  it('keeps the warning about SQLite quiet, and no other', () => {
    const program = `export async function main(): Promise<number> {
      process.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning')
      process.emitWarning('something else')
      return 0
    }`
    withTree(program, (tree) => {
      const { stderr } = runCommand(tree)
      expect(stderr).to.include('something else')
      expect(stderr).to.not.include('SQLite')
    })
  })

  it('knows which Node is new enough', async () => {
    const { isNewEnough } = await import(join(root, 'bin', 'require-node.js'))
    expect(['22.18.0', '22.20.1', '24.0.0', '30.1.0'].map(isNewEnough)).to.not.include(false)
    expect(['20.20.2', '22.17.9', '18.0.0', '22.2.0'].map(isNewEnough)).to.not.include(true)
  })
})
