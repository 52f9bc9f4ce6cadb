/** What tests and benches use of the oracles that come without types. */

declare module 'circomlibjs' {
  interface MontgomeryField {
    /** An element in the library's own form, 32 bytes. */
    e(value: bigint): Uint8Array
    toObject(element: Uint8Array): bigint
  }
  interface WasmPoseidon {
    (inputs: Uint8Array | readonly bigint[]): Uint8Array
    readonly F: MontgomeryField
  }
  /** Poseidon with circomlib's constants, on one thread, in WebAssembly. */
  export function buildPoseidon(): Promise<WasmPoseidon>
}

declare module 'ffjavascript' {
  interface WasmGroup {
    fromObject(point: readonly unknown[]): Uint8Array
    timesScalar(point: Uint8Array, scalar: bigint): Uint8Array
    isZero(point: Uint8Array): boolean
  }
  export interface Bn128 {
    readonly G1: WasmGroup
    readonly G2: WasmGroup
    readonly r: bigint
    terminate(): Promise<void>
  }
  /** With one thread a new engine, with several the one shared by everything that asks. */
  export function buildBn128(singleThread?: boolean): Promise<Bn128>
}
