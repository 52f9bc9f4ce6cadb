/**
 * A node of the corpus' network in a process of its own: relay, proofs verified on a worker thread, nullifiers in SQLite.
 * Started by `ProtectedNodeChild`.
 */
import { noMetrics } from '../../src/foundation/index.ts'
import type { RelayMessage } from '../../src/relay/index.ts'
import { createWorkerVerifier } from '../../src/rln/server.ts'
import type { ReasonCode, Verdict } from '../../src/spam-protection/index.ts'
import { openSqliteStateStore } from '../../src/storage/server.ts'
import { StubVerifier } from '../unit/spam-protection/validation-fixture.ts'
import { CorpusClock } from './corpus-network.ts'
import { CorpusProtection } from './corpus-protection.ts'
import { MESH_TOPIC, startJournaledRelayNode } from './journaled-relay-node.ts'
import { ProcessLoad } from './process-load.ts'
import type { ProtectedNodeRequest, ProtectedNodeSettings, ProtectedNodeState } from './protected-node-child.ts'
import { FileJournal } from './relay-journal.ts'
import { corpusVerificationKey } from './traffic-corpus.ts'

/** As relay names the figure of messages that wait for their validation. */
const WAITING_GAUGE = 'waku_relay_waiting_validations'

const settings = JSON.parse(process.argv[2]!) as ProtectedNodeSettings
const clock = new CorpusClock()
const load = new ProcessLoad()
const verifier =
  settings.proofs === 'real' ? await createWorkerVerifier(await corpusVerificationKey()) : new StubVerifier()
const store = await openSqliteStateStore(`${settings.journalPath}.sqlite3`)
const protection = new CorpusProtection({ clock, verifier, store })

const verdictsOf: Record<string, Partial<Record<ReasonCode, number>>> = {}
let underWay = 0
let mostUnderWay = 0
let mostWaiting = 0

async function validate(message: RelayMessage): Promise<Verdict> {
  mostUnderWay = Math.max(mostUnderWay, ++underWay)
  try {
    const verdict = await protection.validator.validate(message)
    const verdicts = verdictsOf[message.peerId] ?? {}
    verdictsOf[message.peerId] = { ...verdicts, [verdict.reason]: (verdicts[verdict.reason] ?? 0) + 1 }
    return verdict
  } finally {
    underWay--
  }
}

const node = await startJournaledRelayNode(settings, new FileJournal(settings.journalPath), validate, {
  ...noMetrics,
  gauge: (name) => ({
    set: (value) => {
      if (name === WAITING_GAUGE) mostWaiting = Math.max(mostWaiting, value)
    },
  }),
})

function state(): ProtectedNodeState {
  return {
    meshPeers: node.relay.meshPeers(MESH_TOPIC),
    connections: node.host.getConnections().map(({ remotePeer }) => remotePeer.toString()),
    scores: Object.fromEntries(node.relay.peers().map(({ peerId, score }) => [peerId, score])),
    verdictsOf,
    verifiedOf: Object.fromEntries(protection.verifiedOf),
    counts: protection.validator.counts(),
    verified: protection.verified,
    mostUnderWay,
    mostWaiting,
    load: load.figures(),
  }
}

process.on('message', (request: ProtectedNodeRequest & { readonly id: number }) => {
  const { id, startClockAtMs, resetLoad, collectGarbage } = request
  if (startClockAtMs !== undefined) clock.start(startClockAtMs)
  if (resetLoad) load.reset()
  if (collectGarbage) globalThis.gc?.()
  process.send!({ id, result: state() })
})
// The parent is gone, however that came about.
process.once('disconnect', () => process.exit())
process.send!({ ready: true })
