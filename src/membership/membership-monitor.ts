import type { Clock, Logger, Startable } from '../foundation/index.ts'
import { MembershipError } from './membership-error.ts'
import type { MembershipState, MembershipStatus } from './membership-state.ts'

const daySeconds = 86_400

export interface MembershipMonitorComponents {
  /** Asks the chain. @throws MembershipError an `rpc_*` code; then it is asked again later. */
  readonly readStatus: () => Promise<MembershipStatus>
  readonly clock: Clock
  readonly logger: Logger
}

export interface MembershipMonitorOptions {
  readonly intervalMs: number
  /** How long before expiry to warn, once each. */
  readonly warnBeforeSeconds: readonly number[]
  readonly onAlert?: (alert: MembershipAlert) => void
}

/** A holder can extend in the grace period only, 30 days by default: a week and a day leave time to act twice. */
export const defaultMembershipMonitorOptions: MembershipMonitorOptions = {
  intervalMs: 600_000,
  warnBeforeSeconds: [7 * daySeconds, daySeconds],
}

export type MembershipAlert =
  | { readonly kind: 'state_changed'; readonly from: MembershipState; readonly to: MembershipState }
  /** The membership can be extended now, and expires soon. */
  | { readonly kind: 'expires_soon'; readonly secondsLeft: number; readonly expiresAtSeconds: number }

/** Watches one's own membership and says what its owner must know before it is too late. */
export class MembershipMonitor implements Startable {
  readonly #components: MembershipMonitorComponents
  readonly #options: MembershipMonitorOptions
  #status: MembershipStatus | undefined
  #cancel: () => void = () => undefined
  #check: Promise<void> | undefined

  constructor(components: MembershipMonitorComponents, options = defaultMembershipMonitorOptions) {
    this.#components = components
    this.#options = options
  }

  /** As of the last look that succeeded. */
  get status(): MembershipStatus | undefined {
    return this.#status
  }

  async start(): Promise<void> {
    this.#cancel = this.#components.clock.every(this.#options.intervalMs, () => {
      this.#check ??= this.check().finally(() => {
        this.#check = undefined
      })
    })
    await this.check()
  }

  async stop(): Promise<void> {
    this.#cancel()
    await this.#check
  }

  /** Looks once. A chain that cannot be asked changes nothing. */
  async check(): Promise<void> {
    const before = this.#status
    try {
      this.#status = await this.#components.readStatus()
    } catch (error) {
      if (!(error instanceof MembershipError)) throw error
      this.#components.logger.debug('the own membership could not be looked at', { code: error.code })
      return
    }
    this.#compare(before, this.#status)
  }

  #compare(before: MembershipStatus | undefined, now: MembershipStatus): void {
    if (before === undefined ? now.state !== 'active' : before.state !== now.state) {
      this.#alert({ kind: 'state_changed', from: before?.state ?? 'active', to: now.state })
    }
    const { expiresAtSeconds } = now
    if (expiresAtSeconds === undefined || now.state === 'expired') return
    const secondsLeft = expiresAtSeconds - now.blockTimeSeconds
    const leftBefore =
      before?.expiresAtSeconds === expiresAtSeconds ? expiresAtSeconds - before.blockTimeSeconds : Infinity
    const isCrossed = this.#options.warnBeforeSeconds.some((warning) => secondsLeft <= warning && leftBefore > warning)
    if (isCrossed) this.#alert({ kind: 'expires_soon', secondsLeft, expiresAtSeconds })
  }

  #alert(alert: MembershipAlert): void {
    const { logger } = this.#components
    if (alert.kind === 'expires_soon') {
      const at = new Date(alert.expiresAtSeconds * 1000).toISOString()
      logger.warn('the membership expires soon: extend it in its grace period', { at })
    } else if (alert.to === 'active') {
      logger.info('the membership is active again')
    } else {
      logger.warn(adviceFor[alert.to], { state: alert.to })
    }
    this.#options.onAlert?.(alert)
  }
}

const adviceFor: Record<Exclude<MembershipState, 'active'>, string> = {
  unknown: 'there is no membership: register',
  grace: 'the membership is in its grace period: extend it before it expires',
  expired: 'the membership expired: anybody may erase it now; register anew',
  erased: 'the membership was erased: withdraw the deposit, register anew',
  slashed: 'the membership was slashed: its secret is public, make a new identity',
}
