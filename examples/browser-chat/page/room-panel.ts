import { byId, say, setText } from './dom.ts'
import { errorText } from './error-words.ts'
import { fragmentOfRoom, LOBBY, newPrivateRoom, type Room, roomOfFragment } from './room.ts'

/** How long the page says that something was copied. */
const COPIED_MS = 3_000

/** Shows which room the page is in, and calls back with it, now and whenever the address says another. */
export function startRoomPanel(onRoom: (room: Room) => void): void {
  let room: Room = LOBBY
  const enter = (): void => {
    say(byId('room-error'), '')
    try {
      room = roomOfFragment(location.hash)
    } catch (error) {
      say(byId('room-error'), errorText(error), 'bad')
      return
    }
    show(room)
    onRoom(room)
  }
  byId<HTMLFormElement>('room-form').addEventListener('submit', (event) => {
    event.preventDefault()
    const field = byId<HTMLInputElement>('room-name')
    const isPrivate = byId<HTMLInputElement>('room-private')
    const name = field.value.trim().toLowerCase()
    location.hash = fragmentOfRoom(isPrivate.checked ? newPrivateRoom(name) : { name })
    field.value = ''
    isPrivate.checked = false
  })
  byId('copy').addEventListener('click', async () => {
    const address = new URL(fragmentOfRoom(room), location.href).href
    const isCopied = await navigator.clipboard.writeText(address).then(
      () => true,
      () => false,
    )
    setText(byId('copied'), isCopied ? 'Copied. Who gets it can read and write.' : 'Copy the address of this page.')
    setTimeout(() => setText(byId('copied'), ''), COPIED_MS)
  })
  globalThis.addEventListener('hashchange', enter)
  enter()
}

function show({ name, key }: Room): void {
  const isPrivate = key !== undefined
  setText(byId('title'), `#${name}`)
  document.title = `#${name} · Chat`
  setText(
    byId('privacy'),
    isPrivate ? 'Encrypted: who has the invitation can read, nobody else.' : 'Open: everybody can read and write here.',
  )
  setText(
    byId('room-remark'),
    isPrivate
      ? 'Messages are encrypted in this page. The key is in its address behind the #, which browsers send to nobody.'
      : 'Messages in this room are readable for all. An encrypted room is for those who have its invitation.',
  )
  byId('invitation').hidden = !isPrivate
}
