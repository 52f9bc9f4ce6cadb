import type { Signer } from 'ethers'
import { MembershipError } from './membership-error.ts'
import { type GasQuote, gasPriceOf } from './planned-transaction.ts'
import { explainSendFailure } from './transaction.ts'

/** Of libraries, price calculator, contract, its proxy, and the setting of its delay; measured, as a test sees to. */
const CONTRACT_GAS = 12_870_000n
const CONTRACT_TRANSACTIONS = 7
/** Of the test token and its proxy. */
const TEST_TOKEN_GAS = 2_430_000n
const TEST_TOKEN_TRANSACTIONS = 2

export interface DeploymentQuote extends GasQuote {
  /** How many there will be, one after the other. */
  readonly transactions: number
}

/**
 * What `deployMembership` will cost. It sends transactions that build on each other, so that running out on the way leaves
 * paid contracts behind that nobody uses: an account that cannot pay for all of them is refused before the first.
 * @throws MembershipError `insufficient_gas_funds`, or an `rpc_*` code
 */
export async function quoteDeployment(request: {
  readonly signer: Signer
  readonly token?: string
}): Promise<DeploymentQuote> {
  const { signer, token } = request
  const provider = signer.provider!
  try {
    const [gasPriceWei, balanceWei] = await Promise.all([
      gasPriceOf(provider),
      provider.getBalance(await signer.getAddress()),
    ])
    const gas = token === undefined ? CONTRACT_GAS + TEST_TOKEN_GAS : CONTRACT_GAS
    const totalWei = gas * gasPriceWei
    if (balanceWei < totalWei) {
      const text = "the account cannot pay for gas of all transactions; send some of the chain's currency to it"
      throw new MembershipError('insufficient_gas_funds', `deploy the membership contract: ${text}`)
    }
    const transactions = CONTRACT_TRANSACTIONS + (token === undefined ? TEST_TOKEN_TRANSACTIONS : 0)
    return { gas, gasPriceWei, totalWei, transactions }
  } catch (error) {
    throw explainSendFailure('quote the deployment', error)
  }
}
