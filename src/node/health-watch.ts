import type { Clock, Logger, Startable } from '../foundation/index.ts'
import type { HealthJudgement } from './node-health.ts'
import { isClient } from './service-health.ts'
import type { HealthReport } from './waku-node.ts'

/** A change is noticed, and dated, this precisely. */
const LOOK_INTERVAL_MS = 1_000

export interface HealthWatchComponents {
  readonly clock: Clock
  readonly logger: Logger
  readonly judge: () => HealthJudgement
}

/** Remembers since when each part of the node is in its state, and logs when that changes. */
export class HealthWatch implements Startable {
  readonly #components: HealthWatchComponents
  /** State and its beginning by part; only of parts in the last judgement. */
  #states = new Map<string, { readonly state: string; readonly sinceMs: number }>()
  #cancel: () => void = () => undefined

  constructor(components: HealthWatchComponents) {
    this.#components = components
  }

  async start(): Promise<void> {
    this.#cancel = this.#components.clock.every(LOOK_INTERVAL_MS, () => this.report())
    this.report()
  }

  async stop(): Promise<void> {
    this.#cancel()
  }

  report(): HealthReport {
    const nowMs = this.#components.clock.nowMs()
    const { node, protocols, topics } = this.#components.judge()
    const before = this.#states
    this.#states = new Map()
    const since = (part: string, state: string, fields: { problem?: string; advice?: string }): number => {
      const known = before.get(part)
      const sinceMs = known?.state === state ? known.sinceMs : nowMs
      this.#states.set(part, { state, sinceMs })
      if (known !== undefined && known.state !== state) this.#tellChange(part, known.state, state, fields)
      return sinceMs
    }
    return {
      node,
      sinceMs: since('node', node, {}),
      protocols: protocols.map((entry) => {
        const sinceMs = since(entry.name, entry.state, entry)
        return { ...entry, sinceMs, ...describe(entry, nowMs - sinceMs) }
      }),
      topics: topics.map((entry) => ({ ...entry, sinceMs: since(entry.pubsubTopic, entry.health, entry) })),
    }
  }

  #tellChange(
    part: string,
    was: string,
    state: string,
    { problem, advice }: { problem?: string; advice?: string },
  ): void {
    const fields = { part, was, state, ...(problem && { problem }), ...(advice && { advice }) }
    // Who serves others comes and goes; it is bad news for who asks, and that is told to whoever does.
    const isBad = (state === 'NOT_READY' && !isClient(part)) || state === 'unhealthy'
    this.#components.logger[isBad ? 'warn' : 'info']('health has changed', fields)
  }
}

/** All of it in one line, for clients that know nwaku's description only. */
function describe(
  entry: { readonly problem?: string; readonly advice?: string },
  forMs: number,
): { description?: string } {
  if (entry.problem === undefined) return {}
  const advice = entry.advice === undefined ? '' : `; ${entry.advice}`
  return { description: `${entry.problem} (for ${Math.floor(forMs / 1000)} s)${advice}` }
}
