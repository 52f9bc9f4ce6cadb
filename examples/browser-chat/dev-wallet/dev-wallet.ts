/**
 * A wallet for play, in the place of a browser's extension: announces itself (EIP-6963), speaks EIP-1193, asks before it
 * acts. Its keys are with the development network's server, outside of the page.
 */
import { ProviderRpcError } from './provider-rpc-error.ts'
import { askPerson, type Question } from './wallet-dialog.ts'
import { questionOfTransaction, questionOfTypedData } from './wallet-questions.ts'

const VISITOR_KEY = 'dev-wallet-visitor'
const CONNECTED_KEY = 'dev-wallet-connected'

const ICON =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"%3E%3Crect width="16" height="16" rx="4" fill="%230b6e62"/%3E%3C/svg%3E'

interface RpcAnswer {
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

type Listener = (value: unknown) => void

class DevWallet {
  readonly #listeners = new Map<string, Set<Listener>>()
  #nextId = 1
  #isAsking = false

  async request({ method, params = [] }: { method: string; params?: readonly unknown[] | object }): Promise<unknown> {
    const list = Array.isArray(params) ? params : [params]
    switch (method) {
      case 'eth_requestAccounts':
        return this.#connect()
      case 'eth_accounts':
        return isConnected() ? this.#forward(method, list) : []
      case 'wallet_switchEthereumChain':
      case 'wallet_addEthereumChain':
        return this.#stayOnChain(list[0])
      case 'eth_sendTransaction':
        await this.#ask(questionOfTransaction(list[0]))
        return this.#forward(method, list)
      case 'eth_signTypedData_v4':
        await this.#ask(questionOfTypedData(list[1]))
        return this.#forward(method, list)
      default:
        return this.#forward(method, list)
    }
  }

  on(event: string, listener: Listener): this {
    const known = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, known.add(listener))
    return this
  }

  removeListener(event: string, listener: Listener): this {
    this.#listeners.get(event)?.delete(listener)
    return this
  }

  async #connect(): Promise<unknown> {
    if (!isConnected()) {
      await this.#ask({
        title: 'Connect this page?',
        remark: 'It will see the address of your account for play, and may ask you to sign.',
        facts: [['Page', location.origin]],
        approve: 'Connect',
      })
    }
    const accounts = await this.#forward('eth_requestAccounts', [])
    localStorage.setItem(CONNECTED_KEY, 'yes')
    for (const listener of this.#listeners.get('accountsChanged') ?? []) listener(accounts)
    return accounts
  }

  async #stayOnChain(wanted: unknown): Promise<null> {
    const { chainId } = (wanted ?? {}) as { chainId?: string }
    if (BigInt(chainId ?? 0) === BigInt(String(await this.#forward('eth_chainId', [])))) return null
    throw new ProviderRpcError(4902, 'this wallet knows the development chain only')
  }

  async #ask(question: Question): Promise<void> {
    if (this.#isAsking) throw new ProviderRpcError(-32002, 'the wallet is asking already: answer that first')
    this.#isAsking = true
    try {
      if (!(await askPerson(question))) throw new ProviderRpcError(4001, 'you have rejected it')
    } finally {
      this.#isAsking = false
    }
  }

  async #forward(method: string, params: readonly unknown[]): Promise<unknown> {
    const response = await fetch('wallet', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-dev-wallet-visitor': visitor() },
      body: JSON.stringify({ jsonrpc: '2.0', id: this.#nextId++, method, params }),
    }).catch(() => undefined)
    if (response === undefined)
      throw new ProviderRpcError(4900, 'the development network does not answer: is it still up?')
    if (!response.ok) throw new ProviderRpcError(-32603, (await response.text()).trim())
    const { result, error } = (await response.json()) as RpcAnswer
    if (error !== undefined) throw new ProviderRpcError(error.code, error.message, error.data)
    return result
  }
}

function isConnected(): boolean {
  return localStorage.getItem(CONNECTED_KEY) !== null
}

/** A name for this browser that it makes up, so that the server gives it one account and the same again. */
function visitor(): string {
  const known = localStorage.getItem(VISITOR_KEY)
  if (known !== null) return known
  const made = crypto.randomUUID().replaceAll('-', '')
  localStorage.setItem(VISITOR_KEY, made)
  return made
}

const provider = new DevWallet()
const info = Object.freeze({
  uuid: crypto.randomUUID(),
  name: 'Play wallet',
  icon: ICON,
  rdns: 'localhost.wakunode.devnet',
})

function announce(): void {
  const detail = Object.freeze({ info, provider })
  globalThis.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
}

globalThis.addEventListener('eip6963:requestProvider', announce)
announce()
