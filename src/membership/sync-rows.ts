import { bigIntToBytesBE, type StateChange } from '../foundation/index.ts'
import type { BlockRecord } from './block-record.ts'
import type { Member } from './membership-view.ts'

export const stateSpace = 'membership'
export const leafSpace = 'membership-leaves'
export const memberSpace = 'membership-members'
export const blockSpace = 'membership-blocks'
export const stateKey = new TextEncoder().encode('state')
export const fieldBytes = 32

export function leafChange(index: number, leaf: bigint): StateChange {
  const change = { space: leafSpace, key: bigIntToBytesBE(BigInt(index), 4) }
  return leaf === 0n ? change : { ...change, value: bigIntToBytesBE(leaf, fieldBytes) }
}

export function memberChange(idCommitment: bigint, member: Member | undefined): StateChange {
  const change = { space: memberSpace, key: bigIntToBytesBE(idCommitment, fieldBytes) }
  if (member === undefined) return change
  const value = new DataView(new ArrayBuffer(8))
  value.setUint32(0, member.index)
  value.setUint32(4, member.rateLimit)
  return { ...change, value: new Uint8Array(value.buffer) }
}

export function blockChange(record: BlockRecord): StateChange {
  return { space: blockSpace, key: blockKey(record.header.number), value: encodeJson(record) }
}

export function blockKey(number: number): Uint8Array {
  return bigIntToBytesBE(BigInt(number), 8)
}

/** JSON whose big integers are texts ending in n. No other text of ours is digits and an n. */
export function encodeJson(value: unknown): Uint8Array {
  const text = JSON.stringify(value, (_, field) => (typeof field === 'bigint' ? `${field}n` : field))
  return new TextEncoder().encode(text)
}

export function decodeJson<Value>(bytes: Uint8Array): Value {
  return JSON.parse(new TextDecoder().decode(bytes), (_, field) =>
    typeof field === 'string' && /^\d+n$/.test(field) ? BigInt(field.slice(0, -1)) : field,
  )
}
