import type { OptionSpec } from './option-spec.ts'

/** Options of serving clients that do not relay, and of being one. Names follow nwaku's. */
export const lightOptions = {
  relay: {
    type: 'boolean',
    help: 'relay messages; false: a light node, which asks filter and light push nodes',
    default: true,
  },
  filter: { type: 'boolean', help: 'push messages to clients that subscribe to content topics', default: false },
  filternode: {
    type: 'strings',
    placeholder: 'MULTIADDR',
    help: 'filter node that REST subscribes at (repeatable; two are used at once; none: those that are found)',
  },
  'filter-subscription-timeout': {
    type: 'integer',
    placeholder: 'SECONDS',
    help: 'a client that was not heard of for this long is forgotten',
    default: 300,
    bounds: [1, 86_400],
  },
  'filter-max-peers-to-serve': {
    type: 'integer',
    placeholder: 'N',
    help: 'most clients subscribed at once',
    default: 1_000,
    bounds: [1, 100_000],
  },
  'filter-max-criteria': {
    type: 'integer',
    placeholder: 'N',
    help: 'most content topics of one client',
    default: 1_000,
    bounds: [1, 100_000],
  },
  lightpush: { type: 'boolean', help: 'relay messages that clients push, when their proofs hold', default: false },
  lightpushnode: {
    type: 'strings',
    placeholder: 'MULTIADDR',
    help: 'light push node that REST pushes to (repeatable, tried one by one; none: those that are found)',
  },
  'lightpush-attach-proof': {
    type: 'boolean',
    help: 'attach proofs of the own membership to pushed messages that have none',
    default: false,
  },
  'lightpush-attach-limit': {
    type: 'integer',
    placeholder: 'N',
    help: 'most proofs attached for others in an epoch (default: half of the membership)',
    bounds: [1, 65_535],
  },
} as const satisfies Record<string, OptionSpec>
