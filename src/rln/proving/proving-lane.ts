import type { Clock } from '../../foundation/index.ts'
import { createCurveEngine } from '../bn254/curve-engine.ts'
import { MESSAGE_WIRE_RANGES } from '../generated/circuit-wires.ts'
import { CIRCUIT } from '../zkey-header.ts'
import { closeProof, closeSlot, foldPath, slopeOf } from './closing-steps.ts'
import { CurveProvingEngine } from './curve-proving-engine.ts'
import { createPairingCheck } from './pairing-check.ts'
import { G1_BYTES } from './point-bytes.ts'
import type { ProvingEngine } from './proving-engine.ts'
import { type ProvingArtifacts, type ProvingKey, parseProvingKey } from './proving-key.ts'
import type { ProvingStep, ProvingTask, TaskResult } from './proving-task.ts'
import { type PointsVerifier, requireValidAnywhere } from './slot-check.ts'
import { WitnessCalculator } from './witness-calculator.ts'
import { sumIn, Workspace } from './workspace.ts'

const MESSAGE_WIRES = Uint32Array.from(
  MESSAGE_WIRE_RANGES.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index)),
)

export interface LaneComponents {
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly key: ProvingKey
  readonly engine: ProvingEngine
  readonly calculator: WitnessCalculator
  readonly verify: PointsVerifier
}

/** Takes the steps of proving jobs, one at a time. */
export class ProvingLane {
  readonly #clock: LaneComponents['clock']
  readonly #key: ProvingKey
  readonly #engine: ProvingEngine
  readonly #calculator: WitnessCalculator
  readonly #verify: PointsVerifier

  constructor({ clock, key, engine, calculator, verify }: LaneComponents) {
    this.#clock = clock
    this.#key = key
    this.#engine = engine
    this.#calculator = calculator
    this.#verify = verify
  }

  /**
   * A lane with an engine of its own.
   * @throws RlnError `circuit_refused`, `key_invalid`
   */
  static async create(
    { circuitWasm, provingKey }: ProvingArtifacts,
    clock: LaneComponents['clock'],
  ): Promise<ProvingLane> {
    const key = parseProvingKey(provingKey)
    const engine = new CurveProvingEngine(await createCurveEngine(), key)
    const calculator = await WitnessCalculator.create(circuitWasm)
    return new ProvingLane({ clock, key, engine, calculator, verify: await createPairingCheck(key) })
  }

  /** @throws RlnError `circuit_refused`, `circuit_mismatch` */
  take({ step, memory }: ProvingTask): TaskResult {
    const startedMs = this.#clock.monotonicMs()
    this.#take(step, new Workspace(memory))
    return { busyMs: this.#clock.monotonicMs() - startedMs }
  }

  #take(step: ProvingStep, work: Workspace): void {
    const region = work.region.bind(work)
    switch (step.kind) {
      case 'witness':
        this.#calculator.calculate(region('input'), region('witness'))
        break
      case 'quotient':
        this.#engine.quotient(region('witness'), region('quotient'))
        break
      case 'quotient-in-x':
        this.#engine.quotientInX(region('witness'), slopeOf(work), region('quotient'), region('linear'))
        break
      case 'curvature':
        this.#sumCurvature(region('curvature'))
        break
      case 'message-sum': {
        const sum = this.#engine.sum(step.sum, region('witness'), MESSAGE_WIRES)
        sumIn(region('message'), step.sum).set(sum)
        break
      }
      case 'path-sum': {
        const sum = this.#engine.sum(step.sum, region('change'), step.wires)
        sumIn(region('added'), step.sum).set(sum)
        break
      }
      case 'quotient-sum': {
        const sum = this.#engine.sum('h', region(step.of), rangeOf(step.part, step.parts))
        const target = step.of === 'quotient' ? 'quotientSums' : 'linearSums'
        work.part(target, step.part, G1_BYTES).set(sum)
        break
      }
      case 'fold-path':
        foldPath(this.#engine, work)
        break
      case 'proof':
        if (step.fold) foldPath(this.#engine, work)
        closeProof(this.#engine, this.#key, work)
        break
      case 'slot':
        if (step.fold) foldPath(this.#engine, work)
        closeSlot(this.#engine, this.#key, work)
        requireValidAnywhere(this.#engine, this.#verify, work)
        break
    }
  }

  #sumCurvature(target: Uint8Array): void {
    const { fixed, perSlope } = this.#engine.quotientCurvature()
    target.set(this.#engine.sum('h', fixed), 0)
    target.set(this.#engine.sum('h', perSlope), G1_BYTES)
  }
}

function rangeOf(part: number, parts: number): Uint32Array {
  const at = (index: number) => Math.floor((CIRCUIT.domainSize * index) / parts)
  return Uint32Array.from({ length: at(part + 1) - at(part) }, (_, index) => at(part) + index)
}
