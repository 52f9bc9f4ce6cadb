import {
  connectWallet,
  type Eip1193Provider,
  formatTokens,
  type LightMembership,
  openIndexedDbStateStore,
  StoredKeystore,
  WalletMembership,
  type WalletProgress,
} from 'waku-rln-relay/sdk'

const CHAIN_ID = 31_337
const RATE_LIMIT = 20

// Keystore and spent message ids, for this tab alone until it is closed.
const stateStore = await openIndexedDbStateStore('my-app')
const keystore = new StoredKeystore({ store: stateStore })

/** Opens the membership that the page has, or registers one. `provider` is the wallet: `window.ethereum`. */
export async function openMembership(
  provider: Eip1193Provider | undefined,
  contractAddress: string,
  password: string,
  ask: (question: string) => Promise<boolean>,
  onProgress: (progress: WalletProgress) => void,
): Promise<LightMembership | undefined> {
  if ((await keystore.state()) === 'enrolled') return { credential: await keystore.credential(password), stateStore }

  const wallet = await connectWallet(provider, { chainId: CHAIN_ID })
  try {
    const membership = new WalletMembership({ wallet }, { contractAddress })
    const { deposit: maxDeposit, token, steps } = await membership.price(RATE_LIMIT, { mintTestTokens: true })
    const isWanted = await ask(`A deposit of ${formatTokens(maxDeposit, token)}. To confirm: ${steps.join(', ')}`)
    if (!isWanted) return undefined
    const terms = { rateLimit: RATE_LIMIT, maxDeposit, mintTestTokens: true }
    const { credential } = await membership.enrol({ ...terms, keystore, password, onProgress })
    return { credential, stateStore }
  } finally {
    wallet.close()
  }
}
