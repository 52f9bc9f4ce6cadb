import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { readMetricRegistrations } from '../../../scripts/metric-registrations.ts'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { systemClock } from '../../../src/foundation/index.ts'
import { loadCredential } from '../../../src/membership/server.ts'
import { RestClient } from '../../../src/rest/index.ts'
import { nwakuWireName } from '../../../src/telemetry/nwaku-metrics.ts'
import { CommandProcess, repositoryRoot, wakunodePath } from '../../support/command-process.ts'
import { enrolTestMember } from '../../support/enrol-test-member.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'
import { readScrape, type Scrape } from '../../support/read-scrape.ts'

const PUBSUB_TOPIC = '/waku/2/rs/16/0'
const CONTENT_TOPIC = '/telemetry/1/secret-room/proto'
const PASSWORD = 'correct horse battery staple'
const NODE_KEY = '7f'.repeat(32)
const MESH_TIMEOUT_MS = 60_000
const DELIVERY_TIMEOUT_MS = 30_000

interface LogLine {
  readonly level: string
  readonly room?: string
  readonly msg: string
  readonly messageHash?: string
  readonly [field: string]: unknown
}

describe('telemetry of wakunode run', function () {
  this.timeout(300_000)
  let fixture: MembershipFixture
  let folder: string
  let keystorePath: string
  const started: CommandProcess[] = []

  before(async () => {
    fixture = await startMembershipFixture()
    folder = await mkdtemp(join(tmpdir(), 'telemetry-'))
    keystorePath = join(folder, 'alice.json')
    await enrolTestMember(fixture, keystorePath, { password: PASSWORD })
  })

  after(async () => {
    await Promise.all(started.map((child) => child.end()))
    await fixture?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** A node told everything by flags and variables of nwaku. */
  async function run(name: string, ...flags: string[]) {
    const child = new CommandProcess(
      wakunodePath,
      [
        'run',
        '--json',
        '--cluster-id=16',
        '--num-shards-in-network=1',
        '--shard=0',
        '--listen-address=127.0.0.1',
        '--tcp-port=0',
        `--local-storage-path=${join(folder, name)}`,
        '--rln-relay=true',
        `--rln-relay-eth-client-address=${fixture.chain.rpcUrl}`,
        `--rln-relay-eth-contract-address=${fixture.deployment.contract}`,
        '--rln-relay-chain-id=31337',
        '--rln-relay-epoch-sec=600',
        '--rest=true',
        '--rest-address=127.0.0.1',
        '--rest-port=0',
        '--log-format=JSON',
        ...flags,
      ],
      { environment: { WAKUNODE2_NODEKEY: name === 'publisher' ? NODE_KEY : undefined } },
    )
    started.push(child)
    const [line] = await child.line(/^\{"ready":true.*/)
    const ready = JSON.parse(line) as { rest: string; metrics: string | null; multiaddrs: string[] }
    return { child, ready, rest: new RestClient(ready.rest) }
  }

  async function scrape(metrics: string): Promise<{ text: string; figures: Scrape }> {
    const response = await fetch(`${metrics}/metrics`)
    expect(response.status).to.equal(200)
    const text = await response.text()
    return { text, figures: readScrape(text) }
  }

  it('moves the figures with a message, follows it in the log, and tells no secret', async () => {
    const metricsFlags = ['--metrics-server=true', '--metrics-server-address=127.0.0.1', '--metrics-server-port=0']
    const publisher = await run(
      'publisher',
      `--rln-relay-cred-path=${keystorePath}`,
      `--rln-relay-cred-password=${PASSWORD}`,
      '--log-level=WARN,relay:TRACE',
      ...metricsFlags,
    )
    const relay = await run(
      'relay',
      `--staticnode=${publisher.ready.multiaddrs[0]}`,
      '--log-level=INFO,relay:TRACE,spam-protection:TRACE',
      ...metricsFlags,
    )
    await waitUntil(systemClock, 'the nodes found each other', MESH_TIMEOUT_MS, async () => {
      const statuses = await Promise.all([publisher, relay].map(({ rest }) => rest.rlnStatus()))
      return statuses.every(({ meshPeers, leafCount }) => meshPeers[PUBSUB_TOPIC] === 1 && leafCount === 1)
    })
    const before = await scrape(relay.ready.metrics!)
    const payload = Buffer.from('nobody but us').toString('base64')
    await publish(publisher.ready.rest, payload)
    await waitUntil(systemClock, 'the message was accepted', DELIVERY_TIMEOUT_MS, async () => {
      return (await relay.rest.rlnStatus()).verdicts.valid === 1
    })
    await relay.child.line(/message forwarded/)
    // Measured once a heartbeat, and the message may have been faster.
    await waitUntil(systemClock, 'the mesh was measured', MESH_TIMEOUT_MS, async () => {
      const { figures } = await scrape(relay.ready.metrics!)
      return figures.value('libp2p_gossipsub_peers_per_topic_mesh', { topic: PUBSUB_TOPIC }) === 1
    })
    const after = await scrape(relay.ready.metrics!)
    const sent = await scrape(publisher.ready.metrics!)

    expectMoved(before.figures, after.figures)
    expect(sent.figures.value('waku_rln_total_generated_proofs')).to.equal(1)
    expect(sent.figures.value('waku_rln_remaining_proofs_per_epoch')).to.equal(19)
    expectRegistered(after.figures)
    expectWay(relay.child, publisher.child)
    await expectNoSecrets([
      before.text,
      after.text,
      sent.text,
      ...[relay, publisher].flatMap(({ child }) => child.remarks),
    ])
  })

  it('says which flag to change when the port is taken', async () => {
    const { port } = new URL(started[0]!.output.map((line) => JSON.parse(line).metrics as string)[0]!)
    const child = new CommandProcess(wakunodePath, [
      'run',
      '--tcp-port=0',
      `--rln-relay-eth-client-address=${fixture.chain.rpcUrl}`,
      '--metrics-server',
      `--metrics-server-port=${port}`,
    ])
    started.push(child)
    expect(await child.ended).to.equal(1)
    expect(child.remarks.at(-1)).to.equal(
      `error: cannot serve metrics on 127.0.0.1:${port}: the port is in use (--metrics-server-port ${port})`,
    )
  })

  async function publish(rest: string, payload: string): Promise<void> {
    const response = await fetch(`${rest}/relay/v1/auto/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ payload, contentTopic: CONTENT_TOPIC }),
    })
    expect([response.status, await response.text()]).to.deep.equal([200, 'OK'])
  }

  function expectMoved(before: Scrape, after: Scrape): void {
    const relay = { topic: PUBSUB_TOPIC }
    const counters: readonly (readonly [string, Record<string, string>])[] = [
      ['waku_rln_messages_total', {}],
      ['waku_rln_messages_total_total', {}],
      ['waku_rln_valid_messages_total', { shard: '0' }],
      ['waku_rln_verdicts_total', { reason: 'valid' }],
      ['waku_rln_proof_verification_total', {}],
      ['waku_rln_proof_verification_seconds_count', {}],
      ['waku_node_messages', { type: 'relay' }],
      ['waku_node_messages_total', { type: 'relay' }],
      ['waku_relay_verdicts_total', { action: 'accept', reason: 'valid' }],
      ['waku_histogram_message_size_count', {}],
    ]
    for (const [name, labels] of counters) {
      expect([before.value(name, labels) ?? 0, after.value(name, labels)], name).to.deep.equal([0, 1])
    }
    const net = after.value('waku_relay_network_bytes', { ...relay, type: 'net', direction: 'in' })!
    expect(net).to.be.greaterThan(300)
    expect(after.value('waku_relay_network_bytes', { ...relay, type: 'gross', direction: 'in' })).to.equal(net)
    const connection = { direction: 'Out', protocol: '/vac/waku/relay/2.0.0' }
    expect(after.value('waku_connected_peers', connection)).to.equal(1)
    expect(after.value('waku_rln_number_registered_memberships')).to.equal(1)
    expect(after.samples.find(({ name }) => name === 'waku_version')?.labels.version).to.match(/^\d+\.\d+\.\d+/)
    expect(after.value('libp2p_gossipsub_peers_per_topic_mesh', relay)).to.equal(1)
    expect(after.value('waku_rln_invalid_messages_total', { type: 'invalid_root' })).to.equal(0)
    expect(after.value('waku_rln_proof_verification_duration_seconds')).to.be.greaterThan(0)
    expect(after.value('waku_relay_avg_msg_bytes_per_shard', { shard: '0' })).to.equal(net)
  }

  /** What is served is what the sources register, and docs/metrics.md shows. */
  function expectRegistered({ families }: Scrape): void {
    const registered = readMetricRegistrations(repositoryRoot).flatMap(({ name }) => [name, nwakuWireName(name)])
    const own = [...families.keys()].filter((name) => !/^(process|nodejs)_/.test(name))
    expect(own.length).to.be.greaterThan(30)
    expect(registered).to.include.members(own)
  }

  function expectWay(relay: CommandProcess, publisher: CommandProcess): void {
    const linesOf = ({ remarks }: CommandProcess): LogLine[] => remarks.map((line) => JSON.parse(line))
    const published = linesOf(publisher).filter(({ msg }) => msg === 'message published')
    expect(published).to.have.length(1)
    const [{ messageHash, recipients }] = published as [LogLine]
    expect(messageHash).to.match(/^[0-9a-f]{64}$/)
    expect(recipients).to.equal(1)
    const way = linesOf(relay).filter((line) => line.messageHash === messageHash)
    expect(way.map(({ level, room, msg }) => `${level} ${room}: ${msg}`)).to.deep.equal([
      'trace relay: message received',
      'trace spam-protection: message decoded',
      'trace relay: message judged',
      'trace relay: message forwarded',
    ])
    expect(way[1]).to.include({ contentTopic: CONTENT_TOPIC })
    expect(way[2]).to.include({ action: 'accept', reason: 'valid' })
    const above = [...linesOf(relay), ...linesOf(publisher)].filter(({ level }) => !/trace|debug/.test(level))
    expect(above.length).to.be.greaterThan(0)
    expect(JSON.stringify(above)).not.to.include('secret-room')
  }

  async function expectNoSecrets(texts: readonly string[]): Promise<void> {
    const { identity } = await loadCredential(keystorePath, PASSWORD)
    const hex = (value: bigint): string => value.toString(16)
    const secrets = [
      PASSWORD,
      NODE_KEY,
      ...[identity.secretHash, identity.trapdoor, identity.nullifier].flatMap((secret) => [`${secret}`, hex(secret)]),
      Buffer.from('nobody but us').toString('base64'),
      Buffer.from('nobody but us').toString('hex'),
    ]
    const all = texts.join('\n')
    expect(all).to.include('waku_rln_messages_total')
    for (const secret of secrets) expect(all).not.to.include(secret)
    expect(await readFile(keystorePath, 'utf8')).not.to.include(`${identity.secretHash}`)
  }
})
