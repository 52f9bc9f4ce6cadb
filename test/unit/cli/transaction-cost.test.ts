import { expect } from 'chai'
import { CliError } from '../../../src/cli/cli-error.ts'
import { confirmQuote } from '../../../src/cli/commands/membership-transactions.ts'

const quote = { gas: 12_000_000n, gasPriceWei: 2_000_000_000n, totalWei: 24_000_000_000_000_000n }
const intention = { summary: 'deploy the membership contract', quote, transactions: 7 }
const account = `0x${'12'.repeat(20)}`
const DEVELOPMENT_CHAIN = 31_337

describe('what transactions cost', () => {
  /** What is told, and what the person answers; no answer: nobody is there. */
  async function confirm(
    answer: string | undefined,
    { chainId = 1, yes = false } = {},
  ): Promise<{ remarks: string[]; asked: number; error?: unknown }> {
    const remarks: string[] = []
    let asked = 0
    const ask = async (): Promise<string> => {
      asked++
      return answer!
    }
    const context = {
      print: () => undefined,
      remark: (line: string) => void remarks.push(line),
      environment: {},
      untilStopped: async () => undefined,
      ...(answer !== undefined && { ask }),
    }
    const error = await confirmQuote(context, { yes }, { chainId, account }, intention).catch((reason) => reason)
    return { remarks, asked, ...(error !== undefined && { error }) }
  }

  const codeOf = (error: unknown): string | undefined => (error instanceof CliError ? error.code : undefined)

  it('is told before anybody is asked', async () => {
    const { remarks, asked, error } = await confirm('y')
    expect(error).to.equal(undefined)
    expect(asked).to.equal(1)
    expect(remarks.join('\n'))
      .to.include('deploy the membership contract')
      .and.to.match(/about 12000000 at 2.* = 0\.024.*, 7 transactions/)
      .and.to.include(account)
  })

  it('is not agreed to by anything but yes', async () => {
    for (const answer of ['', 'n', 'no', 'yesterday']) {
      expect(codeOf((await confirm(answer)).error), answer).to.equal('not_confirmed')
    }
    for (const answer of ['y', 'Y', ' yes ']) expect((await confirm(answer)).error, answer).to.equal(undefined)
  })

  it('is agreed to by --yes, and on the development chain where nobody is there to ask', async () => {
    expect(await confirm('n', { yes: true }))
      .to.include({ asked: 0 })
      .and.not.to.have.property('error')
    expect(await confirm(undefined, { chainId: DEVELOPMENT_CHAIN })).not.to.have.property('error')
    expect(codeOf((await confirm(undefined)).error)).to.equal('wrong_usage')
    expect(codeOf((await confirm('n', { chainId: DEVELOPMENT_CHAIN })).error)).to.equal('not_confirmed')
  })
})
