import { MESSAGE_WIRE_RANGES } from '../generated/circuit-wires.ts'
import { CIRCUIT } from '../zkey-header.ts'
import { closeProof, closeSlot, foldPath, slopeOf } from './closing-steps.ts'
import { G1_BYTES } from './point-bytes.ts'
import type { Eventually, ProvingEngine } from './proving-engine.ts'
import type { ProvingKey } from './proving-key.ts'
import type { ProvingStep, ProvingTask, TaskResult } from './proving-task.ts'
import { requireValidAnywhere } from './slot-check.ts'
import type { WitnessCalculator } from './witness-calculator.ts'
import { sumIn, Workspace } from './workspace.ts'

const MESSAGE_WIRES = Uint32Array.from(
  MESSAGE_WIRE_RANGES.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index)),
)

export interface LaneComponents {
  readonly key: ProvingKey
  readonly engine: Eventually<ProvingEngine>
  readonly calculator: WitnessCalculator
  /** Whether the points A | B | C prove the five public signals, 32 bytes each. */
  readonly verify: (points: Uint8Array, signals: Uint8Array) => Promise<boolean> | boolean
}

/** Takes the steps of proving jobs, one at a time. */
export class ProvingLane {
  readonly #key: ProvingKey
  readonly #engine: Eventually<ProvingEngine>
  readonly #calculator: WitnessCalculator
  readonly #verify: LaneComponents['verify']

  constructor({ key, engine, calculator, verify }: LaneComponents) {
    this.#key = key
    this.#engine = engine
    this.#calculator = calculator
    this.#verify = verify
  }

  /** @throws RlnError `circuit_refused`, `circuit_mismatch` */
  async take({ step, memory }: ProvingTask): Promise<TaskResult> {
    const startedMs = performance.now()
    await this.#take(step, new Workspace(memory))
    return { busyMs: performance.now() - startedMs }
  }

  async #take(step: ProvingStep, work: Workspace): Promise<void> {
    const region = work.region.bind(work)
    switch (step.kind) {
      case 'witness':
        return this.#calculator.calculate(region('input'), region('witness'))
      case 'quotient':
        return await this.#engine.quotient(region('witness'), region('quotient'))
      case 'quotient-in-x':
        return await this.#engine.quotientInX(region('witness'), slopeOf(work), region('quotient'), region('linear'))
      case 'curvature':
        return await this.#sumCurvature(region('curvature'))
      case 'message-sum': {
        const sum = await this.#engine.sum(step.sum, region('witness'), MESSAGE_WIRES)
        return sumIn(region('message'), step.sum).set(sum)
      }
      case 'path-sum': {
        const sum = await this.#engine.sum(step.sum, region('change'), step.wires)
        return sumIn(region('added'), step.sum).set(sum)
      }
      case 'quotient-sum': {
        const sum = await this.#engine.sum('h', region(step.of), rangeOf(step.part, step.parts))
        const target = step.of === 'quotient' ? 'quotientSums' : 'linearSums'
        return work.part(target, step.part, G1_BYTES).set(sum)
      }
      case 'fold-path':
        return await foldPath(this.#engine, work)
      case 'proof':
        if (step.fold) await foldPath(this.#engine, work)
        return await closeProof(this.#engine, this.#key, work)
      case 'slot':
        if (step.fold) await foldPath(this.#engine, work)
        await closeSlot(this.#engine, this.#key, work)
        return await requireValidAnywhere(this.#engine, this.#verify, work)
    }
  }

  async #sumCurvature(target: Uint8Array): Promise<void> {
    const { fixed, perSlope } = await this.#engine.quotientCurvature()
    target.set(await this.#engine.sum('h', fixed), 0)
    target.set(await this.#engine.sum('h', perSlope), G1_BYTES)
  }
}

function rangeOf(part: number, parts: number): Uint32Array {
  const at = (index: number) => Math.floor((CIRCUIT.domainSize * index) / parts)
  return Uint32Array.from({ length: at(part + 1) - at(part) }, (_, index) => at(part) + index)
}
