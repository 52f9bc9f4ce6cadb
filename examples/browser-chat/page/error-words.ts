/** What a person can do about it, for codes of errors that come up in a chat; the others say themselves what is wrong. */
const WORDS: Readonly<Record<string, string>> = {
  wallet_rejected: 'You have refused it in the wallet.',
  wallet_aborted: 'The wallet was not answered.',
  wallet_request_pending: 'The wallet is asking already: look for its window.',
  wallet_wrong_chain: 'The wallet is on another chain, and did not change it.',
  wallet_no_account: 'The wallet has no account for this page.',
  wallet_changed: 'The wallet has another account or chain now: connect it again.',
  wallet_disconnected: 'The wallet does not answer: is the network still up?',
  price_above_limit: 'The price has risen since it was shown: look again.',
  keystore_wrong_password: 'This password does not open the keystore.',
  no_peers_in_time: 'No node of the network answers.',
  rpc_unreachable: 'The chain does not answer.',
  rpc_timeout: 'The chain does not answer.',
}

/** An error as a sentence. */
export function errorText(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown }
  const known = typeof code === 'string' && Object.hasOwn(WORDS, code) ? WORDS[code] : undefined
  if (known !== undefined) return known
  const text = error instanceof Error ? error.message : String(error)
  const sentence = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}
