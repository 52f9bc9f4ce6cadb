import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect } from 'chai'

const REPLACER = new URL('../../support/file-replacer.ts', import.meta.url).pathname

describe('replaceFile', () => {
  it('leaves the old text or the new one, whole, after 20 times kill -9', async function () {
    this.timeout(120_000)
    const directory = mkdtempSync(join(tmpdir(), 'replace-file-'))
    const path = join(directory, 'file')
    for (let round = 0; round < 20; round++) {
      const child = spawn(process.execPath, [REPLACER, path], { stdio: ['ignore', 'pipe', 'inherit'] })
      const exited = once(child, 'exit')
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
      let acknowledged = 0
      // Killed at another point of the writing each round.
      for (let count = 0; count <= round; count++) acknowledged = Number((await lines.next()).value)
      child.kill('SIGKILL')
      await exited
      for (let line = await lines.next(); !line.done; line = await lines.next()) acknowledged = Number(line.value)
      const text = readFileSync(path, 'utf8')
      expect(text).to.match(/^([0-9])\1{199999}$/)
      expect(text[0]).to.be.oneOf([`${acknowledged % 10}`, `${(acknowledged + 1) % 10}`])
    }
    rmSync(directory, { recursive: true })
  })
})
