/**
 * Writes engine/assembly/generated/poseidon-constants.ts: what circomlib's Poseidon adds and multiplies by, for 1 to 4
 * inputs, in the engine's form.
 *
 *     node scripts/generate-poseidon-constants.ts
 *
 * The values are circomlibjs' (poseidon_constants_opt.js), where the matrices of the partial rounds are factored into
 * sparse ones (eprint 2019/458, appendix B).
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FIELD_MODULUS } from '../src/rln/index.ts'

const LIMBS = 9
const LIMB_BITS = 29n
const LIMB_MASK = (1n << LIMB_BITS) - 1n
const WIDTHS = [2, 3, 4, 5] as const

interface Constants {
  /** By width - 2: added to the state, in the order of use. */
  readonly C: readonly (readonly string[])[]
  /** The dense matrix, by column. */
  readonly M: readonly (readonly (readonly string[])[])[]
  /** The dense matrix before the first partial round, by column. */
  readonly P: readonly (readonly (readonly string[])[])[]
  /** The sparse matrices of the partial rounds: a row, then the rest of the first column. */
  readonly S: readonly (readonly string[])[]
}

function limbsOf(value: string): bigint[] {
  const montgomery = (BigInt(value) << (LIMB_BITS * BigInt(LIMBS))) % FIELD_MODULUS
  return Array.from({ length: LIMBS }, (_, limb) => (montgomery >> (LIMB_BITS * BigInt(limb))) & LIMB_MASK)
}

function rowsOf(columns: readonly (readonly string[])[]): string[] {
  return columns.flatMap((_, row) => columns.map((column) => column[row]!))
}

export async function poseidonConstants(): Promise<string> {
  const path = '../node_modules/circomlibjs/src/poseidon_constants_opt.js'
  const { default: constants } = (await import(path)) as { readonly default: Constants }
  const tables = WIDTHS.map((width) => {
    const at = width - 2
    const values = [
      ...constants.C[at]!,
      ...rowsOf(constants.M[at]!),
      ...rowsOf(constants.P[at]!),
      ...constants.S[at]!,
    ].flatMap(limbsOf)
    return [
      `/** For ${width - 1} inputs: round constants, rows of M, rows of P, sparse matrices. */`,
      `export const WIDTH_${width}: usize = memory.data<u32>([${values.join(', ')}])`,
    ].join('\n')
  })
  return ['// Written by scripts/generate-poseidon-constants.ts.', ...tables, ''].join('\n\n').replace(/\n\n$/, '\n')
}

if (import.meta.main) {
  const target = join(import.meta.dirname, '..', 'engine', 'assembly', 'generated', 'poseidon-constants.ts')
  await writeFile(target, await poseidonConstants())
}
