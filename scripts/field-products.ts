/**
 * The texts of products modulo a prime, unrolled: rows of a product, each followed by a step of Montgomery's reduction.
 *
 * A step takes the lowest limb m of the sum away and adds m * 2^-29 mod p to what is above: no product is needed to find
 * what to add, as it would be for the multiple of p that clears the limb. Only the last step does that, because it alone
 * makes the result small.
 */
import { indices, LIMB_BITS, LIMBS, limbsOf, lines, MASK, negativeInverse, stores } from './field-limbs.ts'

/** One of the products that are summed, by its factors' limbs. */
interface Product {
  /** Taken once for each row. */
  readonly left: (limb: number) => string
  readonly right: (limb: number) => string
}

interface SumOfProducts {
  readonly name: string
  readonly doc: string
  readonly parameters: string
  readonly products: readonly Product[]
  /** Whether limbs, and so sums, may be negative. */
  readonly signed?: boolean
  /** What else is summed, by column: limbs 0 to 16 of a product that is not reduced. */
  readonly columns?: (column: number) => string
  /** Statements before the first row. */
  readonly before?: readonly string[]
}

/** A sum that may be negative gets this multiple of p, which adds p / 16 to the result. */
const OFFSET_BITS = 257n
const OFFSET_LIMB = Number(OFFSET_BITS / LIMB_BITS)
const OFFSET_SHIFT = OFFSET_BITS % LIMB_BITS

/** Of a product that is not reduced. */
export const COLUMNS = 2 * LIMBS - 1

export const limb = (pointer: string, index: number): string => `load<i32>(${pointer}, ${4 * index})`
export const unsigned = (pointer: string, index: number): string => `<u64>load<u32>(${pointer}, ${4 * index})`

function inverseOfRadix(modulus: bigint): bigint {
  // m * p = -1 modulo the radix for this m, so m * p + 1 is a multiple of it.
  return (negativeInverse(modulus) * modulus + 1n) >> LIMB_BITS
}

/** The terms that a step adds to the limbs above the lowest, and the statements that find m and clear the lowest. */
function reductionStep(modulus: bigint, row: number, lowest: string): { step: string[]; terms: (j: number) => string } {
  if (row < LIMBS - 1) {
    const inverse = limbsOf(inverseOfRadix(modulus))
    return {
      step: [`  m = ${lowest} & ${MASK}`, `  ${lowest} = ${lowest} >> ${LIMB_BITS}`],
      terms: (j) => `m * ${inverse[j - 1]}`,
    }
  }
  const p = limbsOf(modulus)
  return {
    step: [
      `  m = (${lowest} * ${negativeInverse(modulus)}) & ${MASK}`,
      `  ${lowest} = (${lowest} + m * ${p[0]}) >> ${LIMB_BITS}`,
    ],
    terms: (j) => (j < LIMBS ? `m * ${p[j]}` : '0'),
  }
}

export function sumOfProducts(modulus: bigint, sum: SumOfProducts): string {
  const { name, doc, parameters, products, signed = false, columns, before = [] } = sum
  const type = signed ? 'i64' : 'u64'
  const p = limbsOf(modulus)
  const start = (column: number): string => {
    const index = column - OFFSET_LIMB
    const offset = signed && index >= 0 && index < LIMBS ? `${p[index]! << OFFSET_SHIFT}` : '0'
    return columns && column < COLUMNS ? `${columns(column)} + ${offset}` : offset
  }
  const rows = indices.map((row) => {
    const column = (j: number): string => products.map(({ right }, k) => ` + x${k} * ${right(j)}`).join('')
    const { step, terms } = reductionStep(modulus, row, 't0')
    return lines(
      ...products.map(({ left }, k) => `  x${k} = ${left(row)}`),
      `  t0 = t0${column(0)}`,
      ...step,
      ...indices.slice(1).map((j) => `  t${j - 1} = t${j}${column(j)} + ${terms(j)}${j === 1 ? ' + t0' : ''}`),
      `  t8 = ${terms(LIMBS)} + ${start(row + LIMBS)}`,
    )
  })
  return lines(
    `/** ${doc} */`,
    `export function ${name}(result: usize, ${parameters}): void {`,
    ...before,
    ...indices.map((index) => `  let t${index}: ${type} = ${start(index)}`),
    ...products.map((_, k) => `  let x${k}: ${type} = 0`),
    `  let m: ${type} = 0`,
    ...rows,
    stores((index) => `t${index}`),
    '}',
  )
}

