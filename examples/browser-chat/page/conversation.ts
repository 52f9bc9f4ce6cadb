import type { ChatSession } from './chat-session.ts'
import { attempt, byId, say, setText } from './dom.ts'
import { errorText } from './error-words.ts'
import { MessageList } from './message-list.ts'
import { fragmentOfRoom, type Room } from './room.ts'
import { sendOutcome } from './send-outcome.ts'

/** What is said in a room: shows it, pages back in it, and writes where there is a membership. */
export class Conversation {
  readonly #list = new MessageList()
  readonly #older = byId<HTMLButtonElement>('older')
  readonly #olderRemark = byId('older-remark')
  #session: ChatSession | undefined
  #room: Room | undefined
  #writer: string | undefined

  constructor() {
    const text = byId<HTMLTextAreaElement>('text')
    const form = byId<HTMLFormElement>('composer')
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const said = text.value.trim()
      if (said === '' || this.#writer === undefined) return
      text.value = ''
      this.#say(said)
    })
    text.addEventListener('keydown', (event) => {
      // Keys of an input method that composes a letter are not ours.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
      event.preventDefault()
      form.requestSubmit()
    })
    this.#older.addEventListener('click', () => attempt(this.#olderRemark, () => this.#showEarlier()))
  }

  /** Goes to a room. What was shown of the one before is gone. */
  async enter(room: Room): Promise<void> {
    if (this.#room !== undefined && fragmentOfRoom(this.#room) === fragmentOfRoom(room)) return
    this.#room = room
    this.#list.clear()
    await this.#listen()
  }

  /** Reads and writes through this session from now on. @param writer the name to write under; missing: reads only */
  async use(session: ChatSession, writer?: string): Promise<void> {
    this.#session = session
    this.#allowWriting(writer)
    await this.#listen()
  }

  /** Why nobody can write here yet. */
  explain(why: string): void {
    if (this.#writer === undefined) byId<HTMLTextAreaElement>('text').placeholder = why
  }

  /** The session is about to end. */
  pause(): void {
    this.#session = undefined
    this.#allowWriting(undefined)
  }

  #allowWriting(writer: string | undefined): void {
    this.#writer = writer
    const text = byId<HTMLTextAreaElement>('text')
    text.disabled = writer === undefined
    byId<HTMLButtonElement>('send').disabled = writer === undefined
    if (writer !== undefined) text.placeholder = `Write as ${writer}`
  }

  async #listen(): Promise<void> {
    const session = this.#session
    const room = this.#room
    if (session === undefined || room === undefined) return
    await session.enter(room, (message, proof) => this.#list.add(message, proof))
    if (this.#room === room) await this.#showPage(undefined)
  }

  async #showEarlier(): Promise<void> {
    if (this.#list.isFull) {
      setText(this.#olderRemark, 'This page shows the newest 500 messages.')
      this.#older.hidden = true
      return
    }
    this.#older.disabled = true
    try {
      await this.#showPage(this.#list.oldest)
    } finally {
      this.#older.disabled = false
    }
  }

  async #showPage(before: Parameters<ChatSession['historyBefore']>[0]): Promise<void> {
    const session = this.#session
    const room = this.#room
    if (session === undefined) return
    const scroller = byId('scroller')
    const fromEndPx = scroller.scrollHeight - scroller.scrollTop
    const { found, isBeginning } = await session.historyBefore(before)
    if (this.#session !== session || this.#room !== room) return
    for (const [message, proof] of found) this.#list.add(message, proof)
    this.#list.known()
    // What is read stays where it is, with the earlier messages above it.
    if (before !== undefined) scroller.scrollTop = scroller.scrollHeight - fromEndPx
    this.#older.hidden = isBeginning
    say(this.#olderRemark, isBeginning && this.#list.oldest !== undefined ? 'The conversation begins here.' : '')
  }

  #say(text: string): void {
    const session = this.#session
    const writer = this.#writer
    if (session === undefined || writer === undefined) return
    const row = this.#list.addOwn(writer, text)
    const retry = (): void => this.#say(text)
    row.fate('making a proof …', 'calm')
    session
      .say(writer, text, (hash) => row.knownAs(hash))
      .then((result) => {
        const { text: fate, isSent } = sendOutcome(result)
        if (isSent) row.fate(fate, 'good')
        else row.fate(fate, 'bad', retry)
      })
      .catch((error: unknown) => row.fate(`Not sent. ${errorText(error)}`, 'bad', retry))
  }
}
