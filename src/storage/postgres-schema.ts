import type { ClientBase, QueryConfig } from 'pg'
import { StorageError } from './storage-error.ts'

/** Any numbers, the same in every node: what advisory locks are known by in a database. */
export const MIGRATION_LOCK = 0x57415243
export const PRUNE_LOCK = 0x57415250

/** Nodes that add to one sum wait for each other; of so many sums each takes another. */
export const TOTAL_SLOTS = 16

/**
 * Both indices hold whatever finding a page takes, so that only the messages on it are read. The size of what is encrypted
 * does not shrink by compressing, so that is not tried.
 */
const MESSAGES = `
  CREATE TABLE waku_messages (
    hash bytea PRIMARY KEY,
    timestamp bigint NOT NULL,
    pubsub_topic text NOT NULL,
    content_key bytea NOT NULL,
    size integer NOT NULL,
    data bytea NOT NULL
  ) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
  ALTER TABLE waku_messages ALTER COLUMN data SET STORAGE EXTERNAL;
  CREATE INDEX waku_messages_of_pubsub_topic ON waku_messages (pubsub_topic, timestamp, hash) INCLUDE (size);
  CREATE INDEX waku_messages_of_content_topic ON waku_messages (content_key, pubsub_topic, timestamp, hash)
    INCLUDE (size)`

/** Counted while messages come and go: counting them takes the longer the more they are. A topic's total is the sum of its slots. */
const TOTALS = `
  CREATE TABLE waku_archive_totals (
    pubsub_topic text NOT NULL,
    slot integer NOT NULL,
    messages bigint NOT NULL,
    bytes bigint NOT NULL,
    PRIMARY KEY (pubsub_topic, slot)
  ) WITH (fillfactor = 50);
  INSERT INTO waku_archive_totals
    SELECT pubsub_topic, 0, count(*), sum(size) FROM waku_messages GROUP BY pubsub_topic`

/** How schema n is made of schema n - 1. */
export const POSTGRES_MIGRATIONS: readonly string[] = [MESSAGES, TOTALS]

/** A large table takes as long as it takes, and so does another node that is at it. */
const MIGRATION_TIMEOUT_MS = 3_600_000

/**
 * Brings a database to the newest schema, one node at a time.
 * @throws StorageError `store_too_new`, `store_too_old`; what PostgreSQL says
 */
export async function migratePostgres(client: ClientBase, place: string, migrates: boolean): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query('SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0')
    await runLong(client, `SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`, MIGRATION_TIMEOUT_MS)
    await client.query('CREATE TABLE IF NOT EXISTS waku_archive_schema (version integer NOT NULL)')
    const { rows } = await client.query<{ version: number }>('SELECT version FROM waku_archive_schema')
    const version = rows[0]?.version ?? 0
    refuseOtherVersion(version, place, migrates)
    for (const migration of POSTGRES_MIGRATIONS.slice(version)) await runLong(client, migration, MIGRATION_TIMEOUT_MS)
    if (version < POSTGRES_MIGRATIONS.length) {
      await client.query('DELETE FROM waku_archive_schema')
      await client.query('INSERT INTO waku_archive_schema VALUES ($1)', [POSTGRES_MIGRATIONS.length])
    }
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** Runs a statement whose answer is waited for longer than for others. The server's own limits are the caller's matter. */
export async function runLong(client: ClientBase, sql: string, timeoutMs: number): Promise<void> {
  const config: QueryConfig & { readonly query_timeout: number } = { text: sql, query_timeout: timeoutMs }
  await client.query(config)
}

function refuseOtherVersion(version: number, place: string, migrates: boolean): void {
  const known = POSTGRES_MIGRATIONS.length
  if (version > known) {
    const versions = `has schema ${version}, this program knows ${known}`
    throw new StorageError('store_too_new', `The archive ${place} ${versions}: use the newer program`)
  }
  if (version > 0 && version < known && !migrates) {
    const versions = `has schema ${version}, this program writes ${known}`
    throw new StorageError('store_too_old', `The archive ${place} ${versions}: let it be migrated`)
  }
}