/** Keeps a factor's limbs in variables, where there is one product and so room for them. */
export const kept = (name: string, limbOf: (index: number) => string, type: string): string[] =>
  indices.map((index) => `  const ${name}${index}: ${type} = ${limbOf(index)}`)

function multiplication(modulus: bigint): string {
  return sumOfProducts(modulus, {
    name: 'multiply',
    doc: 'result = a * b / R, below 2p for factors below 9p each.',
    parameters: 'a: usize, b: usize',
    products: [{ left: (row) => unsigned('a', row), right: (j) => `b${j}` }],
    before: kept('b', (index) => unsigned('b', index), 'u64'),
  })
}

function multiplicationByDifference(modulus: bigint): string {
  return sumOfProducts(modulus, {
    name: 'multiplyByDifference',
    doc: 'result = a * (b - c) / R, below 2p.',
    parameters: 'a: usize, b: usize, c: usize',
    products: [{ left: (row) => `${limb('b', row)} - ${limb('c', row)}`, right: (j) => `a${j}` }],
    signed: true,
    before: kept('a', (index) => limb('a', index), 'i64'),
  })
}

function dotProduct(modulus: bigint, length: number): string {
  const terms = Array.from({ length }, (_, term) => term)
  const sum = `a[0] * b[0] + .. + a[${length - 1}] * b[${length - 1}]`
  return sumOfProducts(modulus, {
    name: `dot${length}`,
    doc: `result = (${sum}) / R over elements side by side, all below 2p; below 2p.`,
    parameters: 'a: usize, b: usize',
    products: terms.map((k) => ({
      left: (row) => unsigned('a', LIMBS * k + row),
      right: (j) => unsigned('b', LIMBS * k + j),
    })),
  })
}

/** Columns of five products and the reduction stay below 2^64: 54 products of 58 bits. */
const DOT_LENGTHS = [2, 3, 4, 5]

/** The 17 columns of a * a, each cross product once and doubled, then the reduction. */
function squaring(modulus: bigint): string {
  const columns = Array.from({ length: COLUMNS }, (_, column) => {
    const terms: string[] = []
    for (let i = Math.max(0, column - LIMBS + 1); 2 * i < column; i++) terms.push(`d${i} * a${column - i}`)
    if (column % 2 === 0) terms.push(`a${column / 2} * a${column / 2}`)
    return `  let c${column}: u64 = ${terms.join(' + ')}`
  })
  const reductions = indices.map((row) => {
    const { step, terms } = reductionStep(modulus, row, `c${row}`)
    return lines(
      ...step,
      ...[...indices.slice(1), LIMBS].map((j) => `  c${row + j} += ${terms(j)}${j === 1 ? ` + c${row}` : ''}`),
    )
  })
  return lines(
    '/** result = a * a / R, below 2p for a below 9p. */',
    'export function square(result: usize, a: usize): void {',
    ...kept('a', (index) => unsigned('a', index), 'u64'),
    ...indices.slice(0, -1).map((index) => `  const d${index}: u64 = a${index} << 1`),
    ...columns,
    `  let c${2 * LIMBS - 1}: u64 = 0`,
    '  let m: u64 = 0',
    ...reductions,
    stores((index) => `c${index + LIMBS}`),
    '}',
  )
}

/** The functions of all products in a field. */
export function products(modulus: bigint): string[] {
  return [multiplication, squaring, multiplicationByDifference]
    .map((part) => part(modulus))
    .concat(DOT_LENGTHS.map((length) => dotProduct(modulus, length)))
}
