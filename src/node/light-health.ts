import type { LightConfig } from '../config/index.ts'
import { judgeClient, judgeServed, type ServiceJudgement } from './service-health.ts'
import type { HealthState } from './waku-node.ts'

export interface LightHealthSources {
  readonly config: Pick<LightConfig, 'filter' | 'lightPush'>
  /** Whether somebody is named or connected who serves it. */
  readonly isThere: { readonly filter: boolean; readonly lightPush: boolean; readonly legacyLightPush: boolean }
}

/** Of the services for light clients, served and used, in nwaku's names. */
export function judgeLight({ config, isThere }: LightHealthSources, relay: HealthState): readonly ServiceJudgement[] {
  const { filter, lightPush } = config
  const isPushing = lightPush !== undefined && relay === 'READY'
  const isFiltering = filter !== undefined && relay === 'READY'
  return [
    ...(lightPush ? [judgeServed('Lightpush', relay), judgeServed('Legacy Lightpush', relay)] : []),
    ...(filter ? [judgeServed('Filter', relay)] : []),
    judgeClient('Lightpush Client', isPushing || isThere.lightPush, '--lightpushnode'),
    judgeClient('Legacy Lightpush Client', isPushing || isThere.legacyLightPush, '--lightpushnode'),
    judgeClient('Filter Client', isFiltering || isThere.filter, '--filternode'),
  ]
}
