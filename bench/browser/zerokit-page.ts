/**
 * The script of the page with @waku/zerokit-rln-wasm. It proves on the page's thread, as its one build can. The witness is
 * calculated before the clock starts: that is the application's part, and none of the package's.
 */
import init from '@waku/zerokit-rln-wasm'
import { bigIntToBytesLE, bytesToBigIntLE } from '../../src/foundation/index.ts'
import type { PublicSignals, RlnWitness } from '../../src/rln/index.ts'
import { encodeCircuitInput, INPUT_BYTES } from '../../src/rln/proving/circuit-input.ts'
import { WitnessCalculator } from '../../src/rln/proving/witness-calculator.ts'
import { CIRCUIT } from '../../src/rln/zkey-header.ts'
import { MessageWitnesses } from '../../test/support/message-witnesses.ts'
import { fromPageProof, toPageProof } from '../../test/support/page-proof.ts'
import { zerokitWithKey } from '../../test/support/zerokit-instance.ts'
import { type ContestantPage, elapsedMs } from './contestant-page.ts'

const RATE_LIMIT = 1_000
const FIELD_BYTES = 32

async function fetchBytes(path: string): Promise<Uint8Array> {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

function wiresOf(calculator: WitnessCalculator, witness: RlnWitness): bigint[] {
  const input = new Uint8Array(INPUT_BYTES)
  const bytes = new Uint8Array(CIRCUIT.wires * FIELD_BYTES)
  encodeCircuitInput(witness, input)
  calculator.calculate(input, bytes)
  const wireAt = (wire: number): bigint => bytesToBigIntLE(bytes.subarray(wire * FIELD_BYTES, (wire + 1) * FIELD_BYTES))
  return Array.from({ length: CIRCUIT.wires }, (_, wire) => wireAt(wire))
}

/** The circuit's outputs and public inputs are its first wires, behind the 1. */
function signalsOf([, y, root, nullifier, x, externalNullifier]: readonly bigint[]): PublicSignals {
  return { y, root, nullifier, x, externalNullifier } as PublicSignals
}

/** To be offered when the page's script runs. */
export async function openZerokit(): Promise<Omit<ContestantPage, 'ready'>> {
  const [provingKey] = await Promise.all([
    fetchBytes('/artifacts/rln-20-16-network.zkey'),
    init({ module_or_path: '/zerokit.wasm' }),
  ])
  const zerokit = zerokitWithKey(provingKey)
  let prepared: { readonly witnesses: MessageWitnesses; readonly calculator: WitnessCalculator } | undefined

  return {
    round: async (memberIndex) => {
      prepared ??= {
        witnesses: new MessageWitnesses(RATE_LIMIT),
        calculator: await WitnessCalculator.create(await fetchBytes('/artifacts/rln-20-16.wasm')),
      }
      const { witness, signal } = prepared.witnesses.next(memberIndex)
      const wires = wiresOf(prepared.calculator, witness)
      let proofBytes: Uint8Array | undefined
      const proof = await elapsedMs(() => {
        proofBytes = zerokit.prove(witness, wires)
      })
      return { figures: { proof }, proof: toPageProof(proofBytes!, signalsOf(wires), signal) }
    },
    verify: async (proof) => {
      const { proofBytes, publicSignals, signal } = fromPageProof(proof)
      const { y, root, nullifier, x, externalNullifier } = publicSignals
      const signals = [y, root, nullifier, x, externalNullifier].map((value) => bigIntToBytesLE(value, FIELD_BYTES))
      return await elapsedMs(() => {
        if (!zerokit.verify(proofBytes, signals, signal)) throw new Error('a valid proof was refused')
      })
    },
  }
}
