import { expect } from 'chai'
import { ConfigError, nodeOptions, notOffered, readNodeConfig } from '../../../src/config/index.ts'

describe('readNodeConfig', () => {
  it('names the places of options that contradict each other', () => {
    const files: Readonly<Record<string, string>> = {
      'node.toml': 'rln-relay-eth-client-address = ["http://127.0.0.1:8545"]\n\nshard = [9]\n',
    }
    const sources = {
      flags: { 'config-file': 'node.toml' },
      environment: { WAKUNODE2_NUM_SHARDS_IN_NETWORK: '8' },
      readText: (path: string) => files[path]!,
    }
    expect(() => readNodeConfig(sources)).to.throw(
      ConfigError,
      /--shard 9.*num-shards-in-network: WAKUNODE2_NUM_SHARDS_IN_NETWORK; shard: node\.toml, line 3/,
    )
  })

  it('offers nothing that it says it does not offer', () => {
    expect(Object.keys(notOffered).filter((name) => Object.hasOwn(nodeOptions, name))).to.deep.equal([])
  })

  describe('with the configuration of an nwaku node', () => {
    const given = { 'rln-relay-eth-client-address': 'http://127.0.0.1:8545' }
    const read = (toml: string, environment: Record<string, string> = {}) =>
      readNodeConfig({ flags: { ...given, 'config-file': 'nwaku.toml' }, environment, readText: () => toml })

    it('leaves alone what is switched off, and what says what is so anyway', () => {
      const toml = 'discv5-discovery = false\nmix = false\nrln-relay-dynamic = true\nmax-msg-size = "150KiB"\n'
      expect(() => read(toml, { WAKUNODE2_DNS_DISCOVERY: 'False', WAKUNODE2_STORE_SYNC: 'off' })).not.to.throw()
    })

    it('refuses what it cannot do, with the reason and the place', () => {
      expect(() => read('\ndiscv5-discovery = true\n')).to.throw(ConfigError, /nwaku\.toml, line 2.*--staticnode/)
      expect(() => read('', { WAKUNODE2_MAX_MSG_SIZE: '1MiB' })).to.throw(ConfigError, /WAKUNODE2_MAX_MSG_SIZE.*150KiB/)
      expect(() => read('rln-relay-dynamic = false\n')).to.throw(ConfigError, /rln-relay-dynamic/)
    })

    it("takes nwaku's words for true and false", () => {
      const config = read('', { WAKUNODE2_REST: 'Off', WAKUNODE2_KEEP_ALIVE: 'No', WAKUNODE2_METRICS_SERVER: 'True' })
      expect(config).not.to.have.property('rest')
      expect(config.host.keepsAlive).to.equal(false)
      expect(config.metrics).to.have.property('server')
    })

    it('publishes no more than the user message limit', () => {
      const credential = { 'rln-relay-cred-path': 'a.json', 'rln-relay-cred-password': 'secret' }
      const flags = { ...given, ...credential, 'rln-relay-user-message-limit': '3' }
      const sources = { environment: {}, readText: () => '' }
      expect(readNodeConfig({ ...sources, flags }).rln?.credential).to.include({ messageLimit: 3 })
      const both = { ...flags, 'rln-relay-message-id-range': '0-3' }
      expect(() => readNodeConfig({ ...sources, flags: both })).to.throw(ConfigError, /not both/)
    })
  })
})
