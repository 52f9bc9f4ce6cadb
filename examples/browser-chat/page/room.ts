/** Where people meet; the chat in the terminal (examples/chat) is in the lobby, too. */
export interface Room {
  readonly name: string
  /** Whoever has it reads and writes. Missing: everybody does. */
  readonly key?: string
}

export const LOBBY: Room = { name: 'lobby' }

const ROOM_NAME = /^[a-z0-9-]{1,32}$/
const KEY = /^[0-9a-f]{64}$/

/**
 * The room that a page's address names, as `#room=friends&key=...`. What follows the `#` stays in the browser: it is sent to
 * no server, and stands in no `Referer`.
 */
export function roomOfFragment(fragment: string): Room {
  const given = new URLSearchParams(fragment.replace(/^#/, ''))
  const name = given.get('room')?.trim().toLowerCase() ?? ''
  const key = given.get('key')?.trim().toLowerCase() ?? ''
  if (name === '' && key === '') return LOBBY
  if (!ROOM_NAME.test(name)) throw new Error('A room is named with up to 32 letters, digits and hyphens.')
  if (key === '') return { name }
  // The key is not repeated: what is shown can be seen by others.
  if (!KEY.test(key))
    throw new Error('The key in this address is damaged: it has 64 hexadecimal digits. Copy it whole.')
  return { name, key }
}

export function fragmentOfRoom({ name, key }: Room): string {
  return `#${new URLSearchParams({ room: name, ...(key && { key }) })}`
}

/** A room under a key that nobody has yet. */
export function newPrivateRoom(name: string): Room {
  const key = [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return { name, key }
}

export function contentTopicOf({ name }: Room): string {
  return `/waku-rln-relay-chat/1/${name}/json`
}
