import { expect } from 'chai'
import { configFailureOf, configFromFlags } from '../../support/config-from-flags.ts'

const PEER = '/ip4/127.0.0.1/tcp/60001/p2p/16Uiu2HAmPLe7Mzm8TsYUubgCAW1aJoeFScxrLj8ppHFivPo97bUZ'
const credential = { 'rln-relay-cred-path': '/var/node/keystore.json', 'rln-relay-cred-password': 'p' }

describe('lightConfigFrom', () => {
  it('serves nobody and asks nobody unless it is told to', () => {
    expect(configFromFlags({}).light).to.deep.equal({ filterNodes: [], lightPushNodes: [] })
  })

  it("serves within nwaku's bounds, or those that are given", () => {
    expect(configFromFlags({ filter: 'true', lightpush: 'true' }).light).to.deep.equal({
      filter: { subscriptionTimeoutMs: 300_000, maxPeers: 1_000, maxCriteria: 1_000 },
      lightPush: {},
      filterNodes: [],
      lightPushNodes: [],
    })
    const given = {
      'filter-subscription-timeout': '60',
      'filter-max-peers-to-serve': '7',
      'filter-max-criteria': '9',
    }
    expect(configFromFlags({ filter: 'true', ...given }).light.filter).to.deep.equal({
      subscriptionTimeoutMs: 60_000,
      maxPeers: 7,
      maxCriteria: 9,
    })
  })

  it('names service nodes, on a light node and on one that relays', () => {
    const nodes = { filternode: [PEER], lightpushnode: [PEER] }
    for (const relay of ['true', 'false']) {
      const { light } = configFromFlags({ relay, ...nodes })
      expect(light, relay).to.deep.equal({ filterNodes: [PEER], lightPushNodes: [PEER] })
    }
    expect(configFailureOf({ filternode: ['127.0.0.1:60000'] }))
      .to.include('invalid_value')
      .and.include('--filternode')
    expect(configFailureOf({ lightpushnode: [PEER, '/ip4/127.0.0.1'] }))
      .to.include('invalid_value')
      .and.include('--lightpushnode')
  })

  it('serves no clients on a node that does not relay, and says which flags are at odds', () => {
    for (const service of ['filter', 'lightpush']) {
      expect(configFailureOf({ relay: 'false', [service]: 'true' }), service)
        .to.include('conflicting_options')
        .and.include(`--${service}`)
        .and.include('--relay=false')
    }
  })

  it('attaches proofs only where it pushes for others and has a membership', () => {
    const attaching = { 'lightpush-attach-proof': 'true' }
    expect(configFailureOf({ ...attaching, ...credential }))
      .to.include('conflicting_options')
      .and.include('--lightpush-attach-proof')
      .and.match(/--lightpush$/)
    expect(configFailureOf({ ...attaching, lightpush: 'true' }))
      .to.include('missing_value')
      .and.include('--lightpush-attach-proof')
      .and.include('--rln-relay-cred-path')
    const all = { ...attaching, ...credential, lightpush: 'true' }
    expect(configFromFlags(all).light.lightPush).to.deep.equal({ attachProofs: {} })
    expect(configFromFlags({ ...all, 'lightpush-attach-limit': '3' }).light.lightPush).to.deep.equal({
      attachProofs: { limit: 3 },
    })
    expect(configFailureOf({ ...all, 'lightpush-attach-limit': '0' })).to.include('--lightpush-attach-limit')
  })

  it('attaches none unless it is told to, and refuses a limit of none', () => {
    expect(configFromFlags({ lightpush: 'true', ...credential }).light.lightPush).to.deep.equal({})
    for (const attaching of [{}, { 'lightpush-attach-proof': 'false' }]) {
      expect(configFailureOf({ lightpush: 'true', ...credential, ...attaching, 'lightpush-attach-limit': '3' }))
        .to.include('conflicting_options')
        .and.include('--lightpush-attach-limit')
        .and.include('--lightpush-attach-proof')
    }
  })
})
