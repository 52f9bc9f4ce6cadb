import { type OptionSpec, PORT } from './option-spec.ts'

/** Options of how the node is reached and which peers it keeps. Names follow nwaku's. */
export const hostOptions = {
  'listen-address': { type: 'string', placeholder: 'IP', help: 'address to listen on', default: '0.0.0.0' },
  'tcp-port': {
    type: 'integer',
    placeholder: 'PORT',
    help: 'libp2p TCP port (0: any free)',
    default: 60_000,
    bounds: PORT,
  },
  'websocket-support': { type: 'boolean', help: 'also listen for WebSocket connections', default: false },
  'websocket-port': {
    type: 'integer',
    placeholder: 'PORT',
    help: 'WebSocket port (0: any free)',
    default: 8000,
    bounds: PORT,
  },
  'websocket-secure-support': {
    type: 'boolean',
    help: 'listen for secure WebSocket connections instead',
    default: false,
  },
  'websocket-secure-key-path': { type: 'string', placeholder: 'FILE', help: 'private key for them, PEM' },
  'websocket-secure-cert-path': {
    type: 'string',
    placeholder: 'FILE',
    help: 'certificate for them, with its chain, PEM',
  },
  'ports-shift': {
    type: 'integer',
    placeholder: 'N',
    help: 'added to every port but 0, for several nodes on one machine',
    default: 0,
    bounds: PORT,
  },
  nat: {
    type: 'string',
    placeholder: 'HOW',
    help: 'extip:IP announces that address; any and none, none',
    default: 'any',
  },
  'dns4-domain-name': { type: 'string', placeholder: 'NAME', help: 'name to announce, with the ports listened on' },
  'ext-multiaddr': { type: 'strings', placeholder: 'MULTIADDR', help: 'address to announce besides (repeatable)' },
  'ext-multiaddr-only': { type: 'boolean', help: 'announce nothing else', default: false },
  nodekey: { type: 'string', placeholder: 'HEX', help: 'secp256k1 key of the node, 32 bytes hex', secret: true },
  staticnode: {
    type: 'strings',
    placeholder: 'MULTIADDR',
    help: 'peer to stay connected to, unless it floods a service (repeatable)',
  },
  'max-connections': {
    type: 'integer',
    placeholder: 'N',
    help: 'most connections at once',
    default: 50,
    bounds: [1, 10_000],
  },
  'ip-colocation-limit': {
    type: 'integer',
    placeholder: 'N',
    help: 'peers of one address (0: any number; default 5, and none for loopback, which a given limit holds for too)',
    bounds: [0, 10_000],
  },
  'max-relay-peers': {
    type: 'integer',
    placeholder: 'N',
    help: 'most relay peers (default: their share of the connections)',
    bounds: [0, 10_000],
  },
  'relay-service-ratio': {
    type: 'string',
    placeholder: 'R:S',
    help: 'percentages of the connections for relay and for services',
    default: '60:40',
  },
  'peer-persistence': { type: 'boolean', help: 'remember peers over restarts', default: true },
  'peer-store-capacity': {
    type: 'integer',
    placeholder: 'N',
    help: 'most peers remembered (default 1000)',
    bounds: [1, 10_000],
  },
  'keep-alive': { type: 'boolean', help: 'ping peers, and disconnect those that do not answer', default: true },
  'agent-string': {
    type: 'string',
    placeholder: 'TEXT',
    help: 'agent version told to peers',
    default: 'waku-rln-relay',
  },
} as const satisfies Record<string, OptionSpec>
