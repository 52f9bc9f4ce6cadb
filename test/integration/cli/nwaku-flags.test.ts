import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { systemClock } from '../../../src/foundation/index.ts'
import { CommandProcess, wakunodePath } from '../../support/command-process.ts'
import { enrolTestMember } from '../../support/enrol-test-member.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'
import { readScrape } from '../../support/read-scrape.ts'

const PUBSUB_TOPIC = '/waku/2/rs/16/0'
const CONTENT_TOPIC = '/operators/1/hello/proto'
const PASSWORD = 'correct horse battery staple'
const TIMEOUT_MS = 60_000

type Options = Readonly<Record<string, string | number | boolean | readonly (string | number)[]>>

interface Node {
  readonly peerId: string
  readonly multiaddrs: readonly string[]
  readonly rest: string
  readonly metrics: string
}

describe("wakunode with nothing but nwaku's options", function () {
  this.timeout(300_000)
  let fixture: MembershipFixture
  let folder: string
  const started: CommandProcess[] = []

  before(async () => {
    fixture = await startMembershipFixture()
    folder = await mkdtemp(join(tmpdir(), 'nwaku-flags-'))
    for (const name of ['alice', 'bob']) {
      await enrolTestMember(fixture, keystoreOf(name), { password: PASSWORD })
    }
  })

  after(async () => {
    await Promise.all(started.map((child) => child.end()))
    await fixture?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const keystoreOf = (name: string): string => join(folder, `${name}.json`)

  /** What an operator of nwaku writes for a network of their own. The ports alone are any free ones. */
  const optionsOf = (name: string, more: Options): Options => ({
    relay: true,
    'cluster-id': 16,
    'num-shards-in-network': 1,
    shard: [0],
    'listen-address': '127.0.0.1',
    'tcp-port': 0,
    nat: 'none',
    'max-connections': 50,
    'keep-alive': true,
    'dns-discovery': false,
    'discv5-discovery': false,
    rendezvous: false,
    'local-storage-path': join(folder, `${name}-state`),
    'rln-relay': true,
    'rln-relay-dynamic': true,
    'rln-relay-eth-client-address': [fixture.chain.rpcUrl],
    'rln-relay-eth-contract-address': fixture.deployment.contract,
    'rln-relay-chain-id': 31_337,
    'rln-relay-epoch-sec': 600,
    rest: true,
    'rest-admin': true,
    'rest-address': '127.0.0.1',
    'rest-port': 0,
    'rest-relay-cache-capacity': 50,
    'metrics-server': true,
    'metrics-server-address': '127.0.0.1',
    'metrics-server-port': 0,
    'metrics-logging': false,
    'log-level': 'INFO',
    ...more,
  })

  const membershipOf = (name: string): Options => ({
    'rln-relay-cred-path': keystoreOf(name),
    'rln-relay-cred-password': PASSWORD,
    'rln-relay-user-message-limit': 20,
  })

  async function run(args: readonly string[], environment: Record<string, string> = {}): Promise<Node> {
    const child = new CommandProcess(wakunodePath, ['run', '--json', ...args], { environment })
    started.push(child)
    const [line] = await child.line(/^\{"ready":true.*/)
    return JSON.parse(line)
  }

  function runByFlags(options: Options): Promise<Node> {
    return run(
      Object.entries(options).flatMap(([name, value]) => [value].flat().map((single) => `--${name}=${single}`)),
    )
  }

  function runByVariables(options: Options): Promise<Node> {
    const variables = Object.entries(options).map(([name, value]) => [
      `WAKUNODE2_${name.toUpperCase().replaceAll('-', '_')}`,
      [value].flat().join(','),
    ])
    return run([], Object.fromEntries(variables))
  }

  async function runByFile(options: Options): Promise<Node> {
    const path = join(folder, 'node.toml')
    // A TOML value of these kinds reads as JSON does.
    const lines = Object.entries(options).map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
    await writeFile(path, `${lines.join('\n')}\n`)
    return run([`--config-file=${path}`])
  }

  it('starts by flags, by variables and by a file, relays, and answers where nwaku answers', async () => {
    const byFlags = await runByFlags(optionsOf('alice', membershipOf('alice')))
    const first = { staticnode: [byFlags.multiaddrs[0]!] }
    const [byVariables, verifier] = await Promise.all([
      runByVariables(optionsOf('bob', { ...membershipOf('bob'), ...first })),
      runByFile(optionsOf('verifier', first)),
    ])
    const nodes = [byFlags, byVariables, verifier]
    await Promise.all(nodes.map(({ rest }) => becomesReady(rest)))

    expect(await publish(byVariables, 'from bob')).to.deep.equal([200, 'OK'])
    expect(await publish(byFlags, 'from alice')).to.deep.equal([200, 'OK'])
    await Promise.all(nodes.map((node) => receives(node, ['from alice', 'from bob'])))
    await answersLikeNwaku(byFlags, { received: 1 })
    await answersLikeNwaku(byVariables, { received: 1 })
    await answersLikeNwaku(verifier, { received: 2 })

    // A verifier without a membership: relays what is valid, is ready, and says why it publishes nothing.
    const [status, refusal] = await publish(verifier, 'from nobody')
    expect([status, JSON.parse(refusal)]).to.deep.equal([
      500,
      { code: 'no_credential', message: 'this node only relays: to publish, start it with --rln-relay-cred-path' },
    ])
    expect((await health(verifier.rest)).nodeHealth).to.equal('READY')
    const { membership, verdicts } = await json(`${verifier.rest}/rln/v1/status`)
    expect([membership, verdicts.valid]).to.deep.equal([null, 2])
    for (const { rest } of nodes) expect((await json(`${rest}/rln/v1/status`)).verdicts.valid).to.equal(2)
  })

  async function becomesReady(rest: string): Promise<void> {
    await waitUntil(systemClock, 'the node is ready', TIMEOUT_MS, async () => {
      const { nodeHealth } = await health(rest)
      const { meshPeers, leafCount } = await json(`${rest}/rln/v1/status`)
      return nodeHealth === 'READY' && meshPeers[PUBSUB_TOPIC] >= 1 && leafCount === 2
    })
    const subscribed = await fetch(`${rest}/relay/v1/auto/subscriptions`, postOf([CONTENT_TOPIC]))
    expect([subscribed.status, await subscribed.text()]).to.deep.equal([200, 'OK'])
  }

  async function publish({ rest }: Node, text: string): Promise<[number, string]> {
    const message = { payload: Buffer.from(text).toString('base64'), contentTopic: CONTENT_TOPIC }
    const response = await fetch(`${rest}/relay/v1/auto/messages`, postOf(message))
    return [response.status, await response.text()]
  }

  async function receives({ rest }: Node, texts: readonly string[]): Promise<void> {
    const received: string[] = []
    await waitUntil(systemClock, `${texts} arrived`, TIMEOUT_MS, async () => {
      const messages = await json(`${rest}/relay/v1/auto/messages/${encodeURIComponent(CONTENT_TOPIC)}`)
      received.push(...messages.map(({ payload }: { payload: string }) => `${Buffer.from(payload, 'base64')}`))
      return received.length >= texts.length
    })
    expect(received.toSorted()).to.deep.equal(texts)
  }

  async function answersLikeNwaku(
    { peerId, rest, metrics }: Node,
    { received }: { readonly received: number },
  ): Promise<void> {
    for (const path of ['/info', '/debug/v1/info']) {
      const { listenAddresses, enrUri } = await json(`${rest}${path}`)
      expect(listenAddresses[0]).to.match(new RegExp(`^/ip4/127.0.0.1/tcp/\\d+/p2p/${peerId}$`))
      expect(enrUri).to.match(/^enr:-/)
    }
    for (const path of ['/version', '/debug/v1/version']) {
      expect((await fetch(`${rest}${path}`)).status, path).to.equal(200)
    }
    const peers = await json(`${rest}/admin/v1/peers`)
    expect(peers.map(({ connected }: { connected: string }) => connected)).to.include('Connected')
    const figures = readScrape(await (await fetch(`${metrics}/metrics`)).text())
    expect(figures.value('waku_node_messages_total', { type: 'relay' })).to.equal(received)
    expect(figures.value('waku_rln_valid_messages_total', { shard: '0' })).to.equal(2)
    expect(figures.value('waku_rln_number_registered_memberships')).to.equal(2)
    expect(figures.families.has('waku_connected_peers')).to.equal(true)
    expect(figures.families.has('waku_version')).to.equal(true)
  }

  const health = (rest: string) => json(`${rest}/health`)

  // biome-ignore lint/suspicious/noExplicitAny: the answer of a route, of which the test reads fields
  async function json(url: string): Promise<any> {
    const response = await fetch(url)
    expect(response.status, url).to.equal(200)
    return response.json()
  }

  function postOf(body: unknown): RequestInit {
    return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  }
})
