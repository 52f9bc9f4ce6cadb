/**
 * The text of sums in Fp2 = Fp[u] / (u^2 + 1), as the tower above it needs them: each with one reduction, whatever it
 * consists of. xi is 9 + u.
 */
import { LIMBS, lines } from './field-limbs.ts'
import { sumStatements, type Term } from './field-sums.ts'

/** An element of Fp2 by the name of its parameter, how often it is taken, and how often xi times it. */
type QuadraticTerm = readonly [name: string, times: number, timesXi?: number]

const ELEMENT_BYTES = 4 * LIMBS
/** xi's part without u. */
const XI_REAL = 9

/** Both parts of a sum: the real part of xi a is 9 c0 - c1, the other 9 c1 + c0. */
function partsOf(terms: readonly QuadraticTerm[]): { readonly real: Term[]; readonly imaginary: Term[] } {
  const real: Term[] = []
  const imaginary: Term[] = []
  for (const [pointer, times, timesXi = 0] of terms) {
    const own = times + XI_REAL * timesXi
    real.push({ pointer, times: own }, { pointer, offset: ELEMENT_BYTES, times: -timesXi })
    imaginary.push({ pointer, offset: ELEMENT_BYTES, times: own }, { pointer, times: timesXi })
  }
  const isTaken = ({ times }: Term): boolean => times !== 0
  return { real: real.filter(isTaken), imaginary: imaginary.filter(isTaken) }
}

function sum(modulus: bigint, name: string, doc: string, ...terms: readonly QuadraticTerm[]): string {
  const { real, imaginary } = partsOf(terms)
  return lines(
    `/** result = ${doc} */`,
    `export function ${name}(result: usize, ${terms.map(([parameter]) => `${parameter}: usize`).join(', ')}): void {`,
    sumStatements(modulus, { terms: real }, { terms: imaginary, offset: ELEMENT_BYTES }),
    '}',
  )
}

/** The text of the module. */
export function quadraticSums(modulus: bigint): string {
  const sums: [name: string, doc: string, ...terms: QuadraticTerm[]][] = [
    ['add', 'a + b', ['a', 1], ['b', 1]],
    ['subtract', 'a - b', ['a', 1], ['b', -1]],
    ['double', '2 a', ['a', 2]],
    ['triple', '3 a', ['a', 3]],
    ['quadruple', '4 a', ['a', 4]],
    ['negate', '-a', ['a', -1]],
    ['multiplyByXi', 'xi a', ['a', 0, 1]],
    ['addXi', 'a + xi b', ['a', 1], ['b', 0, 1]],
    ['addTriple', 'a + 3 b', ['a', 1], ['b', 3]],
    ['doubleMinusSix', '2 a - 6 b', ['a', 2], ['b', -6]],
    ['subtractTwelve', 'a - 12 b', ['a', 1], ['b', -12]],
    ['subtractTwo', 'a - b - c', ['a', 1], ['b', -1], ['c', -1]],
    ['doubleRest', '2 (a - b - c)', ['a', 2], ['b', -2], ['c', -2]],
    ['subtractTwice', 'a - 2 b', ['a', 1], ['b', -2]],
    ['subtractEightfold', 'a - 8 b', ['a', 1], ['b', -8]],
    ['subtractAndXi', 'a - b - xi c', ['a', 1], ['b', -1], ['c', 0, -1]],
    ['subtractTwoAdd', 'a - b - c + d', ['a', 1], ['b', -1], ['c', -1], ['d', 1]],
    ['subtractTwoAddXi', 'a - b - c + xi d', ['a', 1], ['b', -1], ['c', -1], ['d', 0, 1]],
    ['addXiOfRest', 'a + xi (b - c - d)', ['a', 1], ['b', 0, 1], ['c', 0, -1], ['d', 0, -1]],
    ['addMinusTwice', 'a + b - 2 c', ['a', 1], ['b', 1], ['c', -2]],
    ['tripleRestMinusTwice', '3 (a - b - xi b) - 2 c', ['a', 3], ['b', -3, -3], ['c', -2]],
    ['sixfoldPlusTwice', '6 a + 2 b', ['a', 6], ['b', 2]],
    ['sixfoldXiPlusTwice', '6 xi a + 2 b', ['a', 0, 6], ['b', 2]],
  ]
  return [
    '/** Sums in Fp2, below 2p, of elements below 2p. Pointers may be equal. Written by scripts/generate-field-arithmetic.ts. */',
    ...sums.map(([name, doc, ...terms]) => sum(modulus, name, doc, ...terms)),
    '',
  ]
    .join('\n\n')
    .replace(/\n\n$/, '\n')
}
