/**
 * Writes engine/assembly/generated/fp.ts and fr.ts, the arithmetic of BN254's two prime fields, and fp2-sums.ts, sums in the
 * quadratic extension of the first; unrolled.
 *
 *     node scripts/generate-field-arithmetic.ts
 *
 * Nine limbs of 29 bits: a column of a product sums 18 products of 58 bits, which a 64-bit word holds without a carry
 * between. That is what makes it faster than limbs of 32 bits, which need one after every product.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { indices, LIMB_BITS, LIMBS, limbsOf, lines, MASK, R_BITS } from './field-limbs.ts'
import { products } from './field-products.ts'
import { sumStatements, type Term } from './field-sums.ts'
import { extensionProducts } from './quadratic-products.ts'
import { quadraticSums } from './quadratic-sums.ts'

const FIELDS = [
  {
    file: 'fp.ts',
    about: "The base field of BN254: coordinates of points. Its modulus is the field's q.",
    modulus: 21888242871839275222246405745257275088696311157297823662689037894645226208583n,
  },
  {
    file: 'fr.ts',
    about: "The scalar field of BN254: what the circuit computes in. Its modulus is the groups' order r.",
    modulus: 21888242871839275222246405745257275088548364400416034343698204186575808495617n,
  },
] as const

/** One pass of limb sums with carries: `terms(index)` is what is added at a limb. */
function pass(terms: (index: number) => string, target: string): string[] {
  return indices.flatMap((index) => [
    `  carry = (carry >> ${LIMB_BITS}) + ${terms(index)}`,
    index === LIMBS - 1
      ? `  store<u32>(${target}, carry, ${4 * index})`
      : `  store<u32>(${target}, carry & ${MASK}, ${4 * index})`,
  ])
}

function sum(modulus: bigint, name: string, doc: string, parameters: string, terms: readonly Term[]): string {
  return lines(
    `/** ${doc} */`,
    `export function ${name}(result: usize, ${parameters}): void {`,
    sumStatements(modulus, { terms }),
    '}',
  )
}

function reduction(modulus: bigint): string {
  const p = limbsOf(modulus)
  return lines(
    '/** a below 2p becomes canonical, below p */',
    'export function reduce(result: usize, a: usize): void {',
    '  let carry: i32 = 0',
    ...pass((i) => `${at('a', i)} - ${p[i]}`, 'result'),
    '  // All ones when the sum is negative.',
    '  const borrow = carry >> 31',
    '  carry = 0',
    ...pass((i) => `${at('result', i)} + (${p[i]} & borrow)`, 'result'),
    '}',
  )
}

const at = (pointer: string, index: number): string => `load<i32>(${pointer}, ${4 * index})`

function constants(modulus: bigint): string {
  const constant = (name: string, doc: string, value: bigint): string => {
    return `/** ${doc} */\nexport const ${name}: usize = memory.data<u32>([${limbsOf(value).join(', ')}])`
  }
  return lines(
    '/** Bytes of an element. */',
    `export const SIZE: usize = ${4 * LIMBS}`,
    '',
    constant('ZERO', '0', 0n),
    constant('ONE', '1 in Montgomery form', (1n << R_BITS) % modulus),
    constant('PLAIN_ONE', '1 out of Montgomery form: multiplying by it leaves Montgomery form', 1n),
    constant('R_SQUARED', 'R^2: multiplying by it enters Montgomery form', (1n << (2n * R_BITS)) % modulus),
    constant('MODULUS', 'the modulus, out of Montgomery form', modulus),
    constant(
      'FROM_R256',
      'multiplying by it turns Montgomery form with R = 2^256, as in a .zkey, into this one',
      (1n << (2n * R_BITS - 256n)) % modulus,
    ),
  )
}

