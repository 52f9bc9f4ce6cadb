import { expect } from 'chai'
import { ConfigError } from '../../../src/config/index.ts'
import { rateLimitsFrom } from '../../../src/config/rate-limits.ts'

const tenASecond = {
  global: { capacity: 10, refillPerSecond: 10 },
  perPeer: { capacity: 5, refillPerSecond: 5 },
}

describe('rateLimitsFrom', () => {
  it('leaves services their own limits where nothing is said', () => {
    expect(rateLimitsFrom([])).to.deep.equal({})
  })

  it('reads the limit of a service: for all peers together, of which one gets half', () => {
    expect(rateLimitsFrom(['store:10/1s'])).to.deep.equal({ store: tenASecond })
    expect(rateLimitsFrom([' StoreV3 : 600 / 1 m '])).to.deep.equal({
      store: { global: { capacity: 600, refillPerSecond: 10 }, perPeer: { capacity: 300, refillPerSecond: 5 } },
    })
  })

  it('reads the limit of filter for each peer', () => {
    expect(rateLimitsFrom(['filter:30/1m'])).to.deep.equal({
      filter: { perPeer: { capacity: 30, refillPerSecond: 0.5 } },
    })
  })

  it('takes a limit without a name for all services that are not named', () => {
    const limits = rateLimitsFrom(['10/1s', 'px:36/1h'])
    expect(Object.keys(limits).sort()).to.deep.equal(['filter', 'lightpush', 'px', 'store'])
    expect(limits.lightpush).to.deep.equal(tenASecond)
    expect(limits.px!.global).to.deep.equal({ capacity: 36, refillPerSecond: 0.01 })
  })

  it('counts the last of two limits of a service, and takes 0 for no limit', () => {
    const { store } = rateLimitsFrom(['store:10/1s', 'store:0/0s'])
    expect(store!.perPeer!.capacity).to.equal(Number.MAX_SAFE_INTEGER)
    expect(store!.global!.capacity).to.equal(Number.MAX_SAFE_INTEGER)
  })

  for (const text of [
    '',
    'store',
    'store:10',
    'store:10/1',
    'store:10/1d',
    'storev2:10/1s',
    'x:10/1s',
    'store:-1/1s',
  ]) {
    it(`refuses "${text}"`, () => {
      expect(() => rateLimitsFrom([text])).to.throw(ConfigError, /^--rate-limit/)
    })
  }
})
