import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { developmentPrivateKeys } from '../../../src/membership/server.ts'
import { runCommandLine } from '../../support/command-line.ts'
import { runToEnd, wakunodePath } from '../../support/command-process.ts'
import { type HardhatChain, startHardhatChain } from '../../support/hardhat-chain.ts'

describe('wakunode contract deploy', () => {
  let chain: HardhatChain
  let folder: string
  let environment: Record<string, string>

  before(async () => {
    chain = await startHardhatChain()
    folder = await mkdtemp(join(tmpdir(), 'contract-deploy-'))
    environment = {
      WAKUNODE2_RLN_RELAY_ETH_CLIENT_ADDRESS: chain.rpcUrl,
      WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY: developmentPrivateKeys(1)[0]!,
    }
  })
  after(async () => {
    await chain.stop()
    await rm(folder, { recursive: true })
  })

  it('says what it will cost and sends nothing when that is not agreed to', async () => {
    const questions: string[] = []
    const ask = async (question: string): Promise<string> => {
      questions.push(question)
      return 'n'
    }
    const { exitCode, remarks } = await runCommandLine(['contract', 'deploy'], { environment, ask })
    expect(exitCode).to.equal(1)
    expect(questions).to.have.length(1)
    expect(remarks[0]).to.equal('deploy the membership contract on chain 31337')
    expect(remarks.join('\n')).to.match(/gas +about \d+ .*, 9 transactions/)
    expect(remarks.at(-1)).to.equal('error: not confirmed: nothing was sent')
    expect(await chain.request('eth_blockNumber')).to.equal('0x0')
  })

  it('deploys on a development chain where nobody is there to ask', async () => {
    const { exitCode, output } = await runToEnd(wakunodePath, ['contract', 'deploy', '--json'], {
      cwd: folder,
      environment,
    })
    expect(exitCode).to.equal(0)
    expect(JSON.parse(output.at(-1)!)).to.include({ chainId: 31_337 })
    expect(await readdir(join(folder, 'deployments'))).to.deep.equal(['31337.json'])
  })
})
