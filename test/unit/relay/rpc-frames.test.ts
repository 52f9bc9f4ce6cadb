import { expect } from 'chai'
import fc from 'fast-check'
import { RpcFrames, RpcTooLong } from '../../../src/relay/rpc-frames.ts'
import { framed } from '../../support/raw-relay-peer.ts'

describe('RPC frames', () => {
  it('cuts a stream into the RPCs it was made of, however it is chopped up', () => {
    const rpcs = fc.array(fc.uint8Array({ maxLength: 20_000 }), { maxLength: 5 })
    const cuts = fc.infiniteStream(fc.integer({ min: 1, max: 9_000 }))
    fc.assert(
      fc.property(rpcs, cuts, (sent, pieces) => {
        const bytes = Buffer.concat(sent.map(framed))
        const frames = new RpcFrames(20_000)
        const got: Uint8Array[] = []
        for (let offset = 0; offset < bytes.length; ) {
          const length = pieces.next().value as number
          got.push(...frames.push(bytes.subarray(offset, offset + length)))
          offset += length
        }
        expect(got.map((rpc) => Buffer.from(rpc).toString('hex'))).to.deep.equal(
          sent.map((rpc) => Buffer.from(rpc).toString('hex')),
        )
      }),
    )
  })

  it('refuses a length over the bound before anything of it arrives', () => {
    expect(() => [...new RpcFrames(100).push(framed(new Uint8Array(101)).subarray(0, 1))]).to.throw(RpcTooLong)
    expect([...new RpcFrames(100).push(framed(new Uint8Array(100)))]).to.have.length(1)
  })

  it('refuses a length that does not end', () => {
    expect(() => [...new RpcFrames(2 ** 40).push(new Uint8Array(4).fill(0x80))]).to.throw(RpcTooLong)
  })

  it('hands out RPCs that do not change when the chunk they came in is used again', () => {
    const chunk = framed(Uint8Array.of(1, 2, 3))
    const [rpc] = [...new RpcFrames(100).push(chunk)]
    chunk.fill(9)
    expect(rpc).to.deep.equal(Uint8Array.of(1, 2, 3))
  })
})
