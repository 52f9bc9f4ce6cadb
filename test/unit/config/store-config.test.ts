import { expect } from 'chai'
import type { GivenOptions } from '../../../src/config/index.ts'
import { configFailureOf, configFromFlags } from '../../support/config-from-flags.ts'

const PEER = '/ip4/127.0.0.1/tcp/60001/p2p/16Uiu2HAmPLe7Mzm8TsYUubgCAW1aJoeFScxrLj8ppHFivPo97bUZ'

const archiveOf = (flags: GivenOptions) => configFromFlags({ store: 'true', ...flags }).store.archive!

describe('storeConfigFrom', () => {
  it('keeps no history unless it is asked to', () => {
    expect(configFromFlags({}).store).to.deep.equal({})
    expect(configFromFlags({ storenode: PEER }).store).to.deep.equal({ storeNode: PEER })
  })

  it('keeps two days in a file beside the state by default, as nwaku keeps them', () => {
    expect(archiveOf({ 'local-storage-path': '/var/node' })).to.deep.equal({
      location: { kind: 'sqlite', path: '/var/node/store.sqlite3' },
      retention: { maxAgeSeconds: 172_800 },
      vacuums: false,
      migrates: true,
      resumes: false,
    })
    expect(archiveOf({ 'tcp-port': '0' }).location).to.deep.equal({ kind: 'memory' })
  })

  it('takes the databases that nwaku takes', () => {
    const location = (url: string) => archiveOf({ 'store-message-db-url': url }).location
    expect(location('sqlite://data/store.sqlite3')).to.deep.equal({ kind: 'sqlite', path: 'data/store.sqlite3' })
    expect(location('sqlite:///data/store.sqlite3')).to.deep.equal({ kind: 'sqlite', path: '/data/store.sqlite3' })
    expect(location('sqlite://:memory:')).to.deep.equal({ kind: 'memory' })
    const url = 'postgres://me:word@db:5432/waku'
    expect(location(url)).to.deep.equal({ kind: 'postgres', url, maxConnections: 50 })
  })

  it('does not repeat a database URL that it cannot read: it may hold a password', () => {
    for (const url of ['mysql://me:geheim@db/waku', 'geheim', 'postgres://', 'sqlite://']) {
      expect(configFailureOf({ store: 'true', 'store-message-db-url': url }))
        .to.match(/^invalid_value: --store-message-db-url/)
        .and.not.include('geheim')
    }
  })

  const policies: readonly (readonly [text: string, retention: object])[] = [
    ['time:3600', { maxAgeSeconds: 3_600 }],
    ['capacity:1000', { maxMessages: 1_000 }],
    ['size:30GB', { maxSizeBytes: 30 * 1024 ** 3 }],
    ['size:0.5gb', { maxSizeBytes: 512 * 1024 ** 2 }],
    ['size:100 MB', { maxSizeBytes: 100 * 1024 ** 2 }],
    ['time:3600; size:1GB', { maxAgeSeconds: 3_600, maxSizeBytes: 1024 ** 3 }],
    ['none', {}],
  ]
  for (const [text, retention] of policies) {
    it(`reads the retention policy ${text}`, () => {
      expect(archiveOf({ 'store-message-retention-policy': text }).retention).to.deep.equal(retention)
    })
  }

  for (const text of [
    '',
    'time',
    'time:',
    'time:0',
    'time:-1',
    'time:1.5',
    'time:5GB',
    'size:5',
    'size:0GB',
    'age:5',
  ]) {
    it(`refuses the retention policy "${text}"`, () => {
      expect(configFailureOf({ 'store-message-retention-policy': text })).to.match(
        /^invalid_value: --store-message-retention/,
      )
    })
  }

  it('refuses to resume what is not kept, and peers that are no addresses', () => {
    expect(configFailureOf({ 'store-resume': 'true' })).to.match(/^conflicting_options: --store-resume/)
    expect(configFailureOf({ storenode: '/ip4/127.0.0.1/tcp/1' })).to.match(/^invalid_value: .*--storenode/)
    expect(configFailureOf({ 'peer-exchange-node': 'x' })).to.match(/^invalid_value: .*--peer-exchange-node/)
  })
})
