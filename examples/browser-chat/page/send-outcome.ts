import type { LightPushFailure, LightPushResult } from 'waku-rln-relay/sdk'

/** How a message of our own fared, in words. */
export interface SendOutcome {
  readonly text: string
  readonly isSent: boolean
}

/** Reasons that a person can do something about; the others say themselves what is wrong. */
const REASONS: Readonly<Partial<Record<LightPushFailure['error'], string>>> = {
  no_peer_available: 'no node is connected',
  message_limit_reached: 'your messages of this epoch are used up',
  credential_cooling_down: 'what this identity sent before in this epoch is not known here',
  credential_used_elsewhere: 'this identity was used elsewhere in this epoch',
  not_a_member: 'your membership is not in the list of members yet',
  not_synced: 'the list of members is not read to its end',
  invalid_message: 'the nodes do not take the proof',
  too_many_requests: 'the nodes have too much to do',
}

export function sendOutcome({ successes, failures }: LightPushResult): SendOutcome {
  if (successes.length > 0) {
    return { text: `relayed by ${successes.length} ${successes.length === 1 ? 'node' : 'nodes'}`, isSent: true }
  }
  const [failure] = failures
  if (failure === undefined) return { text: 'Not sent.', isSent: false }
  const reason = REASONS[failure.error] ?? failure.description
  const again = failure.retryAtMs === undefined ? '' : `, again at ${new Date(failure.retryAtMs).toLocaleTimeString()}`
  return { text: `Not sent: ${reason}${again}.`, isSent: false }
}
