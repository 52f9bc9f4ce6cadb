/** Makes docs/metrics.md from the registrations in the sources. */
import { nwakuMetrics } from '../src/telemetry/server.ts'
import { type MetricRegistration, readMetricRegistrations } from './metric-registrations.ts'

function originOf({ name, kind }: MetricRegistration): string {
  const theirs = nwakuMetrics[name]
  if (theirs === undefined) return 'ours'
  return theirs.type === kind ? 'nwaku' : `nwaku, where it is a ${theirs.type}`
}

function rowOf(metric: MetricRegistration): string {
  const { name, kind, labels, help, room } = metric
  return `| \`${name}\` | ${kind} | ${labels.join(', ')} | ${help.replaceAll('|', '\\|')} | ${room} | ${originOf(metric)} |`
}

/** Why there is no such figure, by what its name begins with. A row goes when a room registers such a name. */
const NOT_SERVED: readonly (readonly [prefix: string, why: string])[] = [
  ['waku_service_peers', 'its label is a peer id, which has no bound'],
  [
    'waku_rln_membership_insertion_duration_seconds',
    'registrations are applied in batches; `waku_membership_*` tells how that goes',
  ],
  ['waku_peers_errors', 'failed dials are counted by `waku_peers_dials`'],
  ['waku_node_errors', 'failures are counted where they happen, as in `waku_rln_errors_total`'],
  ['waku_filter_', 'this node serves no filter'],
  ['waku_lightpush_', 'this node serves no light push'],
  ['waku_px_', 'this node exchanges no peers'],
  ['waku_discv5_', 'this node does not speak discv5'],
  ['waku_dnsdisc_', 'this node does not ask DNS for peers'],
]

function notServedRows(served: readonly MetricRegistration[]): string[] {
  const isServed = (prefix: string): boolean => served.some(({ name }) => name.startsWith(prefix))
  return NOT_SERVED.filter(([prefix]) => !isServed(prefix)).map(
    ([prefix, why]) => `| \`${prefix.endsWith('_') ? `${prefix}*` : prefix}\` | ${why} |`,
  )
}

export function metricsDocs(root: string): string {
  const metrics = readMetricRegistrations(root)
  return `# Figures

Written by \`node scripts/generate-metrics-docs.ts\`.

\`wakunode run --metrics-server\` serves figures for Prometheus at \`http://127.0.0.1:8008/metrics\`
(\`--metrics-server-address\`, \`--metrics-server-port\`). Nothing but GET /metrics is answered, and no answer holds a secret.
\`--metrics-logging\`, on by default as with nwaku, writes the main ones into the log every ten minutes.
A dashboard for Grafana is [docs/grafana/waku-rln-relay.json](grafana/waku-rln-relay.json).

- **Names.** Where nwaku has a figure, ours has its name, its labels and its unit. The library of nwaku puts \`_total\` at the
  end of every counter, so its dashboards ask for \`waku_node_messages_total\` and \`waku_rln_messages_total_total\`: counters
  marked nwaku are served under that name besides.
- **Labels** come from closed sets: reason codes, configured topics and shards, names from lists in the sources. Whatever
  peers send, the number of series does not grow. Should a room break that rule, a metric keeps 4096 series, and what has no
  place is counted under the label value \`other\` and told in the log, once.
- **Process figures** (\`process_*\`, \`nodejs_*\`) are those of prom-client: memory, processor time, descriptors, delay of the
  event loop, garbage collection.

## Metrics of the node

A metric of a protocol that is switched off is not served.

| name | type | labels | meaning | room | from |
|---|---|---|---|---|---|
${metrics.map(rowOf).join('\n')}

## Figures of nwaku that are not served

| name | why |
|---|---|
${notServedRows(metrics).join('\n')}
`
}
