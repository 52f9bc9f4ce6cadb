import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { systemClock, systemRandom } from '../../../src/foundation/index.ts'
import { developmentPrivateKeys } from '../../../src/membership/server.ts'
import { EvidenceFiles } from '../../../src/node/server.ts'
import { RestClient } from '../../../src/rest/index.ts'
import { createIdentity } from '../../../src/rln/index.ts'
import { CommandProcess, wakunodePath } from '../../support/command-process.ts'
import { doubleSignalOf } from '../../support/double-signals.ts'
import { enrolTestMember } from '../../support/enrol-test-member.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'

const CONTENT_TOPIC = '/stop/1/any/proto'
/** Proofs of most of their messages wait when the node is stopped. */
const SENDERS = 8
const WAIT_MS = 60_000

describe('wakunode run, asked to stop', function () {
  this.timeout(300_000)
  let fixture: MembershipFixture
  let folder: string
  const started: CommandProcess[] = []

  before(async () => {
    fixture = await startMembershipFixture()
    folder = await mkdtemp(join(tmpdir(), 'graceful-stop-'))
  })
  after(async () => {
    await Promise.all(started.map((child) => child.end()))
    await fixture?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  function run(rpcUrl: string, flags: readonly string[], environment: Record<string, string> = {}): CommandProcess {
    const child = new CommandProcess(
      wakunodePath,
      [
        'run',
        '--json',
        '--listen-address=127.0.0.1',
        '--tcp-port=0',
        '--rest-port=0',
        `--rln-relay-eth-client-address=${rpcUrl}`,
        `--rln-relay-eth-contract-address=${fixture.deployment.contract}`,
        ...flags,
      ],
      { environment },
    )
    started.push(child)
    return child
  }

  async function restOf(child: CommandProcess): Promise<string> {
    const [line] = await child.line(/^\{"ready":true.*/)
    return JSON.parse(line).rest
  }

  it('ends with 0 in the midst of publishing, and has every message id it used on disk', async () => {
    const keystorePath = join(folder, 'alice.json')
    await enrolTestMember(fixture, keystorePath, { rateLimit: 200 })
    const flags = [
      `--local-storage-path=${join(folder, 'alice')}`,
      `--rln-relay-cred-path=${keystorePath}`,
      // Ids are told of the epoch that it is: one must not end between the two runs.
      '--rln-relay-epoch-sec=86400',
    ]
    const environment = { WAKUNODE2_RLN_RELAY_CRED_PASSWORD: 'p' }
    const first = run(fixture.chain.rpcUrl, flags, environment)
    const rest = await restOf(first)
    await waitUntil(systemClock, 'the member is in the tree', WAIT_MS, async () => {
      return (await new RestClient(rest).rlnStatus()).membership?.index !== undefined
    })
    let acknowledged = 0
    const publish = async (): Promise<void> => {
      const payload = Buffer.from(systemRandom.bytes(8)).toString('base64')
      const body = JSON.stringify({ payload, contentTopic: CONTENT_TOPIC })
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`${rest}/relay/v1/auto/messages`, { method: 'POST', headers, body })
      if (response.status === 200) acknowledged++
    }
    // Each sender goes on until the node is gone under it.
    const senders = Array.from({ length: SENDERS }, async () => {
      for (;;) await publish()
    })
    const gone = Promise.allSettled(senders)
    await waitUntil(systemClock, 'messages are published', WAIT_MS, async () => acknowledged >= 2 * SENDERS)
    first.signal('SIGTERM')
    expect(await first.ended, first.transcript()).to.equal(0)
    await gone

    const second = run(fixture.chain.rpcUrl, flags, environment)
    const status = await new RestClient(await restOf(second)).rlnStatus()
    expect(status.membership?.messagesUsedInEpoch).to.be.at.least(acknowledged)
    second.signal('SIGINT')
    expect(await second.ended, second.transcript()).to.equal(0)
  })

  it('does not wait for a slash transaction that nobody mines', async () => {
    const identity = createIdentity(systemRandom)
    await fixture.register(identity)
    const storage = join(folder, 'slasher')
    await new EvidenceFiles(join(storage, 'evidence')).save(doubleSignalOf(identity))
    await fixture.chain.request('evm_setAutomine', [false])
    try {
      const environment = { WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY: developmentPrivateKeys(3)[2]! }
      const child = run(fixture.chain.rpcUrl, [`--local-storage-path=${storage}`, '--slash'], environment)
      await restOf(child)
      await waitUntil(systemClock, 'the commit is sent', WAIT_MS, async () => {
        const pending = (await fixture.chain.request('eth_getBlockByNumber', ['pending', false])) as {
          transactions: string[]
        }
        return pending.transactions.length > 0
      })
      child.signal('SIGTERM')
      expect(await child.ended, child.transcript()).to.equal(0)
    } finally {
      await fixture.chain.request('evm_setAutomine', [true])
    }
  })

  describe('while its endpoint does not answer', () => {
    let silent: Server
    let rpcUrl: string
    const asked: (() => void)[] = []
    const sockets = new Set<Socket>()

    beforeEach(async () => {
      silent = createServer((socket) => {
        sockets.add(socket)
        socket.on('error', () => undefined)
        for (const tell of asked.splice(0)) tell()
      })
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
      rpcUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    })
    afterEach(() => {
      for (const socket of sockets) socket.destroy()
      sockets.clear()
      silent.close()
    })

    it('gives up waiting, with the code of the signal', async () => {
      const isAsked = new Promise<void>((resolve) => asked.push(resolve))
      const child = run(rpcUrl, [])
      await isAsked
      child.signal('SIGTERM')
      expect(await child.ended, child.transcript()).to.equal(143)
      expect(child.transcript()).to.match(/not waited for/)
    })

    it('ends at once at a second signal', async () => {
      const isAsked = new Promise<void>((resolve) => asked.push(resolve))
      const child = run(rpcUrl, [])
      await isAsked
      child.signal('SIGTERM')
      await child.line(/a second signal ends the node at once/)
      child.signal('SIGTERM')
      expect(await child.ended).to.equal('SIGTERM')
    })
  })
})
