import { formatTokens, type MembershipCredential } from 'waku-rln-relay/membership'
import type { MembershipPrice, StoredKeystore, WalletMembership } from 'waku-rln-relay/sdk'
import { attempt, byId, element, say, setText } from './dom.ts'
import { errorText } from './error-words.ts'
import { StepList } from './step-list.ts'
import type { OpenWallet, WalletPlace } from './wallet-door.ts'
import { walletProgressText } from './wallet-words.ts'

/** What a chatter may want, of what the contract lets anybody have. */
const OFFERED_RATES = [5, 10, 20, 60, 200, 600]
/** For a chat. */
const USUAL_RATE = 20

/** Told who can write from now on, and under which name. */
export type OnMember = (name: string, credential: MembershipCredential) => Promise<void>

/** What the join panel needs of the page. */
export interface JoinDesk {
  /** See `PageConfig`. */
  readonly hasTestTokens: boolean
  readonly keystore: () => StoredKeystore
  /** Registered; the keystore has it. */
  readonly onJoined: OnMember
}

/** From a wallet to a membership. Whatever a person refuses on the way can be tried again. */
export class JoinPanel {
  readonly #desk: JoinDesk
  readonly #rateField = byId<HTMLSelectElement>('rate')
  readonly #button = byId<HTMLButtonElement>('join-button')
  readonly #remark = byId('join-remark')
  #membership: WalletMembership | undefined
  #price: MembershipPrice | undefined

  constructor(desk: JoinDesk) {
    this.#desk = desk
    this.#rateField.addEventListener('change', () => attempt(this.#remark, () => this.#showPrice()))
    byId<HTMLFormElement>('join-form').addEventListener('submit', (event) => {
      event.preventDefault()
      attempt(this.#remark, () => this.#join())
    })
  }

  /** Where wallets are offered for joining. */
  get place(): WalletPlace {
    return { buttons: byId('wallets'), remark: byId('wallet-remark'), onChange: (open) => this.#use(open) }
  }

  async #use(open: OpenWallet | undefined): Promise<void> {
    this.#membership = open?.membership
    this.#button.disabled = true
    byId('join-form').hidden = open === undefined
    if (open === undefined) return
    setText(byId('account'), open.wallet.account)
    await this.#offerRates(open.membership)
    await this.#showPrice()
    byId('name').focus()
  }

  async #offerRates(membership: WalletMembership): Promise<void> {
    const { minRateLimit, maxRateLimit, freeRateLimit } = await membership.limits()
    const most = Math.min(maxRateLimit, freeRateLimit)
    const rates = OFFERED_RATES.filter((rate) => rate >= minRateLimit && rate <= most)
    if (rates.length === 0) rates.push(minRateLimit)
    this.#rateField.replaceChildren(...rates.map((rate) => element('option', { value: `${rate}` }, `${rate} messages`)))
    this.#rateField.value = String(rates.includes(USUAL_RATE) ? USUAL_RATE : rates[0])
  }

  async #showPrice(): Promise<void> {
    if (this.#membership === undefined) return
    // Nobody agrees to a price that is not there yet.
    this.#price = undefined
    this.#button.disabled = true
    setText(byId('price'), '…')
    const mintTestTokens = this.#desk.hasTestTokens
    const rate = this.#rateField.value
    const price = await this.#membership.price(Number(rate), { mintTestTokens })
    // Another one was chosen meanwhile, and is being asked for.
    if (rate !== this.#rateField.value) return
    const { deposit, balance, token } = price
    this.#price = price
    this.#button.disabled = false
    setText(byId('price'), formatTokens(deposit, token))
    const isEnough = balance >= deposit || mintTestTokens
    const why = `This account has ${formatTokens(balance, token)}: choose fewer messages, or send tokens to it.`
    say(this.#remark, isEnough ? '' : why, 'warn')
  }

  async #join(): Promise<void> {
    const membership = this.#membership
    const price = this.#price
    if (membership === undefined || price === undefined) throw new Error('Connect a wallet first.')
    const passwordField = byId<HTMLInputElement>('new-password')
    this.#button.disabled = true
    // Another price must not be shown, nor agreed to, while this one is being paid.
    this.#rateField.disabled = true
    const steps = new StepList({ register: 'Registration' })
    steps.now('register', 'an identity is made and kept')
    let credential: MembershipCredential
    try {
      const enrolment = await membership.enrol({
        keystore: this.#desk.keystore(),
        password: passwordField.value,
        rateLimit: Number(this.#rateField.value),
        maxDeposit: price.deposit,
        mintTestTokens: this.#desk.hasTestTokens,
        onProgress: (progress) => steps.now('register', walletProgressText(progress)),
      })
      credential = enrolment.credential
    } catch (error) {
      throw new Error(`${errorText(error)} You can try again, with the same password.`, { cause: error })
    } finally {
      steps.end()
      this.#rateField.disabled = false
      this.#button.disabled = false
    }
    passwordField.value = ''
    await this.#desk.onJoined(byId<HTMLInputElement>('name').value.trim(), credential)
  }
}
