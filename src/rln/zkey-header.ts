import { RlnError } from './rln-error.ts'

const MAGIC = 0x79656b7a // 'zkey', little-endian
const GROTH16 = 1
const FIELD_SIZE_BYTES = 32
const MAX_SECTIONS = 16

/** RLN(20, 16) as circom 2.2 compiles it with --O2: what every key of this circuit was made for. */
export const CIRCUIT = { wires: 5_844, publicSignals: 5, domainSize: 8_192 }

/**
 * Checks that a snarkjs `.zkey` is a Groth16 key over 32-byte fields for this circuit's sizes.
 * @returns its sections by number
 * @throws RlnError `key_invalid`
 */
export function checkZkeyHeader(zkey: Uint8Array): ReadonlyMap<number, Uint8Array> {
  try {
    const sections = readSections(zkey)
    checkHeader(sections)
    return sections
  } catch (cause) {
    if (cause instanceof RlnError) throw cause
    throw invalidKey('it ends in the middle of its header', cause)
  }
}

/** A field of the `.zkey` does not fit. */
export function invalidKey(why: string, cause?: unknown): RlnError {
  return new RlnError('key_invalid', `the proving key is not usable: ${why}`, { cause })
}

function checkHeader(sections: ReadonlyMap<number, Uint8Array>): void {
  const [protocol, header] = [sections.get(1), sections.get(2)]
  if (protocol === undefined || header === undefined) throw invalidKey('it has no header')
  if (viewOf(protocol).getUint32(0, true) !== GROTH16) throw invalidKey('it is not for Groth16')
  const u32 = (offset: number): number => viewOf(header).getUint32(offset, true)
  if (u32(0) !== FIELD_SIZE_BYTES) throw invalidKey('its base field is not of 32 bytes')
  const scalarSizeAt = 4 + FIELD_SIZE_BYTES
  if (u32(scalarSizeAt) !== FIELD_SIZE_BYTES) throw invalidKey('its scalar field is not of 32 bytes')
  const countsAt = scalarSizeAt + 4 + FIELD_SIZE_BYTES
  const [wires, publicSignals, domainSize] = [u32(countsAt), u32(countsAt + 4), u32(countsAt + 8)]
  const { wires: expectedWires, publicSignals: expectedSignals, domainSize: expectedDomain } = CIRCUIT
  if (wires === expectedWires && publicSignals === expectedSignals && domainSize === expectedDomain) return
  throw invalidKey(
    `it is for ${wires} wires, ${publicSignals} public signals and a domain of ${domainSize}: another circuit`,
  )
}

/** Layout: magic, version, count, then for each section number u32, size u64, bytes. */
function readSections(zkey: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const view = viewOf(zkey)
  if (view.getUint32(0, true) !== MAGIC) throw invalidKey('it is not a .zkey file')
  const count = view.getUint32(8, true)
  if (count > MAX_SECTIONS) throw invalidKey(`it claims ${count} sections`)
  const sections = new Map<number, Uint8Array>()
  let offset = 12
  for (let section = 0; section < count; section++) {
    const start = offset + 12
    const end = start + Number(view.getBigUint64(offset + 4, true))
    sections.set(view.getUint32(offset, true), zkey.subarray(start, end))
    offset = end
  }
  if (offset !== view.byteLength) throw invalidKey('its sections do not fill the file')
  return sections
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
