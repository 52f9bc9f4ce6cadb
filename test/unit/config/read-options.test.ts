import { expect } from 'chai'
import { ConfigError, type GivenOptions, readOptionEntries, readOptions } from '../../../src/config/index.ts'

const noFile = (): string => {
  throw new Error('no file was expected to be read')
}

function read(flags: GivenOptions, environment: Record<string, string> = {}, file?: string) {
  return readOptions({ flags, environment, readText: file === undefined ? noFile : () => file })
}

describe('readOptions', () => {
  it('gives every option its default when nothing is said', () => {
    const options = read({})
    expect(options['tcp-port']).to.equal(60_000)
    expect(options['rest-address']).to.equal('127.0.0.1')
    expect(options.staticnode).to.deep.equal([])
    expect(options['cluster-id']).to.equal(undefined)
  })

  it('prefers the command line to the environment, that to the file, that to the preset', () => {
    const file = 'cluster-id = 1\nrest-port = 4\ntcp-port = 4\npreset = "twn"\n'
    const environment = { WAKUNODE2_CONFIG_FILE: 'node.toml', WAKUNODE2_REST_PORT: '3', WAKUNODE2_TCP_PORT: '3' }
    const options = read({ 'tcp-port': '2' }, environment, file)
    expect(options['tcp-port']).to.equal(2)
    expect(options['rest-port']).to.equal(3)
    expect(options['cluster-id']).to.equal(1)
    expect(options['num-shards-in-network']).to.equal(8)
  })

  it('reads lists from repeated flags, from commas in the environment and from arrays in the file', () => {
    expect(read({ shard: ['1', '2'] }).shard).to.deep.equal([1, 2])
    expect(read({}, { WAKUNODE2_SHARD: '1, 2' }).shard).to.deep.equal([1, 2])
    expect(read({ 'config-file': 'x' }, {}, 'shard = [1, 2]').shard).to.deep.equal([1, 2])
  })

  const wrong: readonly (readonly [string, GivenOptions, string, RegExp])[] = [
    ['a number that is none', { 'tcp-port': 'abc' }, 'invalid_value', /--tcp-port/],
    ['a number out of its bounds', { 'tcp-port': '70000' }, 'invalid_value', /65535/],
    ['a negative number', { 'tcp-port': '-1' }, 'invalid_value', /--tcp-port/],
    ['a boolean that is none', { rest: 'maybe' }, 'invalid_value', /true or false/],
    ['one value given twice', { preset: 'twn', nodekey: ['a', 'b'] }, 'invalid_value', /--nodekey/],
    ['an unknown preset', { preset: 'moon' }, 'invalid_value', /twn/],
    [
      'another cluster than its preset',
      { preset: 'twn', 'cluster-id': '2' },
      'conflicting_options',
      /--cluster-id 2.*1/,
    ],
    [
      'another contract than its preset',
      { preset: 'twn', 'rln-relay-eth-contract-address': `0x${'0'.repeat(40)}` },
      'conflicting_options',
      /--rln-relay-eth-contract-address/,
    ],
  ]
  for (const [what, flags, code, message] of wrong) {
    it(`refuses ${what}, naming the flag`, () => {
      expect(() => read(flags))
        .to.throw(ConfigError, message)
        .with.property('code', code)
    })
  }

  it('takes what repeats its preset, in whichever case', () => {
    const contract = '0xb9cd878c90e49f797b4431fbf4fb333108cb90e6'
    const options = read({ preset: 'twn', 'cluster-id': '1', 'rln-relay-eth-contract-address': contract })
    expect(options['cluster-id']).to.equal(1)
  })

  it('refuses a key of the configuration file that is no option', () => {
    expect(() => read({ 'config-file': 'x.toml' }, {}, 'tpc-port = 1'))
      .to.throw(ConfigError, /tpc-port in x\.toml/)
      .with.property('code', 'unknown_option')
  })

  it('says which configuration file is not TOML', () => {
    expect(() => read({ 'config-file': 'x.toml' }, {}, '= nothing'))
      .to.throw(ConfigError, /x\.toml/)
      .with.property('code', 'unreadable_file')
  })

  it('names the variable, or the file and its line, that a wrong value came from', () => {
    expect(() => read({}, { WAKUNODE2_TCP_PORT: 'abc' })).to.throw(ConfigError, /--tcp-port .*WAKUNODE2_TCP_PORT/)
    const file = '# comment\nrest-port = 1\n\ntcp-port = "abc"\n'
    expect(() => read({ 'config-file': 'node.toml' }, {}, file)).to.throw(ConfigError, /node\.toml, line 4/)
    expect(() => read({ 'config-file': 'node.toml' }, {}, 'x = 1\ny = = 2\n')).to.throw(ConfigError, /line 2/)
  })

  it('refuses unknown keys and variables by name, and says why an option of nwaku is not there', () => {
    expect(() => read({ 'config-file': 'node.toml' }, {}, '\ntpc-port = 1')).to.throw(ConfigError, /tpc-port .*line 2/)
    expect(() => read({ 'config-file': 'node.toml' }, {}, '[network]\nport = 1')).to.throw(
      ConfigError,
      /network .*line 1/,
    )
    expect(() => read({}, { WAKUNODE2_TPC_PORT: '1' })).to.throw(ConfigError, /WAKUNODE2_TPC_PORT is not an option/)
    expect(() => read({}, { WAKUNODE2_DNS_DISCOVERY: 'true' })).to.throw(ConfigError, /not offered .*--staticnode/)
  })

  it('tells for every option where its value comes from', () => {
    const entries = readOptionEntries({
      flags: { 'tcp-port': '2', 'config-file': 'node.toml' },
      environment: { WAKUNODE2_REST_PORT: '3' },
      readText: () => 'preset = "twn"\nshard = [1]',
    })
    expect(entries['tcp-port']).to.deep.equal({ value: 2, origin: 'flag', place: '--tcp-port' })
    expect(entries['rest-port']).to.deep.equal({ value: 3, origin: 'environment', place: 'WAKUNODE2_REST_PORT' })
    expect(entries.shard).to.deep.equal({ value: [1], origin: 'file', place: 'node.toml, line 2' })
    expect(entries['cluster-id']).to.deep.equal({ value: 1, origin: 'preset', place: 'preset twn' })
    expect(entries['rest-address']).to.deep.equal({ value: '127.0.0.1', origin: 'default' })
  })
})
