/**
 * A node without RLN in a process of its own, told over IPC what to do. It may publish at a steady rate, and takes the time
 * that messages of others took: each carries when it was published, by the clock that all processes of a machine share.
 */
import { nodeConfigFrom, readOptions } from '../../src/config/index.ts'
import { silentLogger, systemClock, systemRandom } from '../../src/foundation/index.ts'
import { createWakuNode } from '../../src/node/server.ts'
import { PrometheusMetrics } from '../../src/telemetry/server.ts'
import { ProcessLoad } from './process-load.ts'

export interface PlainNodeSettings {
  readonly name: string
  /** Options of the command line besides those every node of a trial has. */
  readonly flags: Readonly<Record<string, string | string[]>>
}

/** What a node can be asked: to publish, to stop, or else for what it saw since it was asked last. */
export interface PlainNodeRequest {
  readonly publish?: { readonly count: number; readonly perSecond: number }
  readonly stop?: true
}

export interface PlainNodeFigures {
  readonly peerId: string
  readonly multiaddrs: readonly string[]
  readonly meshPeers: number
  readonly latenciesMs: readonly number[]
  /** Prometheus text. */
  readonly metrics: string
  readonly cpuMs: number
  readonly wallMs: number
  readonly lagMaxMs: number
}

const CONTENT_TOPIC = '/flood/1/trial/proto'
const PUBSUB_TOPIC = '/waku/2/rs/16/0'
const PAYLOAD_BYTES = 200

const { flags } = JSON.parse(process.argv[2]!) as PlainNodeSettings
const given = {
  'cluster-id': '16',
  shard: ['0'],
  'rln-relay': 'false',
  'tcp-port': '0',
  'listen-address': '127.0.0.1',
  rest: 'false',
  ...flags,
}
const config = nodeConfigFrom(readOptions({ flags: given, environment: {}, readText: () => '' }), () => '')
const metrics = new PrometheusMetrics({ logger: silentLogger })
const node = createWakuNode({ clock: systemClock, random: systemRandom, logger: silentLogger, metrics }, config)
const load = new ProcessLoad()
let latenciesMs: number[] = []
node.onMessage(({ message }) => {
  const sentAtNs = Buffer.from(message.payload).readBigUInt64BE()
  latenciesMs.push(Number(process.hrtime.bigint() - sentAtNs) / 1e6)
})
await node.start()

async function publish({ count, perSecond }: { count: number; perSecond: number }): Promise<void> {
  const startMs = performance.now()
  const published: Promise<unknown>[] = []
  for (let index = 0; index < count; index++) {
    const dueInMs = startMs + (index * 1_000) / perSecond - performance.now()
    if (dueInMs > 0) await new Promise((resolve) => setTimeout(resolve, dueInMs))
    const payload = Buffer.alloc(PAYLOAD_BYTES)
    payload.writeBigUInt64BE(process.hrtime.bigint())
    published.push(node.publish({ payload, contentTopic: CONTENT_TOPIC }))
  }
  await Promise.all(published)
}

async function figures(): Promise<PlainNodeFigures> {
  const { cpuMs, wallMs, lagMaxMs } = load.figures()
  load.reset()
  const seen = latenciesMs
  latenciesMs = []
  const { peerId, multiaddrs } = node
  const meshPeers = node.meshPeers(PUBSUB_TOPIC).length
  return { peerId, multiaddrs, meshPeers, latenciesMs: seen, metrics: await metrics.text(), cpuMs, wallMs, lagMaxMs }
}

async function answer(request: PlainNodeRequest): Promise<unknown> {
  if (request.publish !== undefined) return publish(request.publish)
  if (request.stop !== undefined) return node.stop()
  return figures()
}

process.on('message', (request: PlainNodeRequest & { readonly id: number }) => {
  answer(request).then(
    (result) => process.send!({ id: request.id, result: result ?? null }),
    (error: unknown) => process.send!({ id: request.id, error: String(error) }),
  )
})
// The parent is gone, however that came about.
process.once('disconnect', () => process.exit())
process.send!({ ready: true })
