// The pairing. The tower's arithmetic under names of its own is for tests.

export { square as cyclotomicSquare } from './cyclotomic'
export { finalExponentiation } from './final-exponentiation'
export {
  conjugate as fp12Conjugate,
  frobenius as fp12Frobenius,
  frobenius2 as fp12Frobenius2,
  frobenius3 as fp12Frobenius3,
  inverse as fp12Inverse,
  isOne as fp12IsOne,
  multiply as fp12Multiply,
  multiplyByLine as fp12MultiplyByLine,
  multiplyByUnitLine as fp12MultiplyByUnitLine,
  square as fp12Square,
} from './fp12'
export { prepareLines } from './g2-lines'
export { divideLines, millerLoop } from './miller-loop'
