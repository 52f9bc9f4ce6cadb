import type { MembershipCredential } from 'waku-rln-relay/membership'
import { type LightMembership, openIndexedDbStateStore, StoredKeystore } from 'waku-rln-relay/sdk'
import { ChatSession } from './chat-session.ts'
import type { Conversation } from './conversation.ts'
import { byId, say, setText } from './dom.ts'
import { errorText } from './error-words.ts'
import { ImportPanel } from './import-panel.ts'
import { JoinPanel, type OnMember } from './join-panel.ts'
import { MembershipPanel } from './membership-panel.ts'
import type { PageConfig } from './page-config.ts'
import { showQuota } from './quota-meter.ts'
import { SessionSlot } from './session-slot.ts'
import { StepList } from './step-list.ts'
import { UnlockPanel } from './unlock-panel.ts'
import { WalletDoor } from './wallet-door.ts'

/** The clock of the meter, and the look at the connections. */
const TICK_MS = 1_000

type StateStore = LightMembership['stateStore']

/** Which panel the person needs. */
type Stage = 'starting' | 'joining' | 'unlocking' | 'writing' | 'elsewhere'

const WHY_NOT_WRITING: Readonly<Record<Stage, string>> = {
  starting: 'Getting ready …',
  joining: 'Join to write',
  unlocking: 'Unlock to write',
  writing: '',
  elsewhere: 'Another tab writes',
}

/** The page as a whole: reads at once; writes when there is an identity, and no other tab has it. */
export class ChatApp {
  readonly #config: PageConfig
  readonly #conversation: Conversation
  readonly #membershipPanel: MembershipPanel
  readonly #unlockPanel: UnlockPanel
  readonly #slot = new SessionSlot<ChatSession>()
  /** Keystore and spent message ids. Whoever has it open is the one tab that writes. */
  #store: StateStore | undefined

  constructor(config: PageConfig, conversation: Conversation) {
    this.#config = config
    this.#conversation = conversation
    const keystore = (): StoredKeystore => this.#keystore()
    const onReady: OnMember = (name, credential) => this.#write(name, credential)
    const joinPanel = new JoinPanel({ keystore, onJoined: onReady, hasTestTokens: config.chain.hasTestTokens })
    this.#membershipPanel = new MembershipPanel(config, keystore)
    this.#unlockPanel = new UnlockPanel(keystore, {
      onUnlocked: onReady,
      onForgotten: async () => this.#show('joining'),
    })
    new ImportPanel(config, keystore, onReady)
    new WalletDoor(config, [joinPanel.place, this.#membershipPanel.place])
    setInterval(() => void this.#tick(), TICK_MS)
  }

  /** Begins to read, and finds out how far the person is. */
  async start(): Promise<void> {
    await Promise.all([this.#read(), this.#open()])
  }

  /** From the beginning, after a node that did not start: its store is closed, or is closed now. */
  async #begin(): Promise<void> {
    await this.#slot.empty()
    await this.#store?.close()
    await this.start()
  }

  async #open(): Promise<void> {
    const name = `browser-chat-${this.#config.networkId}`
    try {
      this.#store = await openIndexedDbStateStore(name)
    } catch (error) {
      if ((error as { code?: string }).code !== 'store_in_use') throw error
      this.#show('elsewhere')
      // Comes when the other tab is closed.
      this.#store = await openIndexedDbStateStore(name, { waitForLock: true })
    }
    const isKnown = (await this.#keystore().state()) === 'enrolled'
    this.#show(isKnown ? 'unlocking' : 'joining')
  }

  #keystore(): StoredKeystore {
    if (this.#store === undefined) throw new Error('Another tab has the keystore.')
    return new StoredKeystore({ store: this.#store })
  }

  async #read(): Promise<void> {
    const session = await ChatSession.start(this.#config)
    // Whoever was quick has joined meanwhile.
    if (this.#slot.session === undefined) await this.#use(session)
    else await session.stop()
  }

  /** Goes on with an identity: the node is begun anew, now as one that proves. */
  async #write(name: string, credential: MembershipCredential): Promise<void> {
    this.#unlockPanel.remember(name)
    const steps = new StepList({ members: 'List of members', keys: 'Keys for proofs', nodes: 'Nodes' })
    this.#show('starting')
    try {
      this.#conversation.pause()
      await this.#slot.empty()
      steps.now('members')
      const membership = { credential, stateStore: this.#store! }
      const session = await ChatSession.start(this.#config, {
        membership,
        onProgress: (what, text) => steps.now(what, text),
      })
      steps.now('nodes', 'connecting')
      await this.#use(session, name)
    } catch (error) {
      say(byId('banner'), errorText(error), 'bad')
      return this.#begin()
    } finally {
      steps.end()
    }
    this.#show('writing')
    const { identity, treeIndex, userMessageLimit } = credential
    await this.#membershipPanel.show({ idCommitment: identity.commitment, treeIndex, rateLimit: userMessageLimit })
    byId('text').focus()
  }

  async #use(session: ChatSession, writer?: string): Promise<void> {
    session.watchQuota((quota) => showQuota(quota, Date.now()))
    if (!(await this.#slot.fill(session))) return
    await this.#conversation.use(session, writer)
    await this.#tick()
  }

  #show(stage: Stage): void {
    document.body.dataset.stage = stage
    this.#conversation.explain(WHY_NOT_WRITING[stage])
    byId('join').hidden = stage !== 'joining'
    byId('unlock').hidden = stage !== 'unlocking'
    byId('other-tab').hidden = stage !== 'elsewhere'
    if (stage !== 'writing') this.#membershipPanel.hide()
  }

  async #tick(): Promise<void> {
    const { session } = this.#slot
    showQuota(session?.quota(), Date.now())
    const count = (await session?.connectedNodes()) ?? 0
    setText(byId('nodes'), `${count} of ${this.#config.nodes.length} connected`)
    const isConnected = count > 0
    say(byId('link'), isConnected ? 'connected' : session ? 'no node' : 'starting', isConnected ? 'good' : 'warn')
  }
}
