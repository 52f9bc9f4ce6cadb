/** The storage room on Node: the state store as a file. */
export * from './index.ts'
export { openSqliteStateStore, type SqliteStateStoreOptions } from './open-sqlite-state-store.ts'
