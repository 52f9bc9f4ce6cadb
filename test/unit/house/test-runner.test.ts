import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { addTotals, closingLine } from '../../../scripts/mocha-run.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** Runs `runMocha` over one test file in a process of its own, so that its output does not mix with ours. */
async function runPlanted(text: string): Promise<{ totals: unknown; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'))
  const file = join(folder, 'planted.test.ts')
  writeFileSync(file, text)
  const program = `import { runMocha } from ${JSON.stringify(join(root, 'scripts', 'mocha-run.ts'))}
    console.log('\\n' + JSON.stringify(await runMocha([${JSON.stringify(file)}])))`
  try {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: root,
      env: { ...process.env, MOCHA_LEAK_GRACE_MS: '200' },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk
      })
    }
    await new Promise((resolve) => child.on('close', resolve))
    return {
      totals: JSON.parse(
        output
          .trimEnd()
          .split('\n')
          .findLast((line) => line.startsWith('{'))!,
      ),
      output,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the test runner', function () {
  this.timeout(30_000)

  it('counts what passed, failed and was skipped', async () => {
    const { totals } = await runPlanted(`
      it('passes', () => undefined)
      it('passes too', () => undefined)
      it('fails', () => { throw new Error('planted') })
      it('skips', function () { this.skip() })`)
    expect(totals).to.deep.equal({ passed: 2, failed: 1, skipped: 1 })
  })

  it('counts a file that does not load as a failure', async () => {
    const { totals } = await runPlanted(`import './nowhere.ts'`)
    expect(totals).to.deep.equal({ passed: 0, failed: 1, skipped: 0 })
  })

  it('counts an error after the last test as a failure', async () => {
    const { totals } = await runPlanted(`it('passes', () => { setTimeout(() => { throw new Error('late') }, 20) })`)
    expect(totals).to.deep.equal({ passed: 1, failed: 1, skipped: 0 })
  })

  it('ends a run that leaves something behind, and names it', async () => {
    const { totals, output } = await runPlanted(`
      import { createServer } from 'node:net'
      it('leaks', () => { createServer().listen(0) })`)
    expect(totals).to.deep.equal({ passed: 1, failed: 1, skipped: 0 })
    expect(output).to.include('Left behind: TCPServerWrap')
  })

  it('refuses a forgotten .only', async () => {
    const { totals } = await runPlanted(`it.only('alone', () => undefined)`)
    expect(totals).to.include({ failed: 1 })
  })

  it('sums up in one plain line', () => {
    const totals = addTotals({ passed: 2, failed: 0, skipped: 0 }, { passed: 3, failed: 1, skipped: 0 })
    expect(closingLine(totals)).to.equal('tests: 5 passed, 1 failed')
    expect(closingLine({ ...totals, skipped: 2 })).to.equal('tests: 5 passed, 1 failed, 2 skipped')
  })
})
