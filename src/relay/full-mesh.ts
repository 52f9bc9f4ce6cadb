import type { Clock } from '../foundation/index.ts'
import type { GossipsubInternals } from './gossipsub-internals.ts'
import { MESH_DEGREE_HIGH, MESH_DEGREE_OUT } from './gossipsub-options.ts'

/** Better by this much takes the place: one first delivery. Time in the mesh alone gives 0.1 at most. */
const LEAST_ADVANTAGE = 1

/**
 * Whoever is refused for lack of room alone may ask again after this, instead of after a minute: by then it may have
 * delivered. GossipSub v1.1 leaves the backoff to whoever prunes.
 */
const FULL_MESH_BACKOFF_MS = 10_000

/**
 * GossipSub refuses the GRAFT of whoever dialled this node when the mesh is full, whoever fills it. Sybils that were there
 * first so keep every honest peer out, for ever as they are silent and nothing is held against silence. Here a peer that
 * delivered takes the place of the worst of those that dialled too.
 */
export function letBetterPeersIn(router: GossipsubInternals, clock: Clock): void {
  const handleGraft = router.handleGraft.bind(router)
  router.handleGraft = async (peerId, grafts) => {
    const full = new Set<string>()
    for (const { topicID: topic } of grafts) {
      if (topic === undefined || full.has(topic) || !lacksRoomOnly(router, clock, peerId, topic)) continue
      if (!(await makeRoom(router, peerId, topic))) full.add(topic)
    }
    const prunes = await handleGraft(peerId, grafts)
    return prunes.map((prune) => {
      if (!full.has(prune.topicID)) return prune
      router.backoff.get(prune.topicID)!.set(peerId, clock.nowMs() + FULL_MESH_BACKOFF_MS)
      return { ...prune, backoff: FULL_MESH_BACKOFF_MS / 1000 }
    })
  }
}

function lacksRoomOnly(router: GossipsubInternals, clock: Clock, peerId: string, topic: string): boolean {
  const mesh = router.mesh.get(topic)
  if (mesh === undefined || mesh.size < MESH_DEGREE_HIGH || mesh.has(peerId)) return false
  // Whoever comes back too early is refused and punished, and a bad peer is kept away for the whole minute.
  const isEarly = clock.nowMs() < (router.backoff.get(topic)?.get(peerId) ?? 0)
  return !isEarly && router.score.score(peerId) >= 0 && router.outbound.get(peerId) !== true
}

/** Prunes the worst mesh peer if the new one is better. */
async function makeRoom(router: GossipsubInternals, peerId: string, topic: string): Promise<boolean> {
  const mesh = router.mesh.get(topic)!
  const worst = worstMember(router, mesh)
  if (worst === undefined || router.score.score(peerId) < router.score.score(worst) + LEAST_ADVANTAGE) return false
  mesh.delete(worst)
  await router.sendGraftPrune(new Map(), new Map([[worst, [topic]]]), new Map())
  return true
}

/** Of those that dialled this node; also of those it dialled when there are more than it wants at least. */
function worstMember(router: GossipsubInternals, mesh: ReadonlySet<string>): string | undefined {
  const isOutbound = (id: string): boolean => router.outbound.get(id) === true
  const isSpare = [...mesh].filter(isOutbound).length > MESH_DEGREE_OUT
  const members = [...mesh].filter((id) => isSpare || !isOutbound(id))
  return members.sort((a, b) => router.score.score(a) - router.score.score(b))[0]
}
