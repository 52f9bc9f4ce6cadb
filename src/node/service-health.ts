import type { HealthState, ProtocolJudgement } from './waku-node.ts'

/** The protocols of nwaku's `/health`, in its order. What a node does not have stands there as `NOT_MOUNTED`. */
const NWAKU_PROTOCOLS = [
  'Relay',
  'Rln Relay',
  'Lightpush',
  'Legacy Lightpush',
  'Filter',
  'Store',
  'Legacy Store',
  'Peer Exchange',
  'Rendezvous',
  'Mix',
  'Lightpush Client',
  'Legacy Lightpush Client',
  'Store Client',
  'Legacy Store Client',
  'Filter Client',
] as const

export type NwakuProtocol = (typeof NWAKU_PROTOCOLS)[number]

/** A judgement of a protocol that nwaku knows, too. */
export type ServiceJudgement = ProtocolJudgement & { readonly name: NwakuProtocol }

/** Whether it is a protocol that asks others, and serves none. */
export function isClient(name: string): boolean {
  return name.endsWith(' Client')
}

/** All of nwaku's protocols, once each: those judged, and those that are off. */
export function inNwakuOrder(judged: readonly ServiceJudgement[]): readonly ServiceJudgement[] {
  return NWAKU_PROTOCOLS.map(
    (name) => judged.find((judgement) => judgement.name === name) ?? { name, state: 'NOT_MOUNTED' },
  )
}

/** Of a service for others that works on what is relayed. */
export function judgeServed(name: NwakuProtocol, relay: HealthState): ServiceJudgement {
  if (relay === 'READY') return { name, state: 'READY' }
  return { name, state: 'NOT_READY', problem: 'relay is not ready', advice: 'see what Relay says' }
}

/** Of asking others, which needs somebody to ask; nodes are looked for among peers, so that flags are one way only. */
export function judgeClient(name: NwakuProtocol, isSomebodyThere: boolean, flag: string): ServiceJudgement {
  if (isSomebodyThere) return { name, state: 'READY' }
  const problem = 'no connected peer offers it, and neither does this node'
  return { name, state: 'NOT_READY', problem, advice: `needed only to ask others: name one (${flag})` }
}
