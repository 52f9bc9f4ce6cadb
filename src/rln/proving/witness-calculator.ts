import { FIELD_BYTES } from '../field.ts'
import { RlnError } from '../rln-error.ts'
import { CIRCUIT } from '../zkey-header.ts'
import { INPUT_BYTES, INPUT_SIGNALS } from './circuit-input.ts'

const WORDS = FIELD_BYTES / 4

interface CircomExports {
  readonly memory: WebAssembly.Memory
  getSharedRWMemoryStart(): number
  init(sanityCheck: number): void
  setInputSignal(nameHigh: number, nameLow: number, index: number): void
  getFieldNumLen32(): number
  getWitnessSize(): number
  getWitness(wire: number): void
}

/**
 * Runs the program that circom (2.x) compiled the circuit to. Its memory is put back to what it was at the start after
 * every witness, so that no secret stays in it.
 */
export class WitnessCalculator {
  readonly #exports: CircomExports
  /** A copy of the program's memory before its first run. */
  readonly #pristine: Uint8Array

  private constructor(exports: CircomExports) {
    this.#exports = exports
    this.#pristine = new Uint8Array(exports.memory.buffer).slice()
  }

  /** @throws RlnError `circuit_refused` when the bytes are no witness calculator of this circuit. */
  static async create(circuitWasm: Uint8Array): Promise<WitnessCalculator> {
    const silent = () => undefined
    const runtime = {
      exceptionHandler: (code: number): never => {
        throw new RangeError(`the circuit stopped with code ${code}`)
      },
      printErrorMessage: silent,
      writeBufferMessage: silent,
      showSharedRWMemory: silent,
    }
    const instantiated = await WebAssembly.instantiate(circuitWasm as BufferSource, { runtime }).catch(() => undefined)
    const exports = instantiated?.instance.exports as CircomExports | undefined
    const isOurs = exports?.getFieldNumLen32?.() === WORDS && exports.getWitnessSize?.() === CIRCUIT.wires
    if (!isOurs) throw refused('it is no witness calculator of this circuit')
    return new WitnessCalculator(exports)
  }

  /**
   * Writes every wire's value, 32 bytes little-endian each, into `witness`.
   * @param input The input signals as `encodeCircuitInput` writes them.
   * @throws RlnError `circuit_refused`
   */
  calculate(input: Uint8Array, witness: Uint8Array): void {
    if (input.length !== INPUT_BYTES || witness.length !== CIRCUIT.wires * FIELD_BYTES) {
      throw new RangeError('input or witness is not of the size of this circuit')
    }
    try {
      this.#run(input, witness)
    } catch (cause) {
      // The cause stays out: a circuit's message may quote the inputs, and those hold the secret.
      throw refused(`it did not take the witness (${cause instanceof Error ? cause.name : typeof cause})`)
    } finally {
      const memory = new Uint8Array(this.#exports.memory.buffer)
      memory.fill(0, this.#pristine.length)
      memory.set(this.#pristine)
    }
  }

  #run(input: Uint8Array, witness: Uint8Array): void {
    const circuit = this.#exports
    const exchangeAt = circuit.getSharedRWMemoryStart()
    // The memory may grow while the circuit runs, which detaches earlier views of it.
    const exchange = () => new Uint8Array(circuit.memory.buffer, exchangeAt, FIELD_BYTES)
    circuit.init(0)
    let offset = 0
    for (const { hashHigh, hashLow, length } of INPUT_SIGNALS) {
      for (let index = 0; index < length; index++, offset += FIELD_BYTES) {
        exchange().set(input.subarray(offset, offset + FIELD_BYTES))
        circuit.setInputSignal(hashHigh, hashLow, index)
      }
    }
    const value = exchange()
    for (let wire = 0; wire < CIRCUIT.wires; wire++) {
      circuit.getWitness(wire)
      witness.set(value, wire * FIELD_BYTES)
    }
  }
}

function refused(why: string): RlnError {
  return new RlnError('circuit_refused', `the circuit is not usable: ${why}. Do circuit and proving key fit?`)
}
