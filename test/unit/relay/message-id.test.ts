import { createHash } from 'node:crypto'
import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex } from '../../../src/foundation/index.ts'
import { gossipMessageId } from '../../../src/relay/index.ts'

describe('gossip message id', () => {
  it('is the SHA-256 of the data', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        expect(bytesToHex(gossipMessageId({ data }))).to.equal(createHash('sha256').update(data).digest('hex'))
      }),
    )
  })
})