function sums(modulus: bigint): string {
  const of = (pointer: string, times: number): Term => ({ pointer, times })
  const [two, three] = ['a: usize, b: usize', 'a: usize, b: usize, c: usize'] as const
  return [
    sum(modulus, 'add', 'result = a + b', two, [of('a', 1), of('b', 1)]),
    sum(modulus, 'subtract', 'result = a - b', two, [of('a', 1), of('b', -1)]),
    sum(modulus, 'double', 'result = 2 a', 'a: usize', [of('a', 2)]),
    sum(modulus, 'triple', 'result = 3 a', 'a: usize', [of('a', 3)]),
    sum(modulus, 'subtractTwo', 'result = a - b - c', three, [of('a', 1), of('b', -1), of('c', -1)]),
    sum(modulus, 'doubleRest', 'result = 2 (a - b - c)', three, [of('a', 2), of('b', -2), of('c', -2)]),
    sum(modulus, 'subtractTwice', 'result = a - 2 b', two, [of('a', 1), of('b', -2)]),
    sum(modulus, 'subtractEightfold', 'result = a - 8 b', two, [of('a', 1), of('b', -8)]),
    reduction(modulus),
  ].join('\n\n')
}

function lazySums(modulus: bigint): string {
  const p4 = limbsOf(4n * modulus)
  return lines(
    '/** result = a + b unreduced: its bound is the sum of theirs. For factors of a product only. */',
    'export function addLazy(result: usize, a: usize, b: usize): void {',
    '  let carry: i32 = 0',
    ...pass((i) => `${at('a', i)} + ${at('b', i)}`, 'result'),
    '}',
    '',
    '/** result = a - b + 4p unreduced, for b below 4p. For factors of a product only. */',
    'export function subtractLazy(result: usize, a: usize, b: usize): void {',
    '  let carry: i32 = 0',
    ...pass((i) => `${at('a', i)} - ${at('b', i)} + ${p4[i]}`, 'result'),
    '}',
  )
}

function copyAndCompare(modulus: bigint): string {
  const p = limbsOf(modulus)
  return lines(
    'export function copy(result: usize, a: usize): void {',
    ...[0, 8, 16, 24].map((offset) => `  store<u64>(result, load<u64>(a, ${offset}), ${offset})`),
    '  store<u32>(result, load<u32>(a, 32), 32)',
    '}',
    '',
    '/** Whether a, below 2p, is 0: it is stored as 0 or as p. */',
    'export function isZero(a: usize): bool {',
    `  const bits: u32 = ${indices.map((i) => `load<u32>(a, ${4 * i})`).join(' | ')}`,
    '  if (bits === 0) return true',
    `  const difference: u32 = ${indices.map((i) => `(load<u32>(a, ${4 * i}) ^ ${p[i]})`).join(' | ')}`,
    '  return difference === 0',
    '}',
  )
}

function field({ file, about, modulus }: (typeof FIELDS)[number]): string {
  const header = lines(
    '/**',
    ` * ${about}`,
    ' *',
    ' * An element is nine limbs of 29 bits, lowest first, in 36 bytes, in Montgomery form with R = 2^261, below 2p unless it',
    ' * says otherwise. Pointers may be equal. Written by scripts/generate-field-arithmetic.ts.',
    ' */',
  )
  const parts = [constants, sums, lazySums, copyAndCompare].map((part) => part(modulus))
  const extension = file === 'fp.ts' ? extensionProducts(modulus) : []
  return [header, ...parts, ...products(modulus), ...extension, ''].join('\n\n').replace(/\n\n$/, '\n')
}

/** Each file's name and text. */
export function fieldArithmetic(): Map<string, string> {
  const [base] = FIELDS
  return new Map([
    ...FIELDS.map((each) => [each.file, field(each)] as const),
    ['fp2-sums.ts', quadraticSums(base.modulus)] as const,
  ])
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, '..', 'engine', 'assembly', 'generated')
  for (const [file, text] of fieldArithmetic()) writeFileSync(join(folder, file), text)
}
