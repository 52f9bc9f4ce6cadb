// The arithmetic of Fp2, inverses and roots under names of their own, for tests.
export { inverse as fpInverse } from './fp-inverse'
export {
  inverseFp2 as fp2Inverse,
  squareRoot as fpSquareRoot,
  squareRootFp2 as fp2SquareRoot,
} from './fp-power'
export {
  add as fp2Add,
  conjugate as fp2Conjugate,
  double as fp2Double,
  equals as fp2Equals,
  isZero as fp2IsZero,
  multiply as fp2Multiply,
  multiplyByFp as fp2MultiplyByFp,
  multiplyByXi as fp2MultiplyByXi,
  negate as fp2Negate,
  square as fp2Square,
  subtract as fp2Subtract,
} from './fp2'
