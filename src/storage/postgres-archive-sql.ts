import { TOTAL_SLOTS } from './postgres-schema.ts'

const ADD_TO_TOTALS = `
  ON CONFLICT (pubsub_topic, slot) DO UPDATE SET
    messages = waku_archive_totals.messages + excluded.messages, bytes = waku_archive_totals.bytes + excluded.bytes`
const SLOT = `pg_backend_pid() % ${TOTAL_SLOTS}`
const TOPICS = '(SELECT DISTINCT pubsub_topic AS topic FROM waku_archive_totals)'

/**
 * $1 hashes, $2 timestamps, $3 pubsub topics, $4 content keys, $5 data. Sorted, so that nodes which put the same messages
 * wait for each other in one order.
 */
export const PUT = `
  WITH added AS (
    INSERT INTO waku_messages (hash, timestamp, pubsub_topic, content_key, size, data)
    SELECT DISTINCT ON (hash) hash, timestamp, pubsub_topic, content_key, octet_length(data), data
    FROM unnest($1::bytea[], $2::bigint[], $3::text[], $4::bytea[], $5::bytea[])
      AS given (hash, timestamp, pubsub_topic, content_key, data)
    ORDER BY hash
    ON CONFLICT (hash) DO NOTHING
    RETURNING pubsub_topic, size
  )
  INSERT INTO waku_archive_totals (pubsub_topic, slot, messages, bytes)
  SELECT pubsub_topic, ${SLOT}, count(*), sum(size) FROM added GROUP BY pubsub_topic ORDER BY pubsub_topic
  ${ADD_TO_TOTALS}`

export type Direction = 'forward' | 'backward'

const ORDERS: Readonly<Record<Direction, string>> = {
  forward: 'timestamp, hash',
  backward: 'timestamp DESC, hash DESC',
}
/** $1 and $2 the place after which, $3 and $4 that before which messages are; $5 how many. */
const IN_RANGE = '(timestamp, hash) > ($1::bigint, $2::bytea) AND (timestamp, hash) < ($3::bigint, $4::bytea)'

/** $6 the pubsub topic or null for each of them. */
export const findOfPubsubTopics = (direction: Direction): string => merged(direction, '', 'pubsub_topic = topic')

/** $6 as before, $7 content keys. */
export const findOfContentTopics = (direction: Direction): string =>
  merged(direction, 'CROSS JOIN unnest($7::bytea[]) AS keys (key)', 'content_key = key AND pubsub_topic = topic')

/** A page's length of index entries of each topic, merged. */
function merged(direction: Direction, joined: string, condition: string): string {
  return `
    SELECT found.timestamp, found.hash, found.size
    FROM ${TOPICS} AS topics ${joined} CROSS JOIN LATERAL (
      SELECT timestamp, hash, size FROM waku_messages WHERE ${condition} AND ${IN_RANGE}
      ORDER BY ${ORDERS[direction]} LIMIT $5
    ) AS found
    WHERE $6::text IS NULL OR topic = $6
    ORDER BY ${ORDERS[direction]} LIMIT $5`
}

/** $6 as before, $7 content keys or null, $8 hashes. */
export const findByHashes = (direction: Direction): string => `
  SELECT timestamp, hash, size FROM waku_messages
  WHERE hash = ANY ($8::bytea[]) AND ${IN_RANGE} AND ($6::text IS NULL OR pubsub_topic = $6)
    AND ($7::bytea[] IS NULL OR content_key = ANY ($7))
  ORDER BY ${ORDERS[direction]} LIMIT $5`

/** $1 a hash. */
export const POSITION = 'SELECT timestamp, hash FROM waku_messages WHERE hash = $1'
/** $1 hashes. */
export const HAS = 'SELECT hash FROM waku_messages WHERE hash = ANY ($1::bytea[])'
/**
 * $1 hashes. One row: the places of those that are there, counted from 1, and of each its topic and size, and the data of all
 * in one piece. A row a message, with a text of twice its size, is what kept the event loop.
 */
export const READ = `
  SELECT array_agg(place::integer ORDER BY place) AS places, array_agg(pubsub_topic ORDER BY place) AS topics,
    array_agg(octet_length(data) ORDER BY place) AS sizes, string_agg(data, '' ORDER BY place) AS data
  FROM unnest($1::bytea[]) WITH ORDINALITY AS given (hash, place) JOIN waku_messages USING (hash)`

export const STATS = `
  SELECT topic, messages, bytes, oldest, newest FROM (
    SELECT pubsub_topic AS topic, sum(messages) AS messages, sum(bytes) AS bytes
    FROM waku_archive_totals GROUP BY pubsub_topic
  ) AS totals CROSS JOIN LATERAL (
    SELECT min(timestamp) AS oldest, max(timestamp) AS newest FROM waku_messages WHERE pubsub_topic = topic
  ) AS ends`

/** $1 a lock, kept until the end of the transaction. */
export const TRY_LOCK = 'SELECT pg_try_advisory_xact_lock($1) AS locked'

/** $1 hashes. */
export const DELETE = deleted('SELECT unnest($1::bytea[]) AS hash')

/** $1 how many, $2 a time before which they are. */
export const DELETE_OLDEST = deleted(`
  SELECT found.hash FROM ${TOPICS} AS topics CROSS JOIN LATERAL (
    SELECT timestamp, hash FROM waku_messages WHERE pubsub_topic = topic AND timestamp < $2::bigint
    ORDER BY timestamp, hash LIMIT $1
  ) AS found
  ORDER BY timestamp, hash LIMIT $1`)

/** Deletes the messages that `hashes` selects, takes them off the totals, and says how many they were. */
function deleted(hashes: string): string {
  return `
    WITH chosen AS (${hashes}), deleted AS (
      DELETE FROM waku_messages USING chosen WHERE waku_messages.hash = chosen.hash RETURNING pubsub_topic, size
    ), counted AS (
      INSERT INTO waku_archive_totals (pubsub_topic, slot, messages, bytes)
      SELECT pubsub_topic, ${SLOT}, -count(*), -sum(size) FROM deleted GROUP BY pubsub_topic ORDER BY pubsub_topic
      ${ADD_TO_TOTALS}
    )
    SELECT count(*)::integer AS deleted FROM deleted`
}
