/**
 * Writes engine/assembly/generated/fp.ts and fr.ts: the arithmetic of BN254's two prime fields, unrolled.
 *
 *     node scripts/generate-field-arithmetic.ts
 *
 * Nine limbs of 29 bits: a column of a product sums 18 products of 58 bits, which a 64-bit word holds without a carry
 * between. That is what makes it faster than limbs of 32 bits, which need one after every product.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const LIMBS = 9
const LIMB_BITS = 29n
const MASK = (1n << LIMB_BITS) - 1n
/** Montgomery's R = 2^261. */
const R_BITS = LIMB_BITS * BigInt(LIMBS)

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

const indices = Array.from({ length: LIMBS }, (_, index) => index)

function limbsOf(value: bigint): bigint[] {
  return indices.map((index) => (value >> (LIMB_BITS * BigInt(index))) & MASK)
}

/** -1 / modulus mod 2^29, by Newton's iteration, which doubles the bits that are right. */
function negativeInverse(modulus: bigint): bigint {
  let inverse = 1n
  for (let bits = 1; bits < LIMB_BITS; bits *= 2) inverse = (inverse * (2n - modulus * inverse)) & MASK
  return (MASK + 1n - inverse) & MASK
}

const lines = (...parts: readonly string[]): string => parts.join('\n')
const loads = (name: string, pointer: string): string =>
  indices.map((index) => `  const ${name}${index}: u64 = load<u32>(${pointer}, ${4 * index})`).join('\n')
const stores = (column: (index: number) => string): string => {
  return indices
    .map((index) => {
      const carry = index === 0 ? '' : `  ${column(index)} += ${column(index - 1)} >> ${LIMB_BITS}\n`
      const limb = index === LIMBS - 1 ? column(index) : `${column(index)} & ${MASK}`
      return `${carry}  store<u32>(result, <u32>(${limb}), ${4 * index})`
    })
    .join('\n')
}

/** Rows of a * b, each followed by the multiple of the modulus that clears the lowest limb. */
function multiplication(modulus: bigint): string {
  const p = limbsOf(modulus)
  const rows = indices.map((row) =>
    lines(
      `  x = load<u32>(a, ${4 * row})`,
      '  t0 += x * b0',
      `  m = (t0 * ${negativeInverse(modulus)}) & ${MASK}`,
      `  t0 = (t0 + m * ${p[0]}) >> ${LIMB_BITS}`,
      ...indices.slice(1).map((j) => `  t${j - 1} = t${j} + x * b${j} + m * ${p[j]}${j === 1 ? ' + t0' : ''}`),
      '  t8 = 0',
    ),
  )
  return lines(
    '/** result = a * b / R, below 2p when a * b < p * R: with factors below 12p each, for instance. */',
    'export function multiply(result: usize, a: usize, b: usize): void {',
    loads('b', 'b'),
    ...indices.map((index) => `  let t${index}: u64 = 0`),
    '  let x: u64 = 0',
    '  let m: u64 = 0',
    ...rows,
    stores((index) => `t${index}`),
    '}',
  )
}

/** A sum of products with one reduction for all of them: the reduction is half of a product's work. */
function dotProduct(modulus: bigint, length: number): string {
  const p = limbsOf(modulus)
  const terms = Array.from({ length }, (_, term) => term)
  const rows = indices.map((row) => {
    const column = (j: number): string => terms.map((k) => `x${k} * load<u32>(b, ${4 * (LIMBS * k + j)})`).join(' + ')
    return lines(
      ...terms.map((k) => `  x${k} = load<u32>(a, ${4 * (LIMBS * k + row)})`),
      `  t0 += ${column(0)}`,
      `  m = (t0 * ${negativeInverse(modulus)}) & ${MASK}`,
      `  t0 = (t0 + m * ${p[0]}) >> ${LIMB_BITS}`,
      ...indices.slice(1).map((j) => `  t${j - 1} = t${j} + ${column(j)} + m * ${p[j]}${j === 1 ? ' + t0' : ''}`),
      '  t8 = 0',
    )
  })
  return lines(
    `/** result = (a[0] * b[0] + .. + a[${length - 1}] * b[${length - 1}]) / R over elements side by side, all below 2p; below 2p. */`,
    `export function dot${length}(result: usize, a: usize, b: usize): void {`,
    ...indices.map((index) => `  let t${index}: u64 = 0`),
    ...terms.map((k) => `  let x${k}: u64 = 0`),
    '  let m: u64 = 0',
    ...rows,
    stores((index) => `t${index}`),
    '}',
  )
}

