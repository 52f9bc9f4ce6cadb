import { expect } from 'chai'
import {
  ConfigError,
  type GivenOptions,
  type HostConfig,
  nodeConfigFrom,
  readOptions,
} from '../../../src/config/index.ts'

const files: Record<string, string> = { 'key.pem': 'KEY', 'cert.pem': 'CERT' }
const secure = {
  'websocket-secure-support': 'true',
  'websocket-secure-key-path': 'key.pem',
  'websocket-secure-cert-path': 'cert.pem',
}

function configOf(flags: GivenOptions) {
  const readText = (path: string): string => {
    if (files[path] === undefined) throw new Error(`no file ${path}`)
    return files[path]
  }
  const given = { 'rln-relay-eth-client-address': ['http://127.0.0.1:8545'], ...flags }
  return nodeConfigFrom(readOptions({ flags: given, environment: {}, readText }), readText)
}

function announced(flags: GivenOptions): readonly [readonly string[], boolean] {
  const { announcedAddresses, announcesOnlyThose }: HostConfig = configOf(flags).host
  return [announcedAddresses, announcesOnlyThose]
}

describe('host configuration', () => {
  describe('listens', () => {
    it('on TCP, and on WebSocket when it is told to', () => {
      expect(configOf({}).host.listenAddresses).to.deep.equal(['/ip4/0.0.0.0/tcp/60000'])
      expect(configOf({ 'websocket-support': 'true', 'listen-address': '::' }).host.listenAddresses).to.deep.equal([
        '/ip6/::/tcp/60000',
        '/ip6/::/tcp/8000/ws',
      ])
    })

    it('on secure WebSocket in place of the plain one, with key and certificate', () => {
      const { listenAddresses, tls } = configOf({ ...secure, 'websocket-support': 'true' }).host
      expect(listenAddresses).to.deep.equal(['/ip4/0.0.0.0/tcp/60000', '/ip4/0.0.0.0/tcp/8000/wss'])
      expect(tls).to.deep.equal({ key: 'KEY', certificate: 'CERT' })
    })

    it('on shifted ports, but leaves "any free one" alone', () => {
      const config = configOf({ 'ports-shift': '7', 'websocket-support': 'true', 'websocket-port': '0' })
      expect(config.host.listenAddresses).to.deep.equal(['/ip4/0.0.0.0/tcp/60007', '/ip4/0.0.0.0/tcp/0/ws'])
      expect(config.rest?.port).to.equal(8652)
      expect(config.storagePath).to.equal('.wakunode/node-60007')
    })
  })

  describe('announces', () => {
    const ext = '/ip4/198.51.100.1/tcp/1'

    it('what it listens on, with what it is given besides', () => {
      expect(announced({})).to.deep.equal([[], false])
      expect(announced({ 'ext-multiaddr': [ext] })).to.deep.equal([[ext], false])
    })

    it('only what it is given, when it is told so', () => {
      const flags = { 'ext-multiaddr': [ext], 'ext-multiaddr-only': 'true', 'dns4-domain-name': 'a.example' }
      expect(announced(flags)).to.deep.equal([[ext], true])
    })

    it('its external IP address in place of the ones it listens on', () => {
      expect(announced({ nat: 'extip:203.0.113.7' })).to.deep.equal([['/ip4/203.0.113.7/tcp/60000'], true])
      const flags = { nat: 'extip:2001:db8::1', 'websocket-support': 'true', 'ext-multiaddr': [ext] }
      expect(announced(flags)).to.deep.equal([
        ['/ip6/2001:db8::1/tcp/60000', '/ip6/2001:db8::1/tcp/8000/ws', ext],
        true,
      ])
    })

    it('its name before its IP address', () => {
      const flags = { nat: 'extip:203.0.113.7', 'dns4-domain-name': 'node.a.example', 'ports-shift': '1', ...secure }
      expect(announced(flags)).to.deep.equal([
        ['/dns4/node.a.example/tcp/60001', '/dns4/node.a.example/tcp/8001/wss'],
        true,
      ])
    })
  })

  describe('shares its connections out', () => {
    it('60:40 as nwaku, or as it is told', () => {
      expect(configOf({}).host.slots).to.deep.equal({ relayOutbound: 10, relayInbound: 20, service: 15, inbound: 40 })
      expect(configOf({ 'relay-service-ratio': '90:10' }).host.slots.service).to.equal(4)
      expect(configOf({ 'max-connections': '20', 'max-relay-peers': '20' }).host.slots.service).to.equal(0)
    })

    it('counts loopback only when a limit was asked for', () => {
      expect(configOf({}).host).to.deep.include({ ipColocationLimit: 5, isColocationLimitGiven: false })
      const given = configOf({ 'ip-colocation-limit': '5' }).host
      expect(given).to.deep.include({ ipColocationLimit: 5, isColocationLimitGiven: true })
    })
  })

  const wrong: readonly (readonly [string, GivenOptions, string, RegExp])[] = [
    ['secure WebSocket without a key', { 'websocket-secure-support': 'true' }, 'missing_value', /key-path/],
    [
      'a key it cannot read',
      { ...secure, 'websocket-secure-key-path': 'no.pem' },
      'unreadable_file',
      /key-path no\.pem/,
    ],
    [
      'a port that is shifted away',
      { 'ports-shift': '6000' },
      'conflicting_options',
      /--tcp-port 60000.*--ports-shift/,
    ],
    ['only nothing to announce', { 'ext-multiaddr-only': 'true' }, 'missing_value', /--ext-multiaddr-only/],
    ['a malformed address to announce', { 'ext-multiaddr': ['here'] }, 'invalid_value', /--ext-multiaddr/],
    ['an external address that is none', { nat: 'extip:300.1.1.1' }, 'invalid_value', /--nat/],
    ['a port mapping it cannot make', { nat: 'upnp' }, 'invalid_value', /extip/],
    [
      'an announced port that is not known yet',
      { nat: 'extip:1.2.3.4', 'tcp-port': '0' },
      'conflicting_options',
      /--tcp-port/,
    ],
    ['a name that is none', { 'dns4-domain-name': 'a b' }, 'invalid_value', /--dns4-domain-name/],
    ['a ratio that is none', { 'relay-service-ratio': '2:1' }, 'invalid_value', /--relay-service-ratio/],
    ['more relay peers than connections', { 'max-relay-peers': '51' }, 'conflicting_options', /--max-connections 50/],
    ['a malformed static peer', { staticnode: ['/ip4/127.0.0.1/tcp/1'] }, 'invalid_value', /--staticnode/],
  ]
  for (const [what, flags, code, message] of wrong) {
    it(`refuses ${what}, naming the flag`, () => {
      expect(() => configOf(flags))
        .to.throw(ConfigError, message)
        .with.property('code', code)
    })
  }
})
