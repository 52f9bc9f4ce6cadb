/**
 * The texts of products in Fp[u] / (u^2 + 1), whose elements are c0 | c1. A product is Karatsuba's: three products of the
 * base field, not reduced, and a reduction for each part. A product of sums may pass 2^63 in a column, but what is left of it
 * when the two others are taken away does not: their wrapping around is undone.
 */
import { indices, LIMBS, lines } from './field-limbs.ts'
import { kept, limb, sumOfProducts, unsigned } from './field-products.ts'

/** A product's columns as they are, of 8 bytes each, for sums that are reduced later. */
function wideProduct(name: string, parameters: string, left: (limb: number) => string, right: string[]): string {
  return lines(
    `export function ${name}(columns: usize, ${parameters}): void {`,
    ...kept('b', (index) => right[index]!, 'i64'),
    ...indices.map((index) => `  let t${index}: i64 = 0`),
    '  let x: i64 = 0',
    ...indices.map((row) =>
      lines(
        `  x = ${left(row)}`,
        `  store<i64>(columns, t0 + x * b0, ${8 * row})`,
        ...indices.slice(1).map((j) => `  t${j - 1} = t${j} + x * b${j}`),
        '  t8 = 0',
      ),
    ),
    ...indices.slice(0, -1).map((index) => `  store<i64>(columns, t${index}, ${8 * (index + LIMBS)})`),
    '}',
  )
}

/** What Karatsuba's product in Fp[u] / (u^2 + 1) consists of: three products and a reduction for each part. */
function quadraticProducts(modulus: bigint): string[] {
  const halves = (pointer: string) => (index: number) => `${limb(pointer, index)} + ${limb(pointer, LIMBS + index)}`
  const difference = (index: number): string => `${limb('b', index)} - ${limb('c', index)}`
  const sumOfDifferences = (index: number): string => `${difference(index)} + ${difference(LIMBS + index)}`
  const column = (pointer: string, index: number): string => `load<i64>(${pointer}, ${8 * index})`
  const [two, three] = ['a: usize, b: usize', 'a: usize, b: usize, c: usize'] as const
  const own = indices.map((index) => limb('a', index))
  const sums = indices.map(halves('a'))
  return [
    `/** columns = a * b */\n${wideProduct('wideProduct', two, (row) => limb('b', row), own)}`,
    `/** columns = a * (b - c) */\n${wideProduct('wideProductByDifference', three, difference, own)}`,
    `/** columns = (a0 + a1) * (b0 + b1) for a = a0 | a1 and b = b0 | b1 */\n${wideProduct('wideProductOfSums', two, halves('b'), sums)}`,
    `/** The same with b - c instead of b. */\n${wideProduct('wideProductOfSumsByDifference', three, sumOfDifferences, sums)}`,
    sumOfProducts(modulus, {
      name: 'reduceDifference',
      doc: 'result = (v - w) / R for columns of products of elements below 2p, and below 2p itself.',
      parameters: 'v: usize, w: usize',
      products: [],
      columns: (index) => `${column('v', index)} - ${column('w', index)}`,
      signed: true,
    }),
    sumOfProducts(modulus, {
      name: 'reduceRest',
      doc: 'result = (u - v - w) / R for columns of what is two products of elements below 2p in the end, and below 2p itself.',
      parameters: 'u: usize, v: usize, w: usize',
      products: [],
      columns: (index) => `${column('u', index)} - ${column('v', index)} - ${column('w', index)}`,
      signed: true,
    }),
  ]
}

/** The parts of a square in the same field, which need no sum of products. */
function quadraticSquares(modulus: bigint): string[] {
  return [
    sumOfProducts(modulus, {
      name: 'realPartOfSquare',
      doc: 'result = (c0 + c1) * (c0 - c1) / R for a = c0 | c1, below 2p.',
      parameters: 'a: usize',
      products: [{ left: (row) => `${limb('a', row)} - ${limb('a', LIMBS + row)}`, right: (j) => `a${j}` }],
      signed: true,
      before: kept('a', (index) => `${limb('a', index)} + ${limb('a', LIMBS + index)}`, 'i64'),
    }),
    sumOfProducts(modulus, {
      name: 'imaginaryPartOfSquare',
      doc: 'result = 2 * c0 * c1 / R for a = c0 | c1, below 2p.',
      parameters: 'a: usize',
      products: [{ left: (row) => `${unsigned('a', row)} << 1`, right: (j) => `a${j}` }],
      before: kept('a', (index) => unsigned('a', LIMBS + index), 'u64'),
    }),
  ]
}

/** The functions of products in the quadratic extension of a field. */
export function extensionProducts(modulus: bigint): string[] {
  return [...quadraticProducts(modulus), ...quadraticSquares(modulus)]
}
