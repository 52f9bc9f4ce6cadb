import type { Clock } from '../foundation/index.ts'
import type { Eip1193Provider } from './eip1193-provider.ts'
import { MembershipError } from './membership-error.ts'
import type { RpcEndpoint } from './rpc-endpoint.ts'
import { walletErrorOf, walletReadErrorOf } from './wallet-error.ts'

/** Wallets ask their own RPC endpoint, which may be slow; nobody has to confirm a read. */
const READ_TIMEOUT_MS = 30_000

/**
 * What is asked of a wallet: reads, which are bounded in time, and what a person must confirm, which takes as long as the
 * person does and can be given up. For the rest of the room it is one more RPC endpoint.
 */
export class WalletRequests implements RpcEndpoint {
  readonly origin = 'of the wallet'
  readonly #provider: Eip1193Provider
  readonly #clock: Clock

  constructor({ provider, clock }: { readonly provider: Eip1193Provider; readonly clock: Clock }) {
    this.#provider = provider
    this.#clock = clock
  }

  /**
   * Reads of the chain, or of the wallet.
   * @throws MembershipError `rpc_timeout`, `rpc_refused`, `wallet_unauthorized`, `wallet_disconnected`
   */
  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    const { promise, reject } = Promise.withResolvers<never>()
    const cancel = this.#clock.after(READ_TIMEOUT_MS, () => {
      const text = `the wallet did not answer ${method} within ${READ_TIMEOUT_MS} ms; look whether it hangs`
      reject(new MembershipError('rpc_timeout', text))
    })
    try {
      return await Promise.race([this.#provider.request({ method, params }), promise])
    } catch (error) {
      throw walletReadErrorOf(method, error)
    } finally {
      cancel()
    }
  }

  /**
   * Something that a person confirms in the wallet.
   * @param signal gives it up. The wallet's window stays open, and may still be confirmed.
   * @throws MembershipError a `wallet_*` code
   */
  async ask(method: string, params: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
    requireNotAborted(signal)
    const { promise, reject } = Promise.withResolvers<never>()
    const onAbort = (): void => reject(abortedError(signal!, method))
    signal?.addEventListener('abort', onAbort)
    try {
      return await Promise.race([this.#provider.request({ method, params }), promise])
    } catch (error) {
      throw walletErrorOf(method, error)
    } finally {
      signal?.removeEventListener('abort', onAbort)
    }
  }
}

/** @throws MembershipError `wallet_aborted` */
export function requireNotAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortedError(signal, 'what comes next')
}

export function abortedError(signal: AbortSignal, what: string): MembershipError {
  const text = `${what} was given up; if the wallet still asks for it, reject it there, or run the same again`
  return new MembershipError('wallet_aborted', text, { cause: signal.reason })
}
