import type { Stream } from '@libp2p/interface'
import type { Random } from '../../src/foundation/index.ts'
import { JUNK } from './journaled-relay-node.ts'
import { framed, type RawRelayPeer } from './raw-relay-peer.ts'

/** One way to torment a relay node by its protocol. */
export interface GossipAttack {
  readonly name: string
  /** Whether the node must cut the attacker off; else it must only bear it. */
  readonly isOffence: boolean
  /**
   * The memory it takes is that of the multiplexer and of decrypting, a frame a byte: nothing that relay could bound. It
   * comes last, so that it is not counted for another one.
   */
  readonly isBelowRelay?: true
  /** One blow, repeated `perSecond` times a second until the test has seen enough. Throws when the connection ends. */
  readonly strike: (peer: RawRelayPeer, topic: string, random: Random) => Promise<void>
  readonly perSecond: number
}

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index))
const messageIds = (count: number, random: Random): Uint8Array[] => times(count, () => random.bytes(32))

/** A PRUNE by hand, as its backoff is a number no encoder of JavaScript writes: 2^64 - 1 seconds. */
function longestPrune(topic: string): Uint8Array {
  const maxVarint = Uint8Array.from([...times(9, () => 0xff), 0x01])
  const prune = Buffer.concat([field(1, Buffer.from(topic)), Uint8Array.of(3 << 3), maxVarint])
  const control = Buffer.concat(times(500, () => field(4, prune)))
  return framed(field(3, control))
}

/** A length-delimited protobuf field. */
function field(number: number, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of((number << 3) | 2), framed(bytes)])
}

/** A stream that never says which protocol it is for. */
async function openMuteStream(peer: RawRelayPeer): Promise<void> {
  const connection = await peer.dial()
  const { muxer } = connection as unknown as { muxer: { createStream(): Promise<Stream> } }
  const stream = await muxer.createStream()
  stream.send(Uint8Array.of(1))
}

export const gossipAttacks: readonly GossipAttack[] = [
  {
    name: 'a million subscriptions',
    isOffence: true,
    perSecond: 100,
    strike: (peer, _topic, random) => {
      const topic = Buffer.from(random.bytes(8)).toString('hex')
      return peer.send({ subscriptions: times(1_000, (index) => ({ topic: `${topic}${index}`, subscribe: true })) })
    },
  },
  {
    name: 'subscriptions over the limit of an RPC',
    isOffence: true,
    perSecond: 10,
    strike: (peer) =>
      peer.send({ subscriptions: times(50_000, (index) => ({ topic: `/waku/2/rs/9/${index}`, subscribe: true })) }),
  },
  {
    name: 'IHAVE of 5000 messages, ten times a second',
    isOffence: true,
    perSecond: 10,
    strike: (peer, topic, random) =>
      peer.send({ control: { ihave: [{ topicID: topic, messageIDs: messageIds(5_000, random) }] } }),
  },
  {
    name: 'IWANT of 5000 messages, ten times a second',
    isOffence: true,
    perSecond: 10,
    strike: (peer, _topic, random) => peer.send({ control: { iwant: [{ messageIDs: messageIds(5_000, random) }] } }),
  },
  {
    name: 'PRUNE with a backoff of 2^64 - 1 seconds',
    isOffence: true,
    perSecond: 10,
    strike: (peer, topic) => peer.sendBytes(longestPrune(topic)),
  },
  {
    name: 'a flood of GRAFT',
    isOffence: true,
    perSecond: 10,
    strike: (peer, topic) => peer.send({ control: { graft: times(1_000, () => ({ topicID: topic })) } }),
  },
  {
    name: 'RPCs of 4 MiB',
    isOffence: true,
    perSecond: 4,
    strike: (peer, _topic, random) => peer.sendBytes(framed(Buffer.alloc(4 * 1024 * 1024, random.bytes(64)))),
  },
  {
    name: 'RPCs that are none',
    isOffence: true,
    perSecond: 100,
    strike: (peer, _topic, random) => peer.sendBytes(framed(Buffer.concat([Uint8Array.of(0xff), random.bytes(500)]))),
  },
  {
    name: 'a thousand relay streams, all but opened',
    isOffence: true,
    perSecond: 100,
    strike: async (peer) => void (await peer.openStream()),
  },
  {
    name: 'a thousand streams that say nothing',
    isOffence: false,
    perSecond: 100,
    strike: openMuteStream,
  },
  {
    name: 'thousands of short messages, for which the validator punishes nobody',
    isOffence: false,
    perSecond: 20,
    strike: (peer, topic, random) =>
      peer.send({
        messages: times(200, () => ({ topic, data: Buffer.concat([Uint8Array.of(JUNK), random.bytes(7)]) })),
      }),
  },
  {
    name: 'messages over 150 KiB',
    isOffence: true,
    perSecond: 4,
    strike: (peer, topic, random) =>
      peer.send({
        messages: times(6, () => ({ topic, data: Buffer.concat([random.bytes(16), Buffer.alloc(160_000)]) })),
      }),
  },
  {
    name: 'an RPC of a mebibyte in pieces of one byte, never finished',
    isOffence: false,
    isBelowRelay: true,
    perSecond: 10,
    strike: async (peer) => {
      const bytes = framed(new Uint8Array(1024 * 1024))
      const stream = await peer.openStream()
      for (const byte of bytes.subarray(0, 10_000)) stream.send(Uint8Array.of(byte))
    },
  },
]
