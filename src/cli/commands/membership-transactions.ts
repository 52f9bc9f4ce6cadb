import type { Command } from 'commander'
import { systemClock } from '../../foundation/index.ts'
import {
  DEVELOPMENT_CHAIN_ID,
  formatEther,
  formatGasPrice,
  type GasQuote,
  type MembershipSigner,
  openRpcProvider,
  type PlannedTransaction,
  quoteGas,
  sendPlanned,
} from '../../membership/server.ts'
import { addSignerFlags, expectedChainIdOf, rpcUrlOf, type SignerFlags, signerOf } from '../chain-flags.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'

/** Flags of every command that costs something. */
export interface TransactionFlags extends SignerFlags {
  readonly yes?: boolean
  readonly offline?: boolean
  readonly json?: boolean
}

/** Who acts: with a signer, or, offline, somebody's wallet later. */
export interface Payer {
  readonly chainId: number
  readonly provider: NonNullable<MembershipSigner['provider']>
  /** Unknown offline, when it was not named. */
  readonly account?: string
  readonly signer?: MembershipSigner
}

/** What a command is about to do, for the person who pays. */
export interface Intention {
  readonly summary: string
  /** Name and value of what it costs besides gas, or brings. */
  readonly facts?: readonly (readonly [name: string, value: string])[]
  readonly transactions: readonly PlannedTransaction[]
  /** False: whether the first would pass is not tried out, because an earlier run may have sent it. */
  readonly isTriedOut?: boolean
}

const PROGRESS_INTERVAL_MS = 10_000

export function addTransactionFlags(command: Command): Command {
  return addSignerFlags(command)
    .option('--yes', 'do not ask whether the cost is all right')
    .option('--offline', 'send nothing: print the transactions for a wallet to sign (of --account, if given)')
    .option('--json', 'print as JSON')
}

/** @param knownChainId the chain a keystore names */
export async function payerOf(flags: TransactionFlags, context: CliContext, knownChainId?: number): Promise<Payer> {
  if (flags.offline) {
    const expected = expectedChainIdOf(flags, context) ?? knownChainId
    const provider = await openRpcProvider(
      rpcUrlOf(flags, context),
      expected === undefined ? {} : { chainId: expected },
    )
    const chainId = Number((await provider.getNetwork()).chainId)
    return { chainId, provider, ...(flags.account !== undefined && { account: flags.account }) }
  }
  const signer = await signerOf(flags, context, knownChainId)
  const provider = signer.provider!
  const chainId = Number((await provider.getNetwork()).chainId)
  return { chainId, provider, signer, account: await signer.getAddress() }
}

/**
 * Says what it will cost, and asks whether that is all right.
 * @throws CliError `not_confirmed`; `wrong_usage` when there is nobody to ask; MembershipError as `quoteGas`
 */
export async function confirmCost(
  context: CliContext,
  flags: TransactionFlags,
  payer: Payer,
  intention: Intention,
): Promise<void> {
  const { summary, facts = [], transactions, isTriedOut = true } = intention
  const quote = await quoteGas(payer.provider, isTriedOut ? payer.account : undefined, transactions)
  const sendsValue = transactions.some(({ value }) => value > 0n)
  await confirmQuote(context, flags, payer, { summary, facts, quote, transactions: transactions.length, sendsValue })
}

/** What is about to be done, and what it will cost. */
export interface QuotedIntention extends Pick<Intention, 'summary' | 'facts'> {
  readonly quote: GasQuote
  /** How many. */
  readonly transactions: number
  /** Whether the cost has values that are sent along. */
  readonly sendsValue?: boolean
}

/**
 * As `confirmCost`, where the cost is known already.
 * @throws CliError `not_confirmed`; `wrong_usage` when there is nobody to ask
 */
export async function confirmQuote(
  context: CliContext,
  flags: Pick<TransactionFlags, 'yes' | 'offline'>,
  payer: Pick<Payer, 'chainId' | 'account'>,
  intention: QuotedIntention,
): Promise<void> {
  for (const line of costLines(payer.account, intention)) context.remark(line)
  if (flags.yes || flags.offline) return
  if (context.ask === undefined) {
    if (payer.chainId === DEVELOPMENT_CHAIN_ID) return
    throw new CliError('wrong_usage', 'nobody is at a terminal to agree to the cost: give --yes')
  }
  const answer = await context.ask('Go on? [y/N] ')
  if (!/^\s*y(es)?\s*$/i.test(answer)) throw new CliError('not_confirmed', 'not confirmed: nothing was sent')
}

/** Sends one after the other and waits for each; the hashes in their order. */
export async function sendAll(
  context: CliContext,
  payer: Payer,
  transactions: readonly PlannedTransaction[],
): Promise<string[]> {
  const hashes: string[] = []
  for (const transaction of transactions) {
    const waiting = waitingRemarks(context)
    try {
      const { hash, blockNumber } = await sendPlanned(payer.signer!, transaction, {
        onSent: (sent) => waiting.begin(transaction.what, sent),
      })
      context.remark(`  mined in block ${blockNumber}`)
      hashes.push(hash)
    } finally {
      waiting.end()
    }
  }
  return hashes
}

/** Tells of a transaction under way, and every now and then that it still is. */
export function waitingRemarks(context: CliContext): { begin(what: string, hash: string): void; end(): void } {
  let cancel = (): void => undefined
  return {
    begin: (what, hash) => {
      cancel()
      const startedAtMs = systemClock.nowMs()
      context.remark(`${what}: waiting for ${hash}`)
      cancel = systemClock.every(PROGRESS_INTERVAL_MS, () => {
        const seconds = Math.round((systemClock.nowMs() - startedAtMs) / 1000)
        context.remark(`  still waiting, ${seconds} s`)
      })
    },
    end: () => cancel(),
  }
}

/** What a wallet needs, in the order in which it must send it. */
export function printOffline(
  context: CliContext,
  flags: TransactionFlags,
  transactions: readonly PlannedTransaction[],
  extra: Readonly<Record<string, unknown>> = {},
): void {
  const shown = transactions.map(({ what, to, data, value, chainId }) => ({ what, to, data, value, chainId }))
  printResult(context, flags.json, { status: 'to_sign', transactions: shown, ...extra }, [
    'nothing was sent; sign and send, in this order:',
    ...shown.flatMap(({ what, to, data, value, chainId }, position) => [
      `${position + 1}. ${what}`,
      `  to       ${to}`,
      `  value    ${value}`,
      `  chain id ${chainId}`,
      `  data     ${data}`,
    ]),
  ])
}

function costLines(
  account: string | undefined,
  { summary, facts = [], quote, transactions, sendsValue = false }: QuotedIntention,
): string[] {
  const gas = `about ${quote.gas} at ${formatGasPrice(quote.gasPriceWei)} = ${formatEther(quote.totalWei)}`
  const value = sendsValue ? ', values sent along included' : ''
  const count = transactions === 1 ? '' : `, ${transactions} transactions`
  return [
    summary,
    ...facts.map(([name, text]) => costLine(name, text)),
    costLine('gas', `${gas}${value}${count}`),
    ...(account === undefined ? [] : [costLine('account', account)]),
  ]
}

function costLine(name: string, value: string): string {
  return `  ${name.padEnd(9)} ${value}`
}
