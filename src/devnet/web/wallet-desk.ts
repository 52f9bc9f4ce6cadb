import { BoundedMap } from '../../foundation/index.ts'
import { accountOf, MembershipError, mintTestTokens, openSigner, type RpcEndpoint } from '../../membership/server.ts'
import { askChain, READING_METHODS, type RpcOutcome, refusal } from './json-rpc-desk.ts'

export interface WalletDeskOptions {
  readonly rpcUrl: string
  /** What deposits are paid in. */
  readonly token: string
  /** Of the accounts that visitors get, one each. */
  readonly privateKeys: readonly string[]
}

/** What the page's wallet calls a visitor: 16 bytes that it has made up, in hexadecimal. */
const VISITOR = /^[0-9a-f]{32}$/

/** What each visitor finds in the token: enough for the largest membership (600 messages, 30 tokens) several times. */
const PLAY_MONEY = 1_000n * 10n ** 18n

/** Of a transaction, what a wallet is asked with; anything else is dropped. */
const TRANSACTION_FIELDS = ['from', 'to', 'data', 'value', 'gas', 'gasPrice', 'maxFeePerGas', 'maxPriorityFeePerGas']

/**
 * The part of the development wallet that is outside of the page, as a real wallet's is: it has the accounts, and gives each
 * visitor one of its own. It signs for nobody by itself: the page's part has asked the person before.
 */
export class WalletDesk {
  readonly #chain: RpcEndpoint
  readonly #options: WalletDeskOptions
  /** A promise, so that a visitor who asks twice at once gets one account. */
  readonly #accounts: BoundedMap<string, Promise<string>>
  readonly #freeKeys: string[]

  constructor(components: { readonly chain: RpcEndpoint }, options: WalletDeskOptions) {
    this.#chain = components.chain
    this.#options = options
    this.#accounts = new BoundedMap(Math.max(1, options.privateKeys.length))
    this.#freeKeys = [...options.privateKeys]
  }

  /** @param visitor as the page's part of the wallet calls itself */
  async request(visitor: string | undefined, method: string, params: readonly unknown[]): Promise<RpcOutcome> {
    if (READING_METHODS.has(method)) return askChain(this.#chain, method, params)
    if (visitor === undefined || !VISITOR.test(visitor)) return refusal(4100, 'this visitor has no name')
    const account = this.#accounts.get(visitor)
    switch (method) {
      case 'eth_accounts':
        return { result: account === undefined ? [] : [await account] }
      case 'eth_requestAccounts':
        return this.#open(visitor)
      case 'eth_sendTransaction':
        return this.#send(await account, params[0])
      case 'eth_signTypedData_v4':
        return this.#sign(await account, params)
      default:
        return refusal(4200, `the development wallet does not answer ${method}`)
    }
  }

  async #open(visitor: string): Promise<RpcOutcome> {
    const known = this.#accounts.get(visitor)
    if (known !== undefined) return answerOf(known)
    const privateKey = this.#freeKeys.shift()
    if (privateKey === undefined) {
      const advice = 'start the network again, or use a browser that has one already'
      return refusal(4100, `all ${this.#options.privateKeys.length} accounts for visitors are taken: ${advice}`)
    }
    const opening = this.#fund(privateKey)
    this.#accounts.set(visitor, opening)
    opening.catch(() => {
      this.#accounts.delete(visitor)
      this.#freeKeys.push(privateKey)
    })
    return answerOf(opening)
  }

  async #fund(privateKey: string): Promise<string> {
    const { rpcUrl, token } = this.#options
    await mintTestTokens({ signer: await openSigner(rpcUrl, { privateKey }), token, amount: PLAY_MONEY })
    return accountOf(privateKey)
  }

  async #send(account: string | undefined, given: unknown): Promise<RpcOutcome> {
    if (typeof given !== 'object' || given === null) return refusal(-32602, 'the transaction is missing')
    const transaction = Object.fromEntries(Object.entries(given).filter(([name]) => TRANSACTION_FIELDS.includes(name)))
    if (!isSame(transaction.from, account)) return notTheirs(transaction.from)
    if (typeof transaction.to !== 'string') return refusal(-32602, 'this wallet calls contracts, and makes none')
    return askChain(this.#chain, 'eth_sendTransaction', [transaction])
  }

  async #sign(account: string | undefined, [signer, data]: readonly unknown[]): Promise<RpcOutcome> {
    if (!isSame(signer, account)) return notTheirs(signer)
    return askChain(this.#chain, 'eth_signTypedData_v4', [signer, data])
  }
}

async function answerOf(opening: Promise<string>): Promise<RpcOutcome> {
  try {
    return { result: [await opening] }
  } catch (error) {
    if (error instanceof MembershipError) return refusal(-32603, error.message)
    throw error
  }
}

function isSame(given: unknown, account: string | undefined): boolean {
  return account !== undefined && typeof given === 'string' && given.toLowerCase() === account.toLowerCase()
}

function notTheirs(account: unknown): RpcOutcome {
  return refusal(4100, `this visitor does not have the account ${String(account).slice(0, 64)}: connect first`)
}
