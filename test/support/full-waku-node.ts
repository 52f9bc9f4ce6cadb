import { encodeWakuMessage, messageHash, type WakuMessage } from '../../src/message/index.ts'
import type { StorePage } from '../../src/services/store/index.ts'
import { FAKE_PUBSUB_TOPIC, FakeWakuNode } from './fake-waku-node.ts'

export const FAKE_REMOTE_PEER_ID = '16Uiu2HAmKuPdAgdgTrrWgZFH64akvMhi3CDDVuGUNEJZnGZAaXY1'

/** A node of which every field that may be missing is there. */
export function fullWakuNode(): FakeWakuNode {
  const node = new FakeWakuNode()
  node.mesh = [FAKE_REMOTE_PEER_ID]
  node.known.push({
    peerId: FAKE_REMOTE_PEER_ID,
    multiaddr: `/ip4/127.0.0.1/tcp/60000/p2p/${FAKE_REMOTE_PEER_ID}`,
    protocols: ['/vac/waku/relay/2.0.0'],
    shards: [0],
    connectedness: 'Connected',
    agent: 'nwaku',
    isStatic: true,
    score: -1.5,
  })
  node.caught.push(
    { idCommitment: 1n, fate: 'gone' },
    {
      idCommitment: 2n,
      epoch: 1n,
      detectedAtMs: 2,
      memberIndex: 0,
      peers: ['a'],
      fate: 'slashed',
      slashReport: 'failed',
    },
  )
  node.subscribed = [
    {
      peerId: FAKE_REMOTE_PEER_ID,
      criteria: [{ pubsubTopic: FAKE_PUBSUB_TOPIC, contentTopic: '/my-app/1/chat/proto' }],
    },
  ]
  node.history = fullPage()
  const entry = { sinceMs: 5, problem: 'none', advice: 'none' }
  node.healthReport = {
    node: 'READY',
    sinceMs: 5,
    protocols: [{ name: 'Relay', state: 'READY', description: 'well', ...entry }],
    topics: [{ pubsubTopic: FAKE_PUBSUB_TOPIC, health: 'minimal', meshPeers: 1, ...entry }],
  }
  node.status = {
    ...node.status,
    sync: {
      status: 'synced',
      lastSyncedAtMs: 1_000,
      endpoints: [
        { origin: 'http://127.0.0.1:8545', lastRoot: { blockNumber: 7, root: 0xabcn } },
        { origin: 'http://127.0.0.1:8546', failure: 'rpc_unreachable' },
      ],
    },
    convicted: [5n],
    verificationMs: 2.5,
    slashReports: { waiting: 0, slashed: 1, alreadySlashed: 0, nothingToSlash: 0, failedAttempts: 0 },
    membership: {
      idCommitment: 9n,
      rateLimit: 20,
      messagesLeftInEpoch: 19,
      messagesUsedInEpoch: 1,
      index: 0,
      state: 'active',
      graceStartsAtMs: 6,
      expiresAtMs: 7,
      coolingDownUntilMs: 8,
    },
  }
  return node
}

/** A page of one message, with everything that a message can have. */
function fullPage(): StorePage {
  const field = new Uint8Array(32).fill(1)
  const message: WakuMessage = {
    payload: Uint8Array.of(1),
    contentTopic: '/my-app/1/chat/proto',
    version: 1,
    timestampNs: 1_700_000_000_000_000_001n,
    meta: Uint8Array.of(2),
    ephemeral: false,
    rateLimitProof: {
      proof: new Uint8Array(128).fill(3),
      merkleRoot: field,
      epoch: field,
      shareX: field,
      shareY: field,
      nullifier: field,
      rlnIdentifier: field,
    },
  }
  const hash = messageHash(FAKE_PUBSUB_TOPIC, message)
  const data = encodeWakuMessage(message)
  return {
    messageHashes: [hash],
    messages: [{ messageHash: hash, pubsubTopic: FAKE_PUBSUB_TOPIC, message, data, proof: 'root_unknown' }],
    cursor: hash,
  }
}
