import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex, concatBytes } from '../../../src/foundation/index.ts'
import { encodeFrame, FrameAssembler } from '../../../src/network/frame.ts'
import { NetworkError } from '../../../src/network/network-error.ts'

const MAX_BYTES = 3_000

function pushAll(assembler: FrameAssembler, pieces: readonly Uint8Array[]): Uint8Array | undefined {
  for (const piece of pieces) {
    const frame = assembler.push(piece)
    if (frame !== undefined) return frame
  }
  return undefined
}

/** Cuts the bytes at the given places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
}

describe('frames', () => {
  it('have their length in front, as an unsigned varint', () => {
    expect(bytesToHex(encodeFrame(Uint8Array.of(1, 2)))).to.equal('020102')
    expect(bytesToHex(encodeFrame(new Uint8Array(300))).slice(0, 8)).to.equal('ac020000')
    expect(bytesToHex(encodeFrame(new Uint8Array(0)))).to.equal('00')
  })

  it('come out as they went in, however the bytes are cut and whatever follows', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: MAX_BYTES }),
        fc.array(fc.nat(), { maxLength: 40 }),
        fc.uint8Array({ maxLength: 20 }),
        (payload, places, trailing) => {
          const bytes = concatBytes(encodeFrame(payload), trailing)
          expect(pushAll(new FrameAssembler(MAX_BYTES), cut(bytes, places))).to.deep.equal(payload)
        },
      ),
    )
  })

  it('are waited for until their last byte', () => {
    const bytes = encodeFrame(new Uint8Array(2_000).fill(7))
    const assembler = new FrameAssembler(MAX_BYTES)
    for (const byte of bytes.subarray(0, -1)) expect(assembler.push(Uint8Array.of(byte))).to.equal(undefined)
    expect(assembler.push(bytes.subarray(-1))).to.deep.equal(new Uint8Array(2_000).fill(7))
  })

  it('are refused as soon as their length is known to be too large', () => {
    const assembler = new FrameAssembler(MAX_BYTES)
    const length = encodeFrame(new Uint8Array(MAX_BYTES + 1)).subarray(0, 2)
    expect(() => assembler.push(length))
      .to.throw(NetworkError)
      .with.property('code', 'frame_too_large')
    expect(() => new FrameAssembler(MAX_BYTES).push(Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x01)))
      .to.throw(NetworkError)
      .with.property('code', 'frame_malformed')
  })

  it('of random bytes end in a frame, a refusal or a wait, never in anything else', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 30 }), (pieces) => {
        try {
          const frame = pushAll(new FrameAssembler(100), pieces)
          expect(frame === undefined || frame.length <= 100).to.equal(true)
        } catch (error) {
          expect((error as NetworkError).code).to.be.oneOf(['frame_too_large', 'frame_malformed'])
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
