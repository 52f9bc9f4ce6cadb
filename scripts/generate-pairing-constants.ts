/**
 * Writes engine/assembly/generated/pairing-constants.ts: what the pairing of BN254 knows in advance.
 *
 *     node scripts/generate-pairing-constants.ts
 *
 * Everything is computed here from the curve's parameter x, in Fp2 = Fp[u] / (u^2 + 1) with xi = 9 + u.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The parameter that gives BN254 its fields. */
const x = 4965661367192848881n
const p = 36n * x ** 4n + 36n * x ** 3n + 24n * x ** 2n + 6n * x + 1n

const LIMBS = 9
const LIMB_BITS = 29n
const MONTGOMERY_R = 1n << (LIMB_BITS * BigInt(LIMBS))

type Fp2 = readonly [c0: bigint, c1: bigint]
const XI: Fp2 = [9n, 1n]

const modulo = (value: bigint): bigint => ((value % p) + p) % p

function multiply([a0, a1]: Fp2, [b0, b1]: Fp2): Fp2 {
  return [modulo(a0 * b0 - a1 * b1), modulo(a0 * b1 + a1 * b0)]
}

function power(base: Fp2, exponent: bigint): Fp2 {
  let result: Fp2 = [1n, 0n]
  for (const bit of exponent.toString(2)) {
    result = multiply(result, result)
    if (bit === '1') result = multiply(result, base)
  }
  return result
}

/** Digits that are odd or 0, below 2^(width - 1) in size, lowest first; after one that is not 0 come width - 1 that are. */
function nonAdjacentForm(value: bigint, width: bigint): bigint[] {
  const digits: bigint[] = []
  for (let rest = value; rest > 0n; rest >>= 1n) {
    const digit = rest & 1n ? BigInt.asIntN(Number(width), rest) : 0n
    digits.push(digit)
    rest -= digit
  }
  return digits
}

function limbsOf(value: bigint): string {
  const limbs = Array.from({ length: LIMBS }, (_, index) => {
    return (value >> (LIMB_BITS * BigInt(index))) & ((1n << LIMB_BITS) - 1n)
  })
  return `  ${limbs.join(', ')},`
}

function plainConstant(name: string, doc: string, values: readonly bigint[]): string {
  return [`/** ${doc} */`, `export const ${name}: usize = memory.data<u32>([`, ...values.map(limbsOf), '])'].join('\n')
}

/** In Montgomery form. */
function constant(name: string, doc: string, values: readonly bigint[]): string {
  return plainConstant(
    name,
    doc,
    values.map((value) => (value * MONTGOMERY_R) % p),
  )
}

function digits(name: string, doc: string, value: bigint, width: bigint): string {
  const list = nonAdjacentForm(value, width)
  return [
    `/** ${doc} */`,
    `export const ${name}: usize = memory.data<i8>([${list.join(', ')}])`,
    `export const ${name}_LENGTH: i32 = ${list.length}`,
  ].join('\n')
}

/** xi^(i * (p^k - 1) / 6) for i of 1 to 5: what Frobenius to the k-th puts before the i-th power of w. */
function frobenius(k: bigint): Fp2[] {
  return [1n, 2n, 3n, 4n, 5n].map((i) => power(XI, (i * (p ** k - 1n)) / 6n))
}

const secondFrobenius = frobenius(2n)
if (secondFrobenius.some(([, c1]) => c1 !== 0n)) throw new Error('the coefficients of the second Frobenius lie in Fp')
const inverseOfXi = power(XI, p * p - 2n)
const twist = multiply([3n, 0n], inverseOfXi)

const text = [
  '/** Constants of the pairing, in Montgomery form unless they say otherwise. Written by scripts/generate-pairing-constants.ts. */',
  constant('FROBENIUS_1', 'xi^(i (p - 1) / 6) for i of 1 to 5, in Fp2', frobenius(1n).flat()),
  constant(
    'FROBENIUS_2',
    'xi^(i (p^2 - 1) / 6) for i of 1 to 5, in Fp',
    secondFrobenius.map(([c0]) => c0),
  ),
  constant('FROBENIUS_3', 'xi^(i (p^3 - 1) / 6) for i of 1 to 5, in Fp2', frobenius(3n).flat()),
  constant('G1_B', "3: G1's curve is y^2 = x^3 + 3", [3n]),
  constant('G2_B', "3 / xi: G2's curve is y^2 = x^3 + 3 / xi", twist),
  constant('G2_3B', '9 / xi', multiply([3n, 0n], twist)),
  constant('HALF', '1 / 2', [power([2n, 0n], p - 2n)[0]]),
  constant('BETA', 'A third root of 1: (beta x, y) is the lambda-fold of (x, y) in G1.', [secondFrobenius[1]![0]]),
  plainConstant('HALF_OF_P', '(p - 1) / 2, out of Montgomery form', [(p - 1n) / 2n]),
  digits('LOOP', 'The digits of 6x + 2, lowest first: the steps of the Miller loop.', 6n * x + 2n, 2n),
  digits('X', 'Digits of x, odd or 0, from -7 to 7, lowest first.', x, 4n),
  '',
].join('\n\n')
const file = join(import.meta.dirname, '..', 'engine', 'assembly', 'generated', 'pairing-constants.ts')
writeFileSync(file, text.replace(/\n\n$/, '\n'))
