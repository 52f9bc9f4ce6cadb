import type { LightConfig } from '../config/index.ts'
import type { HealthState, ProtocolJudgement } from './waku-node.ts'

export interface LightHealthSources {
  readonly config: LightConfig
  /** Filter nodes in use; missing when none are named. */
  readonly filterPeers?: readonly string[]
}

/** Of the services for light clients, served and used, in nwaku's names. What is not configured is left out. */
export function judgeLight({ config, filterPeers }: LightHealthSources, relay: HealthState): ProtocolJudgement[] {
  const served = [...(config.filter ? ['Filter'] : []), ...(config.lightPush ? ['Lightpush', 'Legacy Lightpush'] : [])]
  return [
    ...served.map((name): ProtocolJudgement => {
      if (relay === 'READY') return { name, state: 'READY' }
      return { name, state: 'NOT_READY', problem: 'relay is not ready', advice: 'see what Relay says' }
    }),
    ...(filterPeers ? [judgeFilterClient(filterPeers)] : []),
    ...(config.lightPushNodes.length > 0 ? [{ name: 'Lightpush Client', state: 'READY' as const }] : []),
  ]
}

function judgeFilterClient(peers: readonly string[]): ProtocolJudgement {
  const name = 'Filter Client'
  // Before anything is subscribed there is nobody to be subscribed at.
  return peers.length > 0
    ? { name, state: 'READY' }
    : {
        name,
        state: 'READY',
        problem: 'no filter node is in use',
        advice: 'subscribe to a content topic; check --filternode',
      }
}
