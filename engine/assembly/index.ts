/** What the engine exports, by subject. Pointers are byte addresses in its memory. */

export * from './curve-exports'
export * from './fft'
export * from './field-exports'
export * from './fp2-exports'
export * from './pairing-exports'
export * from './groth16-exports'
export { poseidon } from './poseidon'
export * from './scalar-vectors'

/** The first byte behind the engine's own data: what lies above belongs to the caller. */
export const heapBase: usize = __heap_base
