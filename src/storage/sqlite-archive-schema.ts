import type { SqliteFormat } from './sqlite-file.ts'

/**
 * Both indices hold whatever finding a page takes, so that only the messages on it are read: a topic's messages lie in
 * the archive's order, and those of several topics are merged.
 */
const MESSAGES = `
  CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    timestamp INTEGER NOT NULL,
    pubsub_topic TEXT NOT NULL,
    content_key BLOB NOT NULL,
    size INTEGER NOT NULL,
    data BLOB NOT NULL
  ) STRICT;
  CREATE INDEX messages_of_pubsub_topic ON messages (pubsub_topic, timestamp, hash, size);
  CREATE INDEX messages_of_content_topic ON messages (content_key, pubsub_topic, timestamp, hash, size)`

/** Counted while messages come and go: counting them takes the longer the more they are. */
const TOTALS = `
  CREATE TABLE totals (pubsub_topic TEXT PRIMARY KEY, messages INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO totals SELECT pubsub_topic, count(*) FROM messages GROUP BY pubsub_topic`

export const SQLITE_ARCHIVE_FORMAT: SqliteFormat = {
  /** "WARC" */
  applicationId: 0x57415243,
  migrations: [MESSAGES, TOTALS],
  // Checking as much takes about half a second. What is damaged in a larger file is found when it is read.
  maxCheckedBytes: 256 * 1024 * 1024,
}
