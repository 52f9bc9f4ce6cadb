/**
 * The plan of the house as data: which room stands on which floor, and which room owns which outside library.
 * `scripts/check.ts` holds the sources to it, ARCHITECTURE.md explains it.
 */

/** Floors from the ground up. A room imports rooms of lower floors only, through their doors. */
export const FLOORS: readonly (readonly string[])[] = [
  ['foundation'],
  ['message', 'rln', 'encryption'],
  ['storage', 'membership', 'network'],
  [
    'spam-protection',
    'relay',
    'services/store',
    'services/filter',
    'services/lightpush',
    'services/peer-exchange',
    'services/metadata',
  ],
  ['config', 'node', 'sdk'],
  ['cli', 'rest', 'telemetry', 'dashboard', 'devnet'],
]

export const ROOMS: readonly string[] = FLOORS.flat()

/** The few imports between rooms of one floor: assembly reads the configuration, the command line starts the others. */
export const SAME_FLOOR: Readonly<Record<string, readonly string[]>> = {
  node: ['config'],
  sdk: ['config'],
  cli: ['rest', 'telemetry', 'devnet'],
  // Who serves the page hands out what the page's room made.
  rest: ['dashboard'],
  // A development network watches its nodes through their REST API, with rest's own client.
  devnet: ['rest', 'dashboard'],
}

/** Rooms below that a room has no business with, although the floors would let it in. */
export const STRANGERS: Readonly<Record<string, readonly string[]>> = {
  // Relay knows no zero-knowledge: it is given validators.
  relay: ['rln', 'membership'],
}

export interface Owner {
  /** Regular expression for the package name. */
  readonly library: string
  /** Rooms that may import it, as regular expressions. */
  readonly rooms: readonly string[]
}

/** Which rooms may import an outside library. What is not listed has no owner and may not be imported from src. */
export const OWNERS: readonly Owner[] = [
  { library: 'ethers', rooms: ['membership'] },
  { library: '@zk-kit/[^/]+', rooms: ['rln'] },
  { library: '(libp2p|@libp2p/[^/]+|@multiformats/[^/]+)', rooms: ['network', 'relay'] },
  { library: '@ethereumjs/rlp', rooms: ['network'] },
  { library: 'protons-runtime', rooms: ['message', 'services/[^/]+'] },
  { library: 'uint8arraylist', rooms: ['message', 'network', 'relay', 'services/[^/]+'] },
  { library: 'pg', rooms: ['storage'] },
  { library: 'fastify', rooms: ['rest'] },
  { library: 'uplot', rooms: ['dashboard'] },
  { library: 'commander', rooms: ['cli'] },
  { library: 'picocolors', rooms: ['cli', 'devnet'] },
  { library: 'smol-toml', rooms: ['config', 'cli'] },
  { library: '(pino|prom-client)', rooms: ['telemetry'] },
  // Hashes, curves and ciphers are arithmetic: any room may compute.
  { library: '@noble/[^/]+', rooms: ['.+'] },
]

/** Rooms whose index.ts may reach Node's own modules. The sdk is not among them: it runs in a browser. */
export const NODE_ROOMS: readonly string[] = ['config', 'node', 'cli', 'rest', 'telemetry', 'devnet']

/** The highest floor that may not read the machine's clock or dice itself: Clock and Random are handed in. */
export const HIGHEST_FLOOR_WITHOUT_AMBIENT_STATE = 3
