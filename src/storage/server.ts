/** The storage room on Node: the state store and the archive as files. */
export * from './index.ts'
export { type ArchiveLocation, type OpenMessageArchiveOptions, openMessageArchive } from './open-message-archive.ts'
export { openSqliteMessageArchive, type SqliteMessageArchiveOptions } from './open-sqlite-message-archive.ts'
export { openSqliteStateStore, type SqliteStateStoreOptions } from './open-sqlite-state-store.ts'
