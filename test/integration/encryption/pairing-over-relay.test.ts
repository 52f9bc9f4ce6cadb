import { expect } from 'chai'
import {
  type NoiseSession,
  PairingInitiator,
  type PairingProgress,
  PairingResponder,
  X25519PrivateKey,
} from '../../../src/encryption/index.ts'
import { systemClock, systemRandom } from '../../../src/foundation/index.ts'
import { decodeWakuMessage, encodeWakuMessage } from '../../../src/message/index.ts'
import { connect, type RelayNode, RelayNodes, TOPIC } from '../relay/relay-nodes.ts'

const NOISE_VERSION = 2
const application = { name: 'pairing-test', version: '1' }
const text = (value: string) => new TextEncoder().encode(value)

/** A device behind its node: it sees every message on the topic, its own too, and answers at once. */
class Device {
  readonly #node: RelayNode
  readonly #contentTopic: string
  code: string | undefined
  readonly session = Promise.withResolvers<NoiseSession>()

  constructor(node: RelayNode, pairing: PairingResponder | PairingInitiator) {
    this.#node = node
    this.#contentTopic = pairing.contentTopic
    node.relay.onMessage(({ data }) => {
      const decoded = decodeWakuMessage(data)
      if (!decoded.ok || decoded.message.version !== NOISE_VERSION) return
      const step = pairing.receive(decoded.message.payload)
      this.go(step)
      // The people at this device compare, and say yes.
      if (step.ok && step.code !== undefined) this.go(pairing.confirm())
    })
  }

  go(step: PairingProgress): void {
    if (!step.ok) return
    if (step.code !== undefined) this.code = step.code
    if (step.send !== undefined) void this.publish(step.send)
    if (step.session !== undefined) this.session.resolve(step.session)
  }

  publish(payload: Uint8Array): Promise<unknown> {
    const message = {
      payload,
      contentTopic: this.#contentTopic,
      version: NOISE_VERSION,
      timestampNs: BigInt(systemClock.nowMs()) * 1_000_000n,
      meta: new Uint8Array(),
      ephemeral: true,
    }
    return this.#node.relay.publish(TOPIC, encodeWakuMessage(message))
  }
}

describe('two devices at two relay nodes', function () {
  this.timeout(30_000)
  const nodes = new RelayNodes()

  afterEach(() => nodes.stop())

  it('are paired over a node between them, and share a session that it cannot read', async () => {
    const validate = async () => ({ action: 'accept', reason: 'valid' }) as const
    const [a, between, b] = [
      await nodes.start({ validate }),
      await nodes.start({ validate }),
      await nodes.start({ validate }),
    ]
    await connect(a, between)
    await connect(between, b)

    const pairingAtB = new PairingResponder(
      { random: systemRandom, clock: systemClock },
      { application, shardId: '1', staticKey: X25519PrivateKey.generate(systemRandom) },
    )
    const pairingAtA = new PairingInitiator(
      { random: systemRandom },
      {
        application,
        invitation: pairingAtB.invitation.text,
        staticKey: X25519PrivateKey.generate(systemRandom),
      },
    )
    const [deviceA, deviceB] = [new Device(a, pairingAtA), new Device(b, pairingAtB)]
    deviceA.go(pairingAtA.start())
    deviceA.go(pairingAtA.confirm())
    const [ofA, ofB] = await Promise.all([deviceA.session.promise, deviceB.session.promise])
    expect(deviceA.code)
      .to.equal(deviceB.code)
      .and.to.match(/^\d{8}$/)

    const secret = text('the session with Carol, for instance')
    const opened = new Promise<Uint8Array>((resolve) => {
      b.relay.onMessage(({ data }) => {
        const decoded = decodeWakuMessage(data)
        const read = decoded.ok ? ofB.open(decoded.message.payload) : undefined
        if (read?.ok) resolve(read.payload)
      })
    })
    await deviceA.publish(ofA.seal(secret))
    expect(await opened).to.deep.equal(secret)
    const seen = Buffer.concat(between.received.map(({ data }) => data))
    expect(seen.includes(Buffer.from(secret))).to.equal(false)
  })
})
