import type { GossipsubInternals, ScoreInternals } from './gossipsub-internals.ts'

/**
 * Messages whose ids are remembered, for two minutes at most: what the eight shards of The Waku Network carry in that time
 * when every member uses its whole rate. Id and delivery record take some 700 bytes together. A message forgotten early is judged again, not believed.
 */
export const MAX_SEEN_MESSAGES = 32_768

/** Peers that left and whose score is remembered; the oldest goes first. Ten minutes of new peers at seven a second. */
export const MAX_RETAINED_SCORES = 4_096

/** A peer that asks not to be grafted for longer than this is asked again then. nwaku's own backoffs are a minute. */
export const MAX_BACKOFF_MS = 10 * 60 * 1000

/** Peers of a topic that are kept out of its mesh for a while; the oldest goes first. */
export const MAX_BACKOFFS_PER_TOPIC = 4_096

/** Bounds, by number, what gossipsub 17 bounds only by time, or not at all. */
export function boundMemory(router: GossipsubInternals): void {
  boundSeenMessages(router)
  boundDeliveryRecords(router.score)
  boundBackoffs(router)
  retainScores(router.score)
}

/** Has `router` take a message for a new one when it comes again. */
export function forgetMessage({ seenCache, score }: GossipsubInternals, messageId: string): void {
  seenCache.entries.delete(messageId)
  score.deliveryRecords.records.delete(messageId)
}

function boundSeenMessages({ seenCache }: GossipsubInternals): void {
  const put = seenCache.put.bind(seenCache)
  seenCache.put = (messageId) => {
    const known = put(messageId)
    if (seenCache.entries.size > MAX_SEEN_MESSAGES) seenCache.entries.delete(oldestKey(seenCache.entries))
    return known
  }
}

function boundDeliveryRecords({ deliveryRecords }: ScoreInternals): void {
  const { records, queue } = deliveryRecords
  const ensureRecord = deliveryRecords.ensureRecord.bind(deliveryRecords)
  deliveryRecords.ensureRecord = (messageId) => {
    const record = ensureRecord(messageId)
    // The queue still names what was forgotten, so it may be longer than the records are many.
    while (records.size > MAX_SEEN_MESSAGES) records.delete(queue.shift()!.msgId)
    return record
  }
}

/** A backoff of 2^64 - 1 seconds would be kept for ever, one for each peer id an attacker makes. */
function boundBackoffs(router: GossipsubInternals): void {
  const add = router.doAddBackoff.bind(router)
  router.doAddBackoff = (peerId, topic, durationMs) => {
    add(peerId, topic, Math.min(durationMs, MAX_BACKOFF_MS))
    const backoffs = router.backoff.get(topic)!
    if (backoffs.size > MAX_BACKOFFS_PER_TOPIC) backoffs.delete(oldestKey(backoffs))
  }
}

/**
 * gossipsub 17 keeps a bad score for `retainScore` after a disconnect, but overwrites it when the peer comes back, so that
 * reconnecting would clean it. GossipSub v1.1 ("retain score") and the implementation in Go resume it.
 */
function retainScores(score: ScoreInternals): void {
  const addUnknownPeer = score.addPeer.bind(score)
  const removePeer = score.removePeer.bind(score)
  /** Peers that left, in that order. */
  const retained = new Map<string, true>()
  score.addPeer = (peerId) => {
    retained.delete(peerId)
    const stats = score.peerStats.get(peerId)
    if (stats === undefined) addUnknownPeer(peerId)
    else stats.connected = true
  }
  score.removePeer = (peerId) => {
    removePeer(peerId)
    // gossipsub 17 would remember the last score of every peer it ever had.
    score.scoreCache.delete(peerId)
    if (score.peerStats.has(peerId)) retained.set(peerId, true)
    if (retained.size > MAX_RETAINED_SCORES) {
      const oldest = oldestKey(retained)
      retained.delete(oldest)
      forgetScore(score, oldest)
    }
  }
}

function forgetScore(score: ScoreInternals, peerId: string): void {
  const stats = score.peerStats.get(peerId)
  // It may have expired by itself.
  if (stats === undefined || stats.connected) return
  for (const address of [...stats.knownIPs]) score.removeIP(peerId, address)
  score.peerStats.delete(peerId)
  score.scoreCache.delete(peerId)
}

function oldestKey(map: ReadonlyMap<string, unknown>): string {
  return map.keys().next().value!
}
