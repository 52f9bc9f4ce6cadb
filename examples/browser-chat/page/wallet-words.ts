import type { WalletProgress, WalletStep } from 'waku-rln-relay/sdk'

const STEP_WORDS: Readonly<Record<WalletStep, string>> = {
  mint: 'get test tokens',
  sign_permit: 'allow the deposit (a signature)',
  approve: 'allow the deposit',
  register: 'register',
  extend: 'prolong',
  erase: 'end the membership',
  clear_leaf: 'leave the list of members',
  release: 'release the deposit',
  withdraw: 'withdraw the deposit',
}

/** What a wallet is being waited for, in words. */
export function walletProgressText(progress: WalletProgress): string {
  const step = STEP_WORDS[progress.step]
  if (progress.what === 'confirming') return `confirm in your wallet: ${step}`
  return progress.what === 'waiting' ? `${step}: sent, waiting for a block` : `${step}: done`
}
