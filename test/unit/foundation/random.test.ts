import { expect } from 'chai'
import { bytesToHex } from '../../../src/foundation/bytes.ts'
import { systemRandom } from '../../../src/foundation/random.ts'
import { FakeRandom } from '../../support/fake-random.ts'

describe('systemRandom', () => {
  it('draws as many bytes as asked, different ones each time', () => {
    expect(systemRandom.bytes(0)).to.have.length(0)
    expect(systemRandom.bytes(65_536)).to.have.length(65_536)
    const drawn = Array.from({ length: 100 }, () => bytesToHex(systemRandom.bytes(32)))
    expect(new Set(drawn).size).to.equal(100)
  })

  it('refuses more than the platform gives at once, instead of giving less', () => {
    expect(() => systemRandom.bytes(65_537)).to.throw()
  })
})

describe('FakeRandom', () => {
  it('draws the same bytes from the same seed, others from another, and does not repeat itself', () => {
    const [a, b, c] = [new FakeRandom(7), new FakeRandom(7), new FakeRandom(8)].map((random) => random.bytes(32))
    expect(a).to.deep.equal(b)
    expect(a).to.not.deep.equal(c)
    const random = new FakeRandom(7)
    expect(random.bytes(32)).to.not.deep.equal(random.bytes(32))
  })

  it('draws every byte value', () => {
    expect(new Set(new FakeRandom().bytes(8192)).size).to.equal(256)
  })
})