/** Columns of five products and the reduction stay below 2^64: 54 products of 58 bits. */
const DOT_LENGTHS = [2, 3, 4, 5]

/** The 17 columns of a * a, each cross product once and doubled, then the reduction. */
function squaring(modulus: bigint): string {
  const p = limbsOf(modulus)
  const columns = Array.from({ length: 2 * LIMBS - 1 }, (_, column) => {
    const terms: string[] = []
    for (let i = Math.max(0, column - LIMBS + 1); 2 * i < column; i++) terms.push(`d${i} * a${column - i}`)
    if (column % 2 === 0) terms.push(`a${column / 2} * a${column / 2}`)
    return `  let c${column}: u64 = ${terms.join(' + ')}`
  })
  const reductions = indices.map((row) =>
    lines(
      `  m = (c${row} * ${negativeInverse(modulus)}) & ${MASK}`,
      `  c${row} = (c${row} + m * ${p[0]}) >> ${LIMB_BITS}`,
      ...indices.slice(1).map((j) => `  c${row + j} += m * ${p[j]}${j === 1 ? ` + c${row}` : ''}`),
    ),
  )
  return lines(
    '/** result = a * a / R, below 2p for a below 12p. */',
    'export function square(result: usize, a: usize): void {',
    loads('a', 'a'),
    ...indices.slice(0, -1).map((index) => `  const d${index}: u64 = a${index} << 1`),
    ...columns,
    `  let c${2 * LIMBS - 1}: u64 = 0`,
    '  let m: u64 = 0',
    ...reductions,
    stores((index) => `c${index + LIMBS}`),
    '}',
  )
}

/** One pass of limb sums with carries: `terms(index)` is what is added at a limb. */
function pass(terms: (index: number) => string, target: string): string[] {
  return indices.flatMap((index) => [
    `  carry = (carry >> ${LIMB_BITS}) + ${terms(index)}`,
    index === LIMBS - 1
      ? `  store<u32>(${target}, carry, ${4 * index})`
      : `  store<u32>(${target}, carry & ${MASK}, ${4 * index})`,
  ])
}

function additive(
  name: string,
  doc: string,
  parameters: string,
  first: (i: number) => string,
  twice: bigint[],
): string {
  return lines(
    `/** ${doc} */`,
    `export function ${name}(result: usize, ${parameters}): void {`,
    '  let carry: i32 = 0',
    ...pass(first, 'result'),
    '  // All ones when the sum is negative.',
    '  const borrow = carry >> 31',
    '  carry = 0',
    ...pass((i) => `load<i32>(result, ${4 * i}) + (${twice[i]} & borrow)`, 'result'),
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
  const p = limbsOf(modulus)
  const p2 = limbsOf(2n * modulus)
  return [
    additive('add', 'result = a + b', 'a: usize, b: usize', (i) => `${at('a', i)} + ${at('b', i)} - ${p2[i]}`, p2),
    additive('subtract', 'result = a - b', 'a: usize, b: usize', (i) => `${at('a', i)} - ${at('b', i)}`, p2),
    additive('double', 'result = 2a', 'a: usize', (i) => `(${at('a', i)} << 1) - ${p2[i]}`, p2),
    additive('reduce', 'a below 2p becomes canonical, below p', 'a: usize', (i) => `${at('a', i)} - ${p[i]}`, p),
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

function field(about: string, modulus: bigint): string {
  const header = lines(
    '/**',
    ` * ${about}`,
    ' *',
    ' * An element is nine limbs of 29 bits, lowest first, in 36 bytes, in Montgomery form with R = 2^261, below 2p unless it',
    ' * says otherwise. Pointers may be equal. Written by scripts/generate-field-arithmetic.ts.',
    ' */',
  )
  const parts = [constants, multiplication, squaring, sums, lazySums, copyAndCompare].map((part) => part(modulus))
  const dots = DOT_LENGTHS.map((length) => dotProduct(modulus, length))
  return [header, ...parts, ...dots, ''].join('\n\n').replace(/\n\n$/, '\n')
}

/** Each file's name and text. */
export function fieldArithmetic(): Map<string, string> {
  return new Map(FIELDS.map(({ file, about, modulus }) => [file, field(about, modulus)]))
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, '..', 'engine', 'assembly', 'generated')
  for (const [file, text] of fieldArithmetic()) writeFileSync(join(folder, file), text)
}
