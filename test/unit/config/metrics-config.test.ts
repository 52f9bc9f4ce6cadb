import { expect } from 'chai'
import { type GivenOptions, readOptions } from '../../../src/config/index.ts'
import { metricsConfigFrom } from '../../../src/config/metrics-config.ts'

function metricsConfig(flags: GivenOptions) {
  return metricsConfigFrom(readOptions({ flags, environment: {}, readText: () => '' }))
}

describe('metricsConfigFrom', () => {
  it('serves nothing and logs the main figures when nothing is said, as nwaku', () => {
    expect(metricsConfig({})).to.deep.equal({ isLogged: true })
  })

  it("serves where nwaku serves, or where nwaku's flags say", () => {
    const on = { 'metrics-server': 'true' }
    expect(metricsConfig(on).server).to.deep.equal({ address: '127.0.0.1', port: 8008 })
    const flags = { ...on, 'metrics-server-address': '0.0.0.0', 'metrics-server-port': '0', 'metrics-logging': 'false' }
    expect(metricsConfig(flags)).to.deep.equal({ isLogged: false, server: { address: '0.0.0.0', port: 0 } })
  })
})
