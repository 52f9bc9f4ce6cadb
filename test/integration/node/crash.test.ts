import { expect } from 'chai'
import { DevelopmentNetwork, NodeProcess } from '../../../src/devnet/index.ts'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { bytesToHex, sleep, systemClock, systemRandom } from '../../../src/foundation/index.ts'
import { decodeWakuMessage } from '../../../src/message/index.ts'
import { RestError } from '../../../src/rest/index.ts'
import { FakeRandom } from '../../support/fake-random.ts'
import { type ListeningPeer, startListeningPeer } from '../../support/listening-peer.ts'

const ROUNDS = 8
/** Few enough that the rounds use them up, so that the last of them publish at the limit. */
const RATE_LIMIT = 20
/** Longer than the test: only within one epoch can a message id be repeated. */
const EPOCH_SIZE_SECONDS = 86_400
const CLUSTER_ID = 42
const CONTENT_TOPIC = '/crash/1/test/utf8'
/** Several proofs are under way when the process dies. */
const PARALLEL = 2
/** So many messages are out, at most, when the random time until the crash begins. */
const MOST_SENT_BEFORE_CRASH = 2
const CONNECT_TIMEOUT_MS = 60_000

describe('a node that is killed while it publishes', function () {
  this.timeout(600_000)
  let network: DevelopmentNetwork
  let listener: ListeningPeer
  let node: NodeProcess | undefined
  /** How long the last message took: the crashes come at random parts of it, however loaded the machine is. */
  let publishMs = 1_000

  before(async () => {
    network = await DevelopmentNetwork.start(
      { clock: systemClock, random: systemRandom },
      {
        rateLimits: [RATE_LIMIT],
        nodeCount: 0,
        clusterId: CLUSTER_ID,
        epochSizeSeconds: EPOCH_SIZE_SECONDS,
        minRateLimit: 5,
        onProgress: () => undefined,
      },
    )
    listener = await startListeningPeer(network.pubsubTopic)
  })
  after(async () => {
    await node?.kill()
    await listener?.stop()
    await network?.stop()
  })

  async function startNode(): Promise<NodeProcess> {
    const { chain, deployment, members, pubsubTopic } = network
    const [member] = members
    const started = await NodeProcess.start([
      `--cluster-id=${CLUSTER_ID}`,
      // The listener speaks relay only.
      '--metadata-required=false',
      '--listen-address=127.0.0.1',
      '--tcp-port=0',
      '--rest-port=0',
      '--log-level=SILENT',
      `--local-storage-path=${network.storagePath(0)}`,
      `--rln-relay-eth-client-address=${chain.rpcUrl}`,
      `--rln-relay-eth-contract-address=${deployment.contract}`,
      `--rln-relay-epoch-sec=${EPOCH_SIZE_SECONDS}`,
      `--rln-relay-cred-path=${member!.keystorePath}`,
      `--rln-relay-cred-password-file=${member!.passwordPath}`,
      `--staticnode=${listener.multiaddr}`,
    ])
    node = started
    await started.rest.subscribe([CONTENT_TOPIC])
    await waitUntil(systemClock, 'the listener is a neighbour', CONNECT_TIMEOUT_MS, async () => {
      return (await started.rest.rlnStatus()).meshPeers[pubsubTopic] === 1
    })
    return started
  }

  /** Publishes until the node is gone or its messages are used up. */
  async function publishOn(publisher: NodeProcess, texts: Iterator<string>, onSent: () => void): Promise<void> {
    for (;;) {
      const payload = Buffer.from(texts.next().value as string).toString('base64')
      const startedAtMs = systemClock.nowMs()
      try {
        await publisher.rest.publish({ payload, contentTopic: CONTENT_TOPIC })
        publishMs = systemClock.nowMs() - startedAtMs
        onSent()
      } catch (error) {
        if (!(error instanceof RestError)) throw error
        if (error.code === 'node_unreachable' || error.message.includes('message_limit_reached')) return
        // Where a proof takes longer than the 20 s in which a message is fresh, its id is spent on nothing.
        expect(error.message).to.include('timestamp_out_of_range')
      }
    }
  }

  it('never uses a message id of an epoch for two messages', async () => {
    const random = new FakeRandom(20_251_122)
    const texts = textsInOrder()
    for (let round = 0; round < ROUNDS; round++) {
      const publisher = await startNode()
      const [count, fraction] = random.bytes(2)
      let left = count! % (MOST_SENT_BEFORE_CRASH + 1)
      const enoughSent = Promise.withResolvers<void>()
      const onSent = (): void => {
        if (left-- <= 1) enoughSent.resolve()
      }
      if (left === 0) enoughSent.resolve()
      const publishing = Promise.all(Array.from({ length: PARALLEL }, () => publishOn(publisher, texts, onSent)))
      await Promise.race([enoughSent.promise, publishing])
      await sleep(systemClock, (fraction! / 256) * publishMs)
      await publisher.kill()
      await publishing
    }
    const last = await startNode()
    await publishOn(last, texts, () => undefined)
    const status = await last.rest.rlnStatus()
    expect(status.membership?.messagesLeftInEpoch).to.equal(0)
    expect(status.convicted).to.deep.equal([])

    const shares = listener.messages.map(shareOf)
    // Otherwise the crashes were all too early to try anything.
    expect(shares).to.not.have.length(0)
    const xOfNullifier = new Map<string, string>()
    for (const { nullifier, x } of shares) {
      expect(xOfNullifier.get(nullifier) ?? x, 'one nullifier, two messages').to.equal(x)
      xOfNullifier.set(nullifier, x)
    }
    expect(xOfNullifier.size).to.be.at.most(RATE_LIMIT)
    expect(new Set(shares.map(({ epoch }) => epoch)).size, 'epochs').to.equal(1)
  })
})

function* textsInOrder(): Generator<string, never> {
  for (let number = 0; ; number++) yield `message ${number}`
}

function shareOf(data: Uint8Array): { epoch: string; nullifier: string; x: string } {
  const decoded = decodeWakuMessage(data)
  if (!decoded.ok) throw new Error(decoded.defect)
  const { epoch, nullifier, shareX } = decoded.message.rateLimitProof!
  return { epoch: bytesToHex(epoch), nullifier: bytesToHex(nullifier), x: bytesToHex(shareX) }
}
