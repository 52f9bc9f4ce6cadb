import type { NodeState } from './node-state.ts'

/** `4 nodes · all ready · one root · 1 member caught` */
export function summaryOf(states: readonly NodeState[]): string {
  const live = states.filter(({ link }) => link.kind === 'live')
  const ready = live.filter(({ status }) => status?.health.nodeHealth === 'READY')
  const roots = new Set(live.flatMap(({ status }) => status?.rln?.root ?? []))
  const caught = new Set(states.flatMap(({ spam }) => spam?.records.map(({ idCommitment }) => idCommitment) ?? []))
  return [
    `${states.length} nodes`,
    ready.length === states.length ? 'all ready' : `${ready.length} ready`,
    ...(roots.size === 0 ? [] : [roots.size === 1 ? 'one root' : `${roots.size} roots`]),
    `${caught.size} ${caught.size === 1 ? 'member' : 'members'} caught`,
  ].join(' · ')
}
