import type { Groth16Proof } from './proof-codec.ts'

/** snarkjs' form of a proof: coordinates in decimal, points with a third coordinate of 1. */
export interface SnarkjsProof {
  pi_a: string[]
  pi_b: string[][]
  pi_c: string[]
  protocol: string
  curve: string
}

/** A proof as snarkjs takes it. Only ever made from decoded points: snarkjs also takes aliases and hexadecimal. */
export function toSnarkjsProof({ a, b, c }: Groth16Proof): SnarkjsProof {
  return {
    pi_a: [`${a.x}`, `${a.y}`, '1'],
    pi_b: [b.x.map(String), b.y.map(String), ['1', '0']],
    pi_c: [`${c.x}`, `${c.y}`, '1'],
    protocol: 'groth16',
    curve: 'bn128',
  }
}

/** The points of a proof that snarkjs made. */
export function fromSnarkjsProof(proof: SnarkjsProof): Groth16Proof {
  const [bx, by] = proof.pi_b
  return { a: g1(proof.pi_a), b: { x: fq2(bx!), y: fq2(by!) }, c: g1(proof.pi_c) }
}

function g1([x, y]: readonly string[]): { x: bigint; y: bigint } {
  return { x: BigInt(x!), y: BigInt(y!) }
}

function fq2([c0, c1]: readonly string[]): [bigint, bigint] {
  return [BigInt(c0!), BigInt(c1!)]
}
