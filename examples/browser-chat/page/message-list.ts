import { byId, element, setText } from './dom.ts'
import type { RoomMessage, Unreadable } from './room-codecs.ts'

/** Rows that the page holds: beyond it the oldest go, and can be had again from history. */
const MAX_ROWS = 500
/** Closer to the end than this, the reader follows what is said. */
const FOLLOW_PX = 80
const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' })

const PROOF_WORDS: Readonly<Record<string, readonly [mark: string, title: string]>> = {
  valid: ['proof checked', 'The proof of this message was checked in this page: a member sent it, within its limit.'],
  root_unknown: ['older proof', 'The proof holds, under a list of members from before this page looked.'],
  unchecked: ['not checked', 'This message was not checked.'],
}

interface Row {
  readonly hash: string
  readonly timeMs: number
  readonly item: HTMLLIElement
  readonly message?: RoomMessage
  /** Told when a message of our own comes back. */
  readonly onSeen?: () => void
}

/** What became of a message of our own. */
export interface OwnRow {
  /** From now on the message comes back under this hash, and is this row. */
  knownAs(hash: string): void
  fate(text: string, tone: 'calm' | 'good' | 'bad', retry?: () => void): void
}

/** The messages of a room, oldest first. What strangers wrote is text, and nothing else. */
export class MessageList {
  readonly #list = byId<HTMLOListElement>('messages')
  readonly #scroller = byId('scroller')
  readonly #empty = byId('empty')
  readonly #rows: Row[] = []
  readonly #byHash = new Map<string, Row>()

  constructor() {
    // What scrolls is reached by the keyboard.
    this.#scroller.tabIndex = 0
  }

  get isFull(): boolean {
    return this.#rows.length >= MAX_ROWS
  }

  /** What history goes on before. */
  get oldest(): RoomMessage | undefined {
    return this.#rows.find(({ message }) => message !== undefined)?.message
  }

  clear(): void {
    this.#rows.length = 0
    this.#byHash.clear()
    this.#list.replaceChildren()
    this.#empty.hidden = false
    setText(this.#empty, 'Looking for what was said …')
  }

  /** History was asked: what is not here was not said. */
  known(): void {
    setText(this.#empty, 'Nothing was said here yet.')
  }

  /** Each message once, wherever it comes from: what comes while history is read is in both. */
  add(message: RoomMessage, proof: string): void {
    const known = this.#byHash.get(message.hashStr)
    if (known !== undefined) {
      known.onSeen?.()
      return
    }
    const timeMs = message.timestamp?.valueOf() ?? 0
    const { content } = message
    const item =
      'line' in content ? lineItem(content.line.name, content.line.text, timeMs) : unreadableItem(content.unreadable)
    const [mark, title] = PROOF_WORDS[proof] ?? PROOF_WORDS.unchecked!
    item.querySelector('.who')?.append(element('span', { title }, `· ${mark}`))
    this.#insert({ hash: message.hashStr, timeMs, item, message })
  }

  /** A message of our own that is under way. */
  addOwn(name: string, text: string): OwnRow {
    const timeMs = Date.now()
    const item = lineItem(name, text, timeMs)
    item.className = 'own'
    const fate = element('p', { class: 'fate' })
    item.append(fate)
    this.#insert({ hash: '', timeMs, item })
    this.#scroller.scrollTop = this.#scroller.scrollHeight
    let said = ''
    let isSeen = false
    const show = (): void => setText(fate, isSeen ? `${said} · seen in the room` : said)
    const onSeen = (): void => {
      isSeen = true
      show()
    }
    return {
      knownAs: (hash) => {
        const row = { hash, timeMs, item, onSeen }
        this.#byHash.set(hash, row)
        const position = this.#rows.findIndex((other) => other.item === item)
        if (position >= 0) this.#rows[position] = row
      },
      fate: (text, tone, retry) => {
        said = text
        fate.dataset.tone = tone
        show()
        if (retry !== undefined) fate.append(this.#retryButton(item, retry))
      },
    }
  }

  #retryButton(item: HTMLLIElement, retry: () => void): HTMLButtonElement {
    const again = element('button', { type: 'button', class: 'quiet' }, 'Send again')
    again.addEventListener('click', () => {
      this.#remove(item)
      retry()
    })
    return again
  }

  #insert(row: Row): void {
    const isFollowing = this.#scroller.scrollHeight - this.#scroller.scrollTop - this.#scroller.clientHeight < FOLLOW_PX
    const position = this.#rows.findLastIndex(({ timeMs }) => timeMs <= row.timeMs) + 1
    this.#list.insertBefore(row.item, this.#rows[position]?.item ?? null)
    this.#rows.splice(position, 0, row)
    if (row.hash !== '') this.#byHash.set(row.hash, row)
    this.#empty.hidden = true
    while (this.#rows.length > MAX_ROWS) this.#remove(this.#rows[0]!.item)
    if (isFollowing) this.#scroller.scrollTop = this.#scroller.scrollHeight
  }

  #remove(item: HTMLLIElement): void {
    const position = this.#rows.findIndex((row) => row.item === item)
    if (position < 0) return
    this.#byHash.delete(this.#rows[position]!.hash)
    this.#rows.splice(position, 1)
    item.remove()
  }
}

function lineItem(name: string, text: string, timeMs: number): HTMLLIElement {
  const time = element('time', { datetime: new Date(timeMs).toISOString() }, TIME.format(timeMs))
  const who = element('p', { class: 'who' }, element('strong', {}, name.slice(0, 40)), time)
  return element('li', {}, who, element('p', { class: 'said' }, text.slice(0, 10_000)))
}

const UNREADABLE_WORDS: Readonly<Record<Unreadable, string>> = {
  no_key: 'A message that cannot be read here: it is encrypted, and this page has no key.',
  other_key: 'A message that cannot be read here: it is encrypted with another key.',
  no_line: 'A message that is no line of this room.',
}

function unreadableItem(why: Unreadable): HTMLLIElement {
  return element('li', { class: 'unreadable', 'data-why': why }, UNREADABLE_WORDS[why])
}
