import type { WalletProgress } from 'waku-rln-relay/sdk'

/** What a wallet is being waited for, in words. */
export function walletProgressText({ what, step }: WalletProgress): string {
  if (what === 'confirming') return `confirm in your wallet: ${step}`
  return what === 'waiting' ? `${step}: sent, waiting for a block` : `${step}: done`
}
