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
})
