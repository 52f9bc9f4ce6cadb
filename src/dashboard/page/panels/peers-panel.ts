import { byId, type Cell, fillRows, setText, type Tone } from '../dom.ts'
import { formatCount, shortPeerId } from '../format.ts'
import type { PeerEvent } from '../node-events.ts'
import { fillStates, healthTone, isRelaying } from './health-panel.ts'
import type { Panel } from './panel.ts'

const connectednessWords: Readonly<Record<string, readonly [text: string, tone: Tone]>> = {
  Connected: ['connected', 'calm'],
  CanConnect: ['was connected', 'warn'],
  NotConnected: ['not tried', 'warn'],
  CannotConnect: ['failed', 'bad'],
}

/** Shards listed by name; a node of a large network relays hundreds. */
const MAX_TOPICS = 16

/** Who the node speaks with, and with whom it shares a mesh. */
export function peersPanel(): Panel {
  const [connected, known, meshed, topics] = [byId('connected'), byId('known'), byId('meshed'), byId('topics')]
  const rows = byId<HTMLTableSectionElement>('peers')
  const meshedText = byId('meshed-text')
  return {
    render({ status, peers }) {
      if (status !== undefined) {
        meshedText.hidden = !isRelaying(status.health)
        fillStates(
          topics,
          (status.health.topicsHealth ?? [])
            .slice(0, MAX_TOPICS)
            .map(({ pubsubTopic, health, meshPeers, problem, advice }) => ({
              name: `${pubsubTopic}, mesh of ${meshPeers}`,
              state: health,
              tone: healthTone(health),
              ...(problem !== undefined && { problem }),
              ...(advice !== undefined && { advice }),
            })),
        )
      }
      if (peers === undefined) return
      setText(connected, formatCount(peers.connected))
      setText(known, formatCount(peers.known))
      setText(meshed, formatCount(peers.peers.filter(({ meshShards }) => meshShards.length > 0).length))
      fillRows(rows, peers.peers.map(rowOf))
    },
  }
}

function rowOf({ peerId, connectedness, meshShards, score, agent, multiaddr }: PeerEvent): Cell[] {
  const [text, tone] = connectednessWords[connectedness] ?? [connectedness, 'calm']
  return [
    { text: shortPeerId(peerId), title: peerId, class: 'mono' },
    meshShards.length > 0 ? { text: `mesh, ${shardsText(meshShards)}`, tone: 'good' } : { text, tone },
    { text: score === null ? '–' : score.toFixed(1), class: 'number' },
    { text: agent || '–', class: 'wide foreign' },
    { text: multiaddr.replace(/\/p2p\/[^/]+$/, '') || '–', title: multiaddr, class: 'wide mono foreign' },
  ]
}

function shardsText(shards: readonly number[]): string {
  if (shards.length > 3) return `${shards.length} shards`
  return `${shards.length === 1 ? 'shard' : 'shards'} ${shards.join(', ')}`
}
