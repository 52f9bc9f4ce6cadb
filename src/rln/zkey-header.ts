import { RlnError } from './rln-error.ts'

const MAGIC = 0x79656b7a // 'zkey', little-endian
const GROTH16 = 1
const FIELD_SIZE_BYTES = 32
const MAX_SECTIONS = 16

/** RLN(20, 16) as circom 2.2 compiles it with --O2: what every key of this circuit was made for. */
const CIRCUIT = { wires: 5_844, publicSignals: 5, domainSize: 8_192 }

/**
 * Checks that a snarkjs `.zkey` is a Groth16 key over 32-byte fields for this circuit's sizes.
 * @throws RlnError `key_invalid`
 */
export function checkZkeyHeader(zkey: Uint8Array): void {
  const view = new DataView(zkey.buffer, zkey.byteOffset, zkey.byteLength)
  try {
    checkSections(view)
  } catch (cause) {
    if (cause instanceof RlnError) throw cause
    throw invalid('it ends in the middle of its header', cause)
  }
}

function checkSections(view: DataView): void {
  const u32 = (offset: number): number => view.getUint32(offset, true)
  if (u32(0) !== MAGIC) throw invalid('it is not a .zkey file')
  const offsets = sectionOffsets(view)
  const [protocolAt, headerAt] = [offsets.get(1), offsets.get(2)]
  if (protocolAt === undefined || headerAt === undefined) throw invalid('it has no header')
  if (u32(protocolAt) !== GROTH16) throw invalid('it is not for Groth16')
  if (u32(headerAt) !== FIELD_SIZE_BYTES) throw invalid('its base field is not of 32 bytes')
  const scalarSizeAt = headerAt + 4 + FIELD_SIZE_BYTES
  if (u32(scalarSizeAt) !== FIELD_SIZE_BYTES) throw invalid('its scalar field is not of 32 bytes')
  const countsAt = scalarSizeAt + 4 + FIELD_SIZE_BYTES
  const [wires, publicSignals, domainSize] = [u32(countsAt), u32(countsAt + 4), u32(countsAt + 8)]
  const { wires: expectedWires, publicSignals: expectedSignals, domainSize: expectedDomain } = CIRCUIT
  if (wires === expectedWires && publicSignals === expectedSignals && domainSize === expectedDomain) return
  throw invalid(
    `it is for ${wires} wires, ${publicSignals} public signals and a domain of ${domainSize}: another circuit`,
  )
}

/** Offset of each section's first byte by its number. Layout: magic, version, count, then number u32, size u64, bytes. */
function sectionOffsets(view: DataView): Map<number, number> {
  const count = view.getUint32(8, true)
  if (count > MAX_SECTIONS) throw invalid(`it claims ${count} sections`)
  const offsets = new Map<number, number>()
  let offset = 12
  for (let section = 0; section < count; section++) {
    const start = offset + 12
    offsets.set(view.getUint32(offset, true), start)
    offset = start + Number(view.getBigUint64(offset + 4, true))
  }
  if (offset !== view.byteLength) throw invalid('its sections do not fill the file')
  return offsets
}

function invalid(why: string, cause?: unknown): RlnError {
  return new RlnError('key_invalid', `the proving key is not usable: ${why}`, { cause })
}
