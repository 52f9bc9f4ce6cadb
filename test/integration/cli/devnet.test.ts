import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { systemClock } from '../../../src/foundation/index.ts'
import { decodeEnr, readWakuEnr } from '../../../src/network/index.ts'
import { CommandProcess, wakunodePath } from '../../support/command-process.ts'

const TOPIC = '/foreign-client/1/greetings/proto'
const HEX_ADDRESS = /^0x[0-9a-fA-F]{40}$/
const LOOPBACK_URL = /^http:\/\/127\.0\.0\.1:\d+$/
const DELIVERY_TIMEOUT_MS = 60_000
const END_TIMEOUT_MS = 30_000

describe('wakunode devnet', function () {
  this.timeout(300_000)
  let devnet: CommandProcess | undefined
  let childPids: number[] = []

  afterEach(async () => {
    await devnet?.end()
    for (const pid of childPids.filter(isRunning)) process.kill(pid, 'SIGKILL')
  })

  async function start(...flags: string[]) {
    devnet = new CommandProcess(wakunodePath, ['devnet', '--json', ...flags])
    const [line] = await devnet.line(/^\{"ready":true.*/)
    childPids = childrenOf(devnet.pid)
    return { process: devnet, ready: JSON.parse(line) }
  }

  async function expectNoChildren(): Promise<void> {
    await waitUntil(systemClock, 'the children ended', END_TIMEOUT_MS, async () => !childPids.some(isRunning))
  }

  it('tells any program how to join, carries its messages, and ends without a trace', async () => {
    const { process, ready } = await start('--nodes', '2', '--members', '1')
    expect(ready).to.have.all.keys('ready', 'chain', 'network', 'members', 'dashboard', 'nodes')
    expect(ready.chain).to.have.all.keys('rpc', 'chainId', 'contract', 'token', 'fundedPrivateKeys')
    expect(ready.chain.rpc).to.match(LOOPBACK_URL)
    expect(ready.chain.chainId).to.equal(31_337)
    for (const address of [ready.chain.contract, ready.chain.token]) expect(address).to.match(HEX_ADDRESS)
    expect(ready.chain.fundedPrivateKeys).to.have.length.above(0)
    for (const key of ready.chain.fundedPrivateKeys) expect(key).to.match(/^0x[0-9a-f]{64}$/)
    expect(ready.network).to.have.all.keys('clusterId', 'shards', 'epochSizeSeconds')
    expect(ready.network.clusterId).to.be.a('number')
    expect(ready.network.shards).to.deep.equal([0])
    expect(ready.network.epochSizeSeconds).to.equal(60)
    expect(ready.members).to.have.length(1)
    const [member] = ready.members
    expect(member).to.have.all.keys('index', 'rateLimit', 'keystore', 'passwordFile')
    expect(member).to.include({ index: 0, rateLimit: 20 })
    expect(JSON.parse(readFileSync(member.keystore, 'utf8'))).to.include.keys('credentials')
    expect(readFileSync(member.passwordFile, 'utf8')).to.match(/\S/)
    expect(ready.nodes).to.have.length(2)
    for (const node of ready.nodes) {
      expect(node).to.have.all.keys('peerId', 'tcp', 'ws', 'rest', 'metrics')
      expect(node.tcp).to.match(new RegExp(`^/ip4/127\\.0\\.0\\.1/tcp/\\d+/p2p/${node.peerId}$`))
      expect(node.ws).to.match(new RegExp(`^/ip4/127\\.0\\.0\\.1/tcp/\\d+/ws/p2p/${node.peerId}$`))
      expect(node.rest).to.match(LOOPBACK_URL)
      expect(node.metrics).to.match(LOOPBACK_URL)
      const figures = await (await fetch(`${node.metrics}/metrics`)).text()
      expect(figures).to.match(/^waku_rln_number_registered_memberships 1$/m)
      const info = await (await fetch(`${node.rest}/debug/v1/info`)).json()
      expect(info.listenAddresses).to.include.members([node.tcp, node.ws])
      const { peerId, shards, addresses } = readWakuEnr(decodeEnr(info.enrUri))
      expect(peerId.toString()).to.equal(node.peerId)
      expect(shards).to.deep.equal({ clusterId: ready.network.clusterId, shards: [0] })
      expect(addresses.map((address) => `${address}/p2p/${peerId}`)).to.have.members([node.tcp, node.ws])
    }

    // As a program would that knows nothing but nwaku's REST API.
    const [publisher, other] = ready.nodes
    const post = (url: string, body: unknown): Promise<Response> =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    expect((await post(`${other.rest}/relay/v1/auto/subscriptions`, [TOPIC])).status).to.equal(200)
    const payload = Buffer.from('greetings').toString('base64')
    const published = await post(`${publisher.rest}/relay/v1/auto/messages`, { payload, contentTopic: TOPIC })
    expect([published.status, await published.text()]).to.deep.equal([200, 'OK'])
    const messages = await waitUntil(systemClock, 'the message arrived', DELIVERY_TIMEOUT_MS, async () => {
      const response = await fetch(`${other.rest}/relay/v1/auto/messages/${encodeURIComponent(TOPIC)}`)
      const found = (await response.json()) as Record<string, unknown>[]
      return found.length > 0 && found
    })
    expect(messages).to.have.length(1)
    expect(messages[0]).to.include({ payload, contentTopic: TOPIC, version: 0, ephemeral: false })

    const health = await (await fetch(`${other.rest}/health`)).json()
    expect(health.nodeHealth).to.equal('READY')
    expect(health.protocolsHealth.map((entry: object) => Object.keys(entry)[0])).to.include.members([
      'Relay',
      'Rln Relay',
    ])
    const [topic] = health.topicsHealth
    expect(topic).to.include({
      pubsubTopic: `/waku/2/rs/${ready.network.clusterId}/0`,
      health: 'minimal',
      meshPeers: 1,
    })
    expect(topic.problem).to.match(/only 1 of 4/)
    expect(Date.parse(topic.since)).to.be.below(Date.now())

    expect(childPids).to.have.length.at.least(3)
    process.signal('SIGTERM')
    expect(await process.ended).to.equal(0)
    expect(childPids.filter(isRunning)).to.deep.equal([])
    expect(existsSync(member.keystore)).to.equal(false)
  })

  it('serves a chat page with --web, which has what it needs', async () => {
    const { ready } = await start('--web', '--nodes', '1', '--members', '0')
    const get = (path: string): Promise<Response> => fetch(new URL(path, ready.chat))
    const page = await (await get('')).text()
    const named = [...page.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, file]) => file!)
    expect(named).to.include.members(['page.js', 'style.css', 'icon.svg', 'dev-wallet.js'])
    for (const file of [...named, 'proof-worker.js', 'dev-wallet-style.css']) {
      expect((await get(file)).status, file).to.equal(200)
    }
    const manifest = await (await get('artifacts/manifest.json')).json()
    expect((await get('artifacts/rln-20-16-development.zkey')).headers.get('content-length')).to.equal(
      String(manifest['rln-20-16-development.zkey'].bytes),
    )
    const config = await (await get('config.json')).json()
    expect(config).to.deep.include({ clusterId: ready.network.clusterId, nodes: [ready.nodes[0].ws] })
    expect(config.chain).to.include({ chainId: 31_337, contract: ready.chain.contract })
  })

  it('takes its children with it when it is killed', async () => {
    const { process } = await start('--nodes', '1', '--members', '0')
    expect(childPids).to.have.length.at.least(2)
    process.signal('SIGKILL')
    expect(await process.ended).to.equal('SIGKILL')
    await expectNoChildren()
  })
})

/** Processes started by a process, and by those. */
function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const children = pairs.filter(([, parent]) => parent === pid).map(([child]) => child!)
  return children.flatMap((child) => [child, ...childrenOf(child)])
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
