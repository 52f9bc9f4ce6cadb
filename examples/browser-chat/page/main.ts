/**
 * A chat over a network that is protected from spam, in one page: it reads the members from the chain, makes its own proofs
 * in a worker, and encrypts what a room is to keep for itself. See the README beside it.
 */
import { ChatApp } from './chat-app.ts'
import { Conversation } from './conversation.ts'
import { byId, say, setText } from './dom.ts'
import { errorText } from './error-words.ts'
import { loadPageConfig } from './page-config.ts'
import { startRoomPanel } from './room-panel.ts'
import { startTheme } from './theme.ts'

const banner = byId('banner')

async function main(): Promise<void> {
  startTheme()
  const config = await loadPageConfig()
  setText(byId('network-name'), config.name)
  setText(byId('contract'), config.chain.contract)
  const conversation = new Conversation()
  const app = new ChatApp(config, conversation)
  startRoomPanel((room) => {
    conversation.enter(room).catch((error: unknown) => say(banner, errorText(error), 'bad'))
  })
  await app.start()
}

main().catch((error: unknown) => say(banner, errorText(error), 'bad'))
