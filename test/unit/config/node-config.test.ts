import { expect } from 'chai'
import { ConfigError, type GivenOptions, nodeConfigFrom, readOptions } from '../../../src/config/index.ts'
import { MAX_MESSAGE_SIZE_BYTES } from '../../../src/message/index.ts'

const rpc = { 'rln-relay-eth-client-address': ['http://127.0.0.1:8545'] }

function configFrom(flags: GivenOptions, files: Record<string, string> = {}) {
  const readText = (path: string): string => {
    const text = files[path]
    if (text === undefined) throw new Error(`no file ${path}`)
    return text
  }
  return nodeConfigFrom(readOptions({ flags: { ...rpc, ...flags }, environment: {}, readText }), readText)
}

describe('nodeConfigFrom', () => {
  it('relays all shards of the network when none is named', () => {
    expect(configFrom({ 'num-shards-in-network': '3' }).network.shards).to.deep.equal([0, 1, 2])
  })

  it('relays the named shards and those of the named content topics, each once', () => {
    const { network } = configFrom({
      'num-shards-in-network': '8',
      shard: ['7', '3'],
      'content-topic': ['/toychat/2/huilong/proto'],
    })
    expect(network.shards).to.deep.equal([3, 7])
  })

  it('takes the values of The Waku Network from its preset', () => {
    const { network, rln } = configFrom({ preset: 'twn' })
    expect(network).to.deep.include({ clusterId: 1, shardCount: 8, isMetadataRequired: true })
    expect(network.shards).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7])
    expect(rln!.contractAddress).to.equal('0xB9cd878C90E49F797B4431fBF4fb333108CB90e6')
    expect(MAX_MESSAGE_SIZE_BYTES).to.equal(150 * 1024)
    expect(rln).to.deep.include({ chainId: 59_141, epochSizeSeconds: 600, externalNullifierMode: 'hashed' })
  })

  it('keeps state beside the port by default, and in memory on any free port', () => {
    expect(configFrom({ 'tcp-port': '60001' }).storagePath).to.equal('.wakunode/node-60001')
    expect(configFrom({ 'tcp-port': '0' }).storagePath).to.equal(undefined)
  })

  it('asks for nothing of the chain when RLN is off', () => {
    expect(configFrom({ 'rln-relay': 'false', 'rln-relay-eth-client-address': [] }).rln).to.equal(undefined)
  })

  it('reads the password from its file without the line end', () => {
    const flags = { 'rln-relay-cred-path': 'k.json', 'rln-relay-cred-password-file': 'p' }
    expect(configFrom(flags, { p: 'secret word\n' }).rln?.credential?.password).to.equal('secret word')
  })

  const wrong: readonly (readonly [string, GivenOptions, string, RegExp])[] = [
    ['no endpoint', { 'rln-relay-eth-client-address': [] }, 'missing_value', /--rln-relay-eth-client-address/],
    ['a WebSocket endpoint', { 'rln-relay-eth-client-address': ['ws://x'] }, 'invalid_value', /http/],
    [
      'no proofs in a network of proofs',
      { 'rln-relay': 'false', preset: 'twn' },
      'conflicting_options',
      /--rln-relay=false .*--preset twn/,
    ],
    [
      'a membership without RLN',
      { 'rln-relay': 'false', 'rln-relay-cred-path': 'k.json' },
      'conflicting_options',
      /--rln-relay-cred-path needs RLN.*--rln-relay=false/,
    ],
    [
      'slashing without RLN',
      { 'rln-relay': 'false', slash: 'true' },
      'conflicting_options',
      /--slash needs RLN.*--rln-relay=false/,
    ],
    ['a shard the network does not have', { shard: ['9'] }, 'invalid_value', /--shard 9/],
    ['a malformed content topic', { 'content-topic': ['nonsense'] }, 'invalid_value', /nonsense/],
    ['a keystore without a password', { 'rln-relay-cred-path': 'k' }, 'missing_value', /password/],
    ['another external nullifier', { 'rln-relay-external-nullifier': 'odd' }, 'invalid_value', /hashed, plain/],
    [
      'a reversed message id range',
      { 'rln-relay-cred-path': 'k', 'rln-relay-cred-password': 'x', 'rln-relay-message-id-range': '9-3' },
      'invalid_value',
      /FROM-TO/,
    ],
  ]
  for (const [what, flags, code, message] of wrong) {
    it(`refuses ${what}, naming the flag`, () => {
      expect(() => configFrom(flags))
        .to.throw(ConfigError, message)
        .with.property('code', code)
    })
  }

  it('never puts a secret into the message', () => {
    const flags = {
      'rln-relay-cred-path': 'k',
      'rln-relay-cred-password': 'hunter2',
      'rln-relay-cred-password-file': 'p',
    }
    expect(() => configFrom(flags))
      .to.throw(ConfigError)
      .with.property('message')
      .that.does.not.include('hunter2')
  })
})
