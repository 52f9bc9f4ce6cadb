import { formatTokens, type MembershipReport } from '../../membership/server.ts'

/** What can be done with a membership, from when on. */
export interface NextStep {
  readonly action: 'extend' | 'erase' | 'withdraw' | 'register'
  /** Missing: now. */
  readonly at?: string
  /** Missing: for ever. */
  readonly until?: string
  readonly explanation: string
}

/** What its owner can do next, most useful first. */
export function nextSteps({ status, withdrawable, token }: MembershipReport): NextStep[] {
  const steps = stepsByState(status)
  if (withdrawable === undefined || withdrawable.amount === 0n) return steps
  const amount = formatTokens(withdrawable.amount, token)
  return [...steps, { action: 'withdraw', explanation: `withdraw ${amount} with account ${withdrawable.account}` }]
}

function stepsByState(status: MembershipReport['status']): NextStep[] {
  const grace = isoTime(status.graceStartsAtSeconds)
  const expiry = isoTime(status.expiresAtSeconds)
  switch (status.state) {
    case 'active': {
      const explanation = `nothing yet: from ${grace} to ${expiry} its holder can extend or erase it`
      return status.graceStartsAtSeconds === status.expiresAtSeconds
        ? [
            {
              action: 'erase',
              ...at(expiry),
              explanation: `nothing yet: it cannot be extended; anybody may erase it from ${expiry} on`,
            },
          ]
        : [{ action: 'extend', ...at(grace), ...until(expiry), explanation }]
    }
    case 'grace':
      return [
        { action: 'extend', ...until(expiry), explanation: `extend it before ${expiry}, for nothing but gas` },
        { action: 'erase', explanation: 'or erase it, to get the deposit back' },
      ]
    case 'expired':
      return [
        { action: 'erase', explanation: 'erase it (anybody may), so that the holder gets the deposit back' },
        { action: 'register', explanation: 'register anew: it cannot be extended any more' },
      ]
    case 'erased':
      return [releaseStep(status.deposit?.releaseTimeSeconds, status.blockTimeSeconds)]
    case 'slashed':
      return [{ action: 'register', explanation: 'register a new identity: the secret of this one is public' }]
    case 'unknown':
      return [{ action: 'register', explanation: 'register: there is no such membership (any more)' }]
  }
}

function releaseStep(releaseTimeSeconds: number | undefined, nowSeconds: number): NextStep {
  if (releaseTimeSeconds === undefined) {
    return { action: 'withdraw', explanation: 'withdraw: that clears the leaf first, which the deposit is held for' }
  }
  const isDue = releaseTimeSeconds <= nowSeconds
  const when = isoTime(releaseTimeSeconds)
  return {
    action: 'withdraw',
    ...(isDue ? {} : at(when)),
    explanation: isDue ? 'withdraw the deposit' : `withdraw the deposit from ${when} on; until then it can be slashed`,
  }
}

/** Block time as people read it. */
export function isoTime(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString()
}

function at(time: string | undefined): { at?: string } {
  return time === undefined ? {} : { at: time }
}

function until(time: string | undefined): { until?: string } {
  return time === undefined ? {} : { until: time }
}
