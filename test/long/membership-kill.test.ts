import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { type MembershipFixture, newIdentities, startMembershipFixture } from '../support/membership-fixture.ts'
import { makeSeedable } from '../support/seedable-membership.ts'

const members = 5_000
const kills = Number(process.env.KILLS ?? 100)
const script = fileURLToPath(new URL('../support/membership-sync-process.ts', import.meta.url))

describe('kill -9 while syncing (reliability rows R15, T32)', function () {
  this.timeout(1_800_000)
  let fixture: MembershipFixture
  let folder: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'membership-kill-'))
    fixture = await startMembershipFixture()
    const seed = await makeSeedable(fixture)
    await seed(members)
    await fixture.chain.mine(70)
  })
  after(async () => {
    await fixture?.stop()
    if (folder) await rm(folder, { recursive: true })
  })

  /** Runs the process; kills it after `killAfterMs` unless it ended by itself. */
  function run(path: string, killAfterMs: number): Promise<{ root?: bigint; ms: number; failure: string }> {
    const startedMs = performance.now()
    const args = [script, fixture.chain.rpcUrl, fixture.deployment.contract, path]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let failure = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      failure += chunk
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    return new Promise((resolve) => {
      child.on('close', () => {
        clearTimeout(timer)
        const root = /^root (\d+)$/m.exec(output)?.[1]
        resolve({ ms: performance.now() - startedMs, failure, ...(root !== undefined && { root: BigInt(root) }) })
      })
    })
  }

  it(`${kills} kills: the root is right after each restart, and no load begins anew`, async () => {
    const whole = await run(join(folder, 'whole.sqlite3'), 600_000)
    expect(whole.root, whole.failure).equal(await fixture.contract.root())
    const path = join(folder, 'killed.sqlite3')
    let finished = 0
    for (let kill = 0; kill < kills; kill++) {
      // The chain goes on, so that there is always something to write.
      await fixture.register(newIdentities(1)[0]!)
      const { root, failure } = await run(path, Math.random() * whole.ms * 1.1)
      expect(failure).not.match(/Error/)
      if (root === undefined) continue
      finished++
      expect(root).equal(await fixture.contract.root())
    }
    const last = await run(path, 600_000)
    expect(last.root, last.failure).equal(await fixture.contract.root())
    console.log(
      `      ${kills} kills, ${finished} runs were faster; a whole start ${whole.ms.toFixed(0)} ms, the last ${last.ms.toFixed(0)} ms`,
    )
  })
})
