import type { OptionSpec } from './option-spec.ts'

/** Options of history, of exchanging peers, and of how much services serve. Names follow nwaku's. */
export const storeOptions = {
  store: { type: 'boolean', help: 'archive messages and serve history to others', default: false },
  storenode: {
    type: 'string',
    placeholder: 'MULTIADDR',
    help: 'store node to ask for history, before those that are found; trusted by store resume',
  },
  'store-message-retention-policy': {
    type: 'string',
    placeholder: 'POLICY',
    help: 'time:SECONDS, capacity:MESSAGES, size:N{MB,GB}, several of them with ; between, or none',
    default: 'time:172800',
  },
  'store-message-db-url': {
    type: 'string',
    placeholder: 'URL',
    help: 'sqlite://FILE or postgres://USER:PASSWORD@HOST:PORT/NAME (default: store.sqlite3 in --local-storage-path)',
    secret: true,
  },
  'store-message-db-vacuum': { type: 'boolean', help: 'give space back to the disk at the start', default: false },
  'store-message-db-migration': {
    type: 'boolean',
    help: 'bring the database of an older version up to date at the start',
    default: true,
  },
  'store-max-num-db-connections': {
    type: 'integer',
    placeholder: 'N',
    help: 'most connections to PostgreSQL',
    default: 50,
    bounds: [1, 1_000],
  },
  'store-resume': {
    type: 'boolean',
    help: 'fetch what was missed, of the last six hours, from other store nodes',
    default: false,
  },
  'peer-exchange': { type: 'boolean', help: 'tell peers the records of other nodes', default: true },
  'peer-exchange-node': { type: 'string', placeholder: 'MULTIADDR', help: 'node to ask for peers' },
  'rate-limit': {
    type: 'strings',
    placeholder: 'LIMIT',
    help: 'requests taken, as [store|lightpush|filter|px:]VOLUME/PERIOD{s,m,h,ms}, as store:100/1s (repeatable; 0: no limit)',
  },
} as const satisfies Record<string, OptionSpec>
