import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { leaveReadyFile } from '../../../src/devnet/ready-file.ts'

describe('leaveReadyFile', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ready-file-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('leaves the file while the network is up', async () => {
    const path = join(folder, 'deployments', 'devnet.json')
    const takeAway = await leaveReadyFile({ ready: true }, path)
    expect(JSON.parse(readFileSync(path, 'utf8'))).to.deep.equal({ ready: true })
    await takeAway()
    expect(existsSync(path)).to.equal(false)
    await takeAway()
  })

  it('leaves that of a newer network alone', async () => {
    const path = join(folder, 'devnet.json')
    const takeAway = await leaveReadyFile({ network: 1 }, path)
    await leaveReadyFile({ network: 2 }, path)
    await takeAway()
    expect(JSON.parse(readFileSync(path, 'utf8'))).to.deep.equal({ network: 2 })
  })
})
