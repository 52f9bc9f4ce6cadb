import { CurveGroup, type GroupExports } from './curve-group.ts'
import { Engine } from './engine.ts'
import { type DomainExports, EvaluationDomain } from './evaluation-domain.ts'
import { ScalarVectors } from './scalar-vectors.ts'

/**
 * What a Groth16 prover computes with: both groups, vectors of scalars, domains of polynomials. It has a memory of its
 * own, where the sets, terms and domains that it loads stay until it is let go of: one engine for each proving key.
 */
export interface CurveEngine {
  readonly g1: CurveGroup<'g1'>
  readonly g2: CurveGroup<'g2'>
  readonly vectors: ScalarVectors
  /** A domain of 2^logSize roots of unity, 1 to 16. */
  domain(logSize: number): EvaluationDomain
}

export async function createCurveEngine(): Promise<CurveEngine> {
  const engine = await Engine.create<GroupExports & DomainExports>()
  return {
    g1: new CurveGroup(engine, 'g1'),
    g2: new CurveGroup(engine, 'g2'),
    vectors: new ScalarVectors(engine),
    domain: (logSize) => new EvaluationDomain(engine, logSize),
  }
}
