import { byId, setAttribute, setText } from '../dom.ts'
import { formatCount, formatDate, formatDuration, formatState } from '../format.ts'
import type { MembershipEvent, RlnEvent } from '../node-events.ts'
import type { Panel } from './panel.ts'

/** A bar that is nearly empty says so by its colour. */
const FEW_LEFT = 0.2

/** What the member may still send, and until when. */
export function quotaPanel(): Panel {
  const [quota, unit, left, epoch] = [byId('quota'), byId('quota-unit'), byId('epoch-left'), byId('epoch')]
  const facts = byId('quota-facts')
  const [member, expires, bar] = [byId('member'), byId('expires'), byId<HTMLProgressElement>('quota-bar')]
  return {
    render({ status, clockAheadMs }, nowMs) {
      if (status === undefined) return
      const { rln } = status
      bar.hidden = rln === null
      facts.hidden = rln === null
      setAttribute(quota, 'data-tone', rln === null ? 'warn' : undefined)
      // The node's own countdown, gone on with between two of its events; a new epoch is told by the next one.
      setText(left, rln === null ? '–' : `in ${formatDuration(rln.epochEndsAtMs - (nowMs + clockAheadMs) + 999)}`)
      setText(epoch, rln === null ? '–' : String(rln.epoch))
      const membership = rln?.membership ?? null
      const { rateLimit = 1, messagesLeftInEpoch = 0 } = membership ?? {}
      setText(quota, rln === null ? 'off' : membership === null ? 'none' : formatCount(messagesLeftInEpoch))
      setText(unit, membership === null ? noneText(rln) : `of ${formatCount(rateLimit)} messages left`)
      bar.max = rateLimit
      bar.value = messagesLeftInEpoch
      setAttribute(
        bar,
        'data-tone',
        membership !== null && messagesLeftInEpoch <= rateLimit * FEW_LEFT ? 'bad' : undefined,
      )
      setText(member, membership === null ? 'none' : memberText(membership))
      setText(expires, membership?.expiresAtMs == null ? '–' : formatDate(membership.expiresAtMs))
    },
  }
}

function noneText(rln: RlnEvent | null): string {
  return rln === null ? 'RLN is off: nothing limits anybody' : 'without a membership'
}

function memberText({ index, state, coolingDownUntilMs }: MembershipEvent): string {
  const words = [state === null ? 'not looked up yet' : formatState(state)]
  if (index !== null) words.push(`index ${index}`)
  if (coolingDownUntilMs !== null) words.push(`waits until ${formatDate(coolingDownUntilMs)}`)
  return words.join(', ')
}
