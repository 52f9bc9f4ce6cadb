import { expect } from 'chai'
import { RoomError } from '../../../src/foundation/room-error.ts'

class ProbeError extends RoomError<'probe_failed'> {}

describe('RoomError', () => {
  it('carries its code, its message, its cause and the name of its class', () => {
    const cause = new Error('refused')
    const error = new ProbeError('probe_failed', 'no answer from the node: check the address', { cause })
    expect(error).to.be.instanceOf(Error)
    expect(error).to.include({ name: 'ProbeError', code: 'probe_failed', cause })
    expect(String(error)).to.equal('ProbeError: no answer from the node: check the address')
  })
})
