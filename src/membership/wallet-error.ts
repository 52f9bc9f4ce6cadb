import { MembershipError, type MembershipErrorCode } from './membership-error.ts'
import type { JsonRpcErrorObject } from './rpc-endpoint.ts'

/** What the numbers of EIP-1193, EIP-1474 and EIP-3326 mean, and what to do. */
const MEANINGS: Readonly<Record<number, readonly [code: MembershipErrorCode, meaning: string]>> = {
  4001: ['wallet_rejected', 'was rejected in the wallet; ask again when the person wants it'],
  4100: ['wallet_unauthorized', 'is not allowed to this page: unlock the wallet and connect again'],
  4200: ['wallet_unsupported', 'is nothing this wallet can do; use another wallet'],
  4900: ['wallet_disconnected', 'failed, because the wallet has no connection to any chain; connect again'],
  4901: ['wallet_disconnected', 'failed, because the wallet has no connection to this chain; connect again'],
  4902: ['wallet_wrong_chain', 'failed, because the wallet does not know this chain; add the chain to it'],
  [-32002]: ['wallet_request_pending', 'has to wait: another request is open in the wallet, answer that first'],
  [-32004]: ['wallet_unsupported', 'is nothing this wallet can do; use another wallet'],
  [-32601]: ['wallet_unsupported', 'is nothing this wallet can do; use another wallet'],
}

/** Numbers that say something of the wallet whatever was asked; the others mean something else when the chain is read. */
const OF_THE_WALLET = new Set([4001, 4100, 4900, 4901])

/** Some wallets pack the error of what they asked into one of their own. Deeper than this it is not looked for. */
const MAX_NESTED_ERRORS = 4

/** Nethermind writes a word before it. */
const REVERT_DATA = /^(?:Reverted )?(0x(?:[0-9a-f]{2})*)$/i
const REVERT_MESSAGE = /revert|VM execution error/i

/** What the wallet's refusal of something that a person was asked for means. The wallet's own words are in `cause` only. */
export function walletErrorOf(method: string, error: unknown): MembershipError {
  if (error instanceof MembershipError) return error
  for (const { code } of nestedErrors(error)) {
    const known = code === undefined ? undefined : MEANINGS[code]
    if (known !== undefined) return new MembershipError(known[0], `${method} ${known[1]}`, { cause: error })
  }
  const code = nestedErrors(error)[0]?.code
  const text = `${method} failed in the wallet${code === undefined ? '' : ` with code ${code}`}; look there what it says`
  return new MembershipError('wallet_refused', text, { cause: error })
}

/** What the failure of a read means: as of any RPC endpoint, unless it is the wallet that refuses. */
export function walletReadErrorOf(method: string, error: unknown): MembershipError {
  const first = nestedErrors(error)[0]
  if (error instanceof MembershipError || OF_THE_WALLET.has(first?.code ?? 0)) return walletErrorOf(method, error)
  const cause: JsonRpcErrorObject = {
    code: first?.code ?? 0,
    message: first?.message ?? 'no message',
    data: revertDataOf(error),
  }
  const text = `the chain behind the wallet refuses ${method} with code ${cause.code}`
  return new MembershipError('rpc_refused', text, { cause })
}

/** What a contract reverted with, 0x hex; undefined where nothing says that one did. */
export function revertDataOf(error: unknown): string | undefined {
  for (const { code, message, data } of nestedErrors(error)) {
    const found = typeof data === 'string' ? REVERT_DATA.exec(data)?.[1] : undefined
    if (found !== undefined) return found
    if (code === 3 || REVERT_MESSAGE.test(message ?? '')) return '0x'
  }
  return undefined
}

interface WalletFailure {
  readonly code: number | undefined
  readonly message: string | undefined
  readonly data: unknown
}

/** The error, and those packed into it, the innermost first: it says most. */
function nestedErrors(error: unknown): WalletFailure[] {
  const found: WalletFailure[] = []
  let inner = error
  for (let depth = 0; depth < MAX_NESTED_ERRORS && typeof inner === 'object' && inner !== null; depth++) {
    const { code, message, data, originalError, error: packed, cause } = inner as Record<string, unknown>
    if (code !== undefined || message !== undefined) {
      found.unshift({
        code: typeof code === 'number' ? code : undefined,
        message: typeof message === 'string' ? message : undefined,
        data,
      })
    } else if (typeof data === 'string') found.unshift({ code: undefined, message: undefined, data })
    inner = [originalError, packed, data, cause].find(
      (candidate) => typeof candidate === 'object' && candidate !== null,
    )
  }
  return found
}
