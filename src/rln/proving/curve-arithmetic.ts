import { concatBytes } from '../../foundation/index.ts'
import type { CurveEngine } from '../bn254/curve-engine.ts'
import type { CurveGroup, GroupName } from '../bn254/curve-group.ts'
import type { GroupArithmetic } from './proving-engine.ts'

/** Sums of few points on our own engine. */
export class CurveArithmetic implements GroupArithmetic {
  protected readonly engine: CurveEngine

  constructor(engine: CurveEngine) {
    this.engine = engine
  }

  combineG1(points: readonly Uint8Array[], scalars: readonly Uint8Array[]): Uint8Array {
    return combine(this.engine.g1, points, scalars)
  }

  combineG2(points: readonly Uint8Array[], scalars: readonly Uint8Array[]): Uint8Array {
    return combine(this.engine.g2, points, scalars)
  }
}

function combine<Name extends GroupName>(
  group: CurveGroup<Name>,
  points: readonly Uint8Array[],
  scalars: readonly Uint8Array[],
): Uint8Array {
  const joined = concatBytes(...scalars)
  const sum = group.combine(points, joined)
  joined.fill(0)
  return sum
}
