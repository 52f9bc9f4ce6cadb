/**
 * The texts of sums of few elements modulo a prime, unrolled, in one pass: the highest limbs of a sum tell, but for some
 * millionths, how often the modulus goes into it, before the carries are known.
 */
import { indices, LIMB_BITS, LIMBS, limbsOf, lines, MASK } from './field-limbs.ts'

/** An element and how often it is taken. */
export interface Term {
  /** An expression that gives its address. */
  readonly pointer: string
  /** Of its address. */
  readonly offset?: number
  /** Not 0. */
  readonly times: number
}

/**
 * The quotient is (highest * factor - MARGIN) >> SHIFT, in 64 bits for sums of up to a hundred. What the cut of the sum and
 * of the factor are wrong by is less than 2^-20; the margin of 2^-18 keeps the quotient from being too large.
 */
const SHIFT = 50n
const MARGIN = 1n << (SHIFT - 18n)
const HIGHEST = LIMB_BITS * BigInt(LIMBS - 1)

/** Sums of more limbs than this do not fit into 32 bits with their carries. */
const MAX_32_BIT_TERMS = 2

function termAt({ pointer, offset = 0, times }: Term, limb: number, type: 'i32' | 'i64'): string {
  const loaded = `load<i32>(${pointer}, ${offset + 4 * limb})`
  const value = type === 'i32' ? loaded : `<i64>${loaded}`
  const size = Math.abs(times)
  return `${times < 0 ? '-' : '+'} ${size === 1 ? value : `${value} * ${size}`}`
}

/** A sum that is to be stored at an offset from `result`. */
export interface Sum {
  readonly terms: readonly Term[]
  readonly offset?: number
}

/**
 * Statements that store sums: each at least 0 and, but for some millionths, at most p. Everything is loaded before anything is
 * stored, so that `result` may be any of the terms.
 */
export function sumStatements(modulus: bigint, ...sums: readonly Sum[]): string {
  const parts = sums.map((sum, index) => statementsOf(modulus, sum, `${index}`))
  return lines(...parts.flatMap(({ loading }) => loading), ...parts.flatMap(({ storing }) => storing))
}

function statementsOf(
  modulus: bigint,
  { terms, offset = 0 }: Sum,
  suffix: string,
): Record<'loading' | 'storing', string[]> {
  const p = limbsOf(modulus)
  const type = terms.reduce((sum, { times }) => sum + Math.abs(times), 0) > MAX_32_BIT_TERMS ? 'i64' : 'i32'
  const factor = (1n << (SHIFT + HIGHEST)) / modulus
  const [carry, highest, quotient] = [`carry${suffix}`, `highest${suffix}`, `quotient${suffix}`]
  const limb = (index: number): string => `sum${suffix}_${index}`
  const summed = (index: number): string =>
    terms
      .map((term) => termAt(term, index, type))
      .join(' ')
      .replace(/^\+ /, '')
  return {
    loading: indices.map((index) => `  const ${limb(index)}: ${type} = ${summed(index)}`),
    storing: [
      `  const ${highest}: i64 = <i64>${limb(LIMBS - 1)} + <i64>(${limb(LIMBS - 2)} >> ${LIMB_BITS})`,
      `  const ${quotient}: ${type} = <${type}>((${highest} * ${factor} - ${MARGIN}) >> ${SHIFT})`,
      `  let ${carry}: ${type} = 0`,
      ...indices.flatMap((index) => [
        `  ${carry} = (${carry} >> ${LIMB_BITS}) + ${limb(index)} - ${quotient} * ${p[index]}`,
        index === LIMBS - 1
          ? `  store<u32>(result, <u32>${carry}, ${offset + 4 * index})`
          : `  store<u32>(result, <u32>${carry} & ${MASK}, ${offset + 4 * index})`,
      ]),
    ],
  }
}
