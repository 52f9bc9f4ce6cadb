import { byId, setAttribute, setText, type Tone } from '../dom.ts'
import { formatDuration, formatState, formatTime } from '../format.ts'
import type { Link } from '../node-state.ts'
import type { Panel } from './panel.ts'

const words: Readonly<Record<Link['kind'], readonly [text: string, tone: Tone]>> = {
  connecting: ['connecting', 'calm'],
  live: ['live', 'good'],
  lost: ['not reachable', 'bad'],
  locked: ['wants a token', 'warn'],
}

/** Whether what is shown is true now: the word at the top, the banner, and the form for the token. */
export function linkPanel(): Panel {
  const [link, banner, grid, unlock] = [byId('link'), byId('banner'), byId('grid'), byId('unlock')]
  const hint = byId('token-hint')
  const hintText = hint.textContent ?? ''
  const [lostText, lostFor] = [document.createElement('span'), document.createElement('span')]
  // Counting seconds aloud would keep a screen reader busy.
  lostFor.setAttribute('aria-hidden', 'true')
  banner.append(lostText, lostFor)
  return {
    render({ link: state, status }, nowMs) {
      const [text, tone] = words[state.kind]
      setText(link, text)
      const health = state.kind === 'live' && status !== undefined ? formatState(status.health.nodeHealth) : text
      document.title = `${health} · wakunode`
      setAttribute(link, 'data-tone', tone)
      banner.hidden = state.kind !== 'lost'
      if (state.kind === 'lost') {
        const old = status === undefined ? '' : '; what is shown here is from before'
        setText(lostText, `Nothing heard since ${formatTime(state.sinceMs)}: ${state.why}${old}.`)
        setText(lostFor, `That was ${formatDuration(nowMs - state.sinceMs)} ago. Trying again.`)
      }
      unlock.hidden = state.kind !== 'locked'
      if (state.kind === 'locked')
        setText(hint, state.wasRefused ? 'This token was refused. Try another one.' : hintText)
      grid.hidden = state.kind === 'locked' && status === undefined
      setAttribute(grid, 'aria-busy', status === undefined ? 'true' : undefined)
      setAttribute(grid, 'data-old', state.kind === 'lost' ? '' : undefined)
    },
  }
}
