import { expect } from 'chai'
import { MembershipError } from '../../../src/membership/index.ts'
import {
  deployMembership,
  developmentPrivateKeys,
  type MembershipSigner,
  openSigner,
  quoteDeployment,
} from '../../../src/membership/server.ts'
import { type HardhatChain, startHardhatChain } from '../../support/hardhat-chain.ts'

/** What a block holds for its only transaction, and the sum of all of them. */
interface Spent {
  readonly transactions: number
  readonly gas: bigint
}

describe('the quote of a deployment', () => {
  let chain: HardhatChain
  let signer: MembershipSigner

  before(async () => {
    chain = await startHardhatChain()
    signer = await openSigner(chain.rpcUrl, { privateKey: developmentPrivateKeys(1)[0]! })
  })
  after(() => chain.stop())

  const blockNumber = async (): Promise<number> => Number(await chain.request('eth_blockNumber'))

  async function spentSince(block: number): Promise<Spent> {
    let spent = { transactions: 0, gas: 0n }
    for (let number = block + 1; number <= (await blockNumber()); number++) {
      const hex = `0x${number.toString(16)}`
      const { gasUsed, transactions } = (await chain.request('eth_getBlockByNumber', [hex, false])) as {
        gasUsed: string
        transactions: readonly string[]
      }
      spent = { transactions: spent.transactions + transactions.length, gas: spent.gas + BigInt(gasUsed) }
    }
    return spent
  }

  it('is what it costs, within a hundredth, with a token of its own and with one that is there', async () => {
    let token: string | undefined
    for (const _ of ['own', 'given']) {
      const options = { signer, ...(token !== undefined && { token }) }
      const quote = await quoteDeployment(options)
      const block = await blockNumber()
      token = (await deployMembership(options)).token
      const spent = await spentSince(block)
      expect(quote.transactions).to.equal(spent.transactions)
      expect(Number(quote.gas)).to.be.closeTo(Number(spent.gas), Number(spent.gas) / 100)
      expect(quote.totalWei).to.equal(quote.gas * quote.gasPriceWei)
    }
  })

  it('is refused to an account that could pay for the first transactions only', async () => {
    const poor = await openSigner(chain.rpcUrl, { privateKey: `0x${'77'.repeat(32)}` })
    const { totalWei } = await quoteDeployment({ signer })
    await (await signer.sendTransaction({ to: await poor.getAddress(), value: totalWei / 2n })).wait()
    const error = await quoteDeployment({ signer: poor }).catch((reason: unknown) => reason)
    expect(error).to.be.instanceOf(MembershipError).with.property('code', 'insufficient_gas_funds')
  })
})
