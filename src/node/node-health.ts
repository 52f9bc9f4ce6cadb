import type { Protection } from './protection.ts'
import type { RelayStack } from './relay-stack.ts'
import type { HealthReport, HealthState } from './waku-node.ts'

/** How the node fares, in nwaku's words. `undefined`: it is starting. */
export function nodeHealth(node: (Protection & RelayStack) | 'stopping' | undefined): HealthReport {
  if (node === undefined) return { node: 'INITIALIZING', protocols: [] }
  if (node === 'stopping') return { node: 'SHUTTING_DOWN', protocols: [] }
  const relay = relayHealth(node)
  const rln = rlnHealth(node)
  const isReady = relay.state === 'READY' && rln.state === 'READY'
  return {
    node: isReady ? 'READY' : rln.state === 'SYNCHRONIZING' ? 'SYNCHRONIZING' : 'NOT_READY',
    protocols: [relay, rln],
  }
}

type ProtocolHealth = HealthReport['protocols'][number]

function relayHealth({ relay }: RelayStack): ProtocolHealth {
  const lonely = relay.topics.filter((topic) => relay.health(topic) === 'unhealthy')
  if (lonely.length === 0) return { name: 'Relay', state: 'READY' }
  return { name: 'Relay', state: 'NOT_READY', description: `no mesh peers on ${lonely.join(', ')}` }
}

function rlnHealth({ membership, validator }: Protection): ProtocolHealth {
  const name = 'Rln Relay'
  const { status, reason } = membership.health()
  if (validator.isClockSuspect) return { name, state: 'NOT_READY', description: 'clock_suspect' }
  const state: HealthState = status === 'starting' ? 'SYNCHRONIZING' : status === 'not_synced' ? 'NOT_READY' : 'READY'
  return { name, state, ...(reason !== undefined && { description: reason }) }
}
