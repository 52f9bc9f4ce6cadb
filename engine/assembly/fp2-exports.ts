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

// For tests alone, too.
export {
  add as sum_add,
  addMinusTwice as sum_addMinusTwice,
  addTriple as sum_addTriple,
  addXi as sum_addXi,
  addXiOfRest as sum_addXiOfRest,
  double as sum_double,
  doubleMinusSix as sum_doubleMinusSix,
  multiplyByXi as sum_multiplyByXi,
  negate as sum_negate,
  quadruple as sum_quadruple,
  sixfoldPlusTwice as sum_sixfoldPlusTwice,
  sixfoldXiPlusTwice as sum_sixfoldXiPlusTwice,
  subtract as sum_subtract,
  subtractAndXi as sum_subtractAndXi,
  subtractTwelve as sum_subtractTwelve,
  subtractTwo as sum_subtractTwo,
  subtractTwoAdd as sum_subtractTwoAdd,
  subtractTwoAddXi as sum_subtractTwoAddXi,
  triple as sum_triple,
  tripleRestMinusTwice as sum_tripleRestMinusTwice,
} from './generated/fp2-sums'
