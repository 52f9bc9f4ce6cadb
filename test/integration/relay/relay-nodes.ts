import type { PrivateKey } from '@libp2p/interface'
import { systemClock } from '../../../src/foundation/index.ts'
import { createHost, type Host, type HostComponents } from '../../../src/network/server.ts'
import {
  type GossipsubRouter,
  gossipsubRouter,
  Relay,
  type RelayedMessage,
  type RelayValidator,
  type RelayVerdict,
} from '../../../src/relay/index.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

export const TOPIC = '/waku/2/rs/1/0'
export const OTHER_TOPIC = '/waku/2/rs/1/1'

/** Judges by the first byte, so that a test says in the message what shall become of it. */
export const ACCEPTED = 0
export const IGNORED = 1
export const REJECTED = 2

const verdicts: readonly RelayVerdict[] = [
  { action: 'accept', reason: 'valid' },
  { action: 'ignore', reason: 'unknown_root' },
  { action: 'reject', reason: 'proof_invalid' },
]

const validateByFirstByte: RelayValidator<RelayVerdict> = async ({ data }) => verdicts[data[0]!]!

export interface RelayNode {
  readonly peerId: string
  readonly host: Host<{ pubsub: GossipsubRouter }>
  readonly router: GossipsubRouter
  readonly relay: Relay
  readonly received: RelayedMessage<RelayVerdict>[]
  readonly metrics: RecordingMetrics
  readonly logger: RecordingLogger
}

export interface RelayNodeOptions {
  readonly topics?: readonly string[]
  readonly privateKey?: PrivateKey
  readonly gate?: HostComponents['gate']
  readonly validate?: RelayValidator<RelayVerdict>
}

/** Starts relay nodes on 127.0.0.1 and stops them all. */
export class RelayNodes {
  readonly #nodes: RelayNode[] = []

  async start(options: RelayNodeOptions = {}): Promise<RelayNode> {
    const logger = new RecordingLogger()
    const metrics = new RecordingMetrics()
    const pubsub = gossipsubRouter({ topics: [TOPIC, OTHER_TOPIC] })
    const host = await createHost(
      { logger, ...(options.gate && { gate: options.gate }) },
      {
        listenAddresses: ['/ip4/127.0.0.1/tcp/0'],
        agentVersion: 'test',
        services: { pubsub },
        ...(options.privateKey === undefined ? {} : { privateKey: options.privateKey }),
      },
    )
    const router = host.services.pubsub
    const relay = new Relay({
      router,
      validate: options.validate ?? validateByFirstByte,
      disconnect: (peer) => host.hangUp(peer),
      clock: systemClock,
      logger,
      metrics,
    })
    const received: RelayedMessage<RelayVerdict>[] = []
    relay.onMessage((message) => received.push(message))
    for (const topic of options.topics ?? [TOPIC]) relay.subscribe(topic)
    const node = { peerId: host.peerId.toString(), host, router, relay, received, metrics, logger }
    this.#nodes.push(node)
    await host.start()
    await relay.start()
    return node
  }

  /** Starts `count` nodes, each connected to the one before, and waits for their meshes. */
  async startLine(count: number): Promise<RelayNode[]> {
    const nodes: RelayNode[] = []
    for (let index = 0; index < count; index++) {
      const node = await this.start()
      const previous = nodes.at(-1)
      nodes.push(node)
      if (previous !== undefined) await connect(node, previous)
    }
    return nodes
  }

  async stop(): Promise<void> {
    for (const node of this.#nodes.splice(0)) {
      await node.relay.stop()
      await node.host.stop()
    }
  }
}

/** Dials, and waits until each has the other in its mesh. */
export async function connect(from: RelayNode, to: RelayNode): Promise<void> {
  await from.host.dial(to.host.getMultiaddrs())
  await Promise.all([meshed(from, to.peerId), meshed(to, from.peerId)])
}

export async function meshed(node: RelayNode, peerId: string, topic = TOPIC): Promise<void> {
  await until(node.router, `${peerId} in the mesh`, () => node.relay.meshPeers(topic).includes(peerId))
}

/** Waits until a node received `count` messages. */
export async function received(node: RelayNode, count: number): Promise<void> {
  if (node.received.length >= count) return
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timeout = setTimeout(() => reject(new Error(`${node.received.length} of ${count} messages`)), WAIT_MS)
  const unlisten = node.relay.onMessage(() => {
    if (node.received.length >= count) resolve()
  })
  await promise.finally(() => {
    clearTimeout(timeout)
    unlisten()
  })
}

/** A message of `length` bytes for which `kind` says what shall become of it; each one different. */
export function testMessage(kind: number, length = 40): Uint8Array {
  const data = new Uint8Array(length)
  crypto.getRandomValues(data.subarray(0, Math.min(length, 65_536)))
  data[0] = kind
  return data
}

const WAIT_MS = 10_000
const GOSSIP_EVENTS = ['gossipsub:graft', 'gossipsub:prune', 'gossipsub:heartbeat', 'subscription-change', 'message']

/** Waits for a condition, looking again at each event of a router. */
export async function until(
  events: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
  what: string,
  condition: () => boolean,
): Promise<void> {
  if (condition()) return
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timeout = setTimeout(() => reject(new Error(`did not happen in ${WAIT_MS} ms: ${what}`)), WAIT_MS)
  // GossipSub fires its events in the midst of a change: look once it is done.
  const look = (): void => queueMicrotask(() => condition() && resolve())
  for (const name of GOSSIP_EVENTS) events.addEventListener(name, look)
  await promise.finally(() => {
    clearTimeout(timeout)
    for (const name of GOSSIP_EVENTS) events.removeEventListener(name, look)
  })
}

/** Waits for so many heartbeats: a score is at most one old. */
export async function heartbeats(node: RelayNode, count: number): Promise<void> {
  let left = count
  const onHeartbeat = (): void => {
    left--
  }
  node.router.addEventListener('gossipsub:heartbeat', onHeartbeat)
  await until(node.router, `${count} heartbeats`, () => left <= 0)
  node.router.removeEventListener('gossipsub:heartbeat', onHeartbeat)
}

export function scoreOf(node: RelayNode, peerId: string): number | undefined {
  return node.relay.peers().find((peer) => peer.peerId === peerId)?.score
}
