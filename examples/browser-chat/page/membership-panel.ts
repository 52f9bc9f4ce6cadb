import { formatTokens, type MembershipReport, readMembershipReport } from 'waku-rln-relay/membership'
import type { StoredKeystore, WalletMembership, WalletSendOptions } from 'waku-rln-relay/sdk'
import { attempt, byId, say, setText, type Tone } from './dom.ts'
import type { PageConfig } from './page-config.ts'
import type { OpenWallet, WalletPlace } from './wallet-door.ts'
import { walletProgressText } from './wallet-words.ts'

/** Who is a member here. The secret stays out of the panel. */
export interface ShownMember {
  readonly idCommitment: bigint
  readonly treeIndex: number
  readonly rateLimit: number
}

const STATES: Readonly<Record<MembershipReport['status']['state'], readonly [text: string, tone: Tone]>> = {
  active: ['active', 'good'],
  grace: ['to be prolonged', 'warn'],
  expired: ['expired, anybody may end it', 'bad'],
  erased: ['ended, deposit not released yet', 'warn'],
  slashed: ['slashed: it broke the limit', 'bad'],
  unknown: ['not registered', 'warn'],
}

/** The membership as the contract has it, and what can be done with it. */
export class MembershipPanel {
  readonly #config: PageConfig
  readonly #keystore: () => StoredKeystore
  readonly #remark = byId('membership-remark')
  #member: ShownMember | undefined
  #contract: WalletMembership | undefined

  constructor(config: PageConfig, keystore: () => StoredKeystore) {
    this.#config = config
    this.#keystore = keystore
    const act = (id: string, what: (contract: WalletMembership, member: ShownMember) => Promise<string>): void => {
      byId(id).addEventListener('click', () => attempt(this.#remark, () => this.#act(what)))
    }
    act('extend', async (contract, { idCommitment }) => {
      await contract.extend(idCommitment, this.#telling())
      return 'Prolonged.'
    })
    act('leave', async (contract, { idCommitment }) => {
      await contract.erase(idCommitment, this.#telling())
      return 'The membership has ended. The deposit can be withdrawn once it is released.'
    })
    act('withdraw', async (contract, { idCommitment, treeIndex }) => {
      const { amount, token } = await contract.withdraw({ idCommitment, treeIndex, ...this.#telling() })
      return amount === 0n
        ? 'There is nothing to withdraw yet.'
        : `${formatTokens(amount, token)} are back in your account.`
    })
    byId('look').addEventListener('click', () => attempt(this.#remark, () => this.#look()))
    byId('export').addEventListener('click', () => attempt(this.#remark, () => this.#export()))
  }

  /** Where wallets are offered for what needs one. */
  get place(): WalletPlace {
    return {
      buttons: byId('member-wallets'),
      remark: byId('member-wallet-remark'),
      onChange: async (open) => this.#use(open),
    }
  }

  async show(member: ShownMember): Promise<void> {
    this.#member = member
    byId('membership').hidden = false
    await this.#look()
  }

  hide(): void {
    this.#member = undefined
    byId('membership').hidden = true
  }

  #use(open: OpenWallet | undefined): void {
    this.#contract = open?.membership
    byId('member-wallet-step').hidden = open !== undefined
  }

  async #look(): Promise<void> {
    const { chain } = this.#config
    const { idCommitment, treeIndex, rateLimit } = this.#member!
    const { rpcUrl, chainId, contract: contractAddress } = chain
    const { status, token, withdrawable } = await readMembershipReport({
      rpcUrl,
      chainId,
      contractAddress,
      idCommitment,
    })
    const { state, membership, deposit, graceStartsAtSeconds, expiresAtSeconds } = status
    const [text, tone] = STATES[state]
    setText(byId('member-state'), text)
    byId('member-state').dataset.tone = tone
    setText(byId('member-index'), `${treeIndex}`)
    setText(byId('member-rate'), `${membership?.rateLimit ?? rateLimit}`)
    const amount = membership?.depositAmount ?? deposit?.amount ?? withdrawable?.amount
    setText(byId('member-deposit'), amount === undefined ? '–' : formatTokens(amount, token))
    const isErased = state === 'erased'
    const until = isErased ? deposit?.releaseTimeSeconds : state === 'grace' ? expiresAtSeconds : graceStartsAtSeconds
    setText(byId('member-until-name'), isErased ? 'Released' : 'Runs until')
    setText(byId('member-until'), until === undefined ? '–' : new Date(until * 1000).toLocaleDateString())
    byId('extend').hidden = state !== 'grace'
    byId('leave').hidden = state !== 'grace' && state !== 'expired'
    byId('withdraw').hidden = !isErased && (withdrawable?.amount ?? 0n) === 0n
    const isActive = state === 'active'
    setText(
      byId('leave-remark'),
      isActive ? 'It can be prolonged or ended from that day on; the deposit stays until then.' : '',
    )
  }

  async #act(what: (contract: WalletMembership, member: ShownMember) => Promise<string>): Promise<void> {
    if (this.#contract === undefined) throw new Error('Connect the wallet that registered this membership, below.')
    const done = await what(this.#contract, this.#member!)
    await this.#look()
    say(this.#remark, done, 'good')
  }

  #telling(): WalletSendOptions {
    return { onProgress: (progress) => say(this.#remark, walletProgressText(progress)) }
  }

  async #export(): Promise<void> {
    const text = await this.#keystore().exportText()
    if (text === undefined) throw new Error('The keystore is empty.')
    const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    const link = document.createElement('a')
    link.href = url
    link.download = 'keystore.json'
    link.click()
    URL.revokeObjectURL(url)
    say(this.#remark, 'The keystore is encrypted with your password. Use it in one place at a time.', 'good')
  }
}
