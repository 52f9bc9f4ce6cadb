/** The last part of a pairing: from the Miller loop's value, known up to factors of subfields, to the group of order r. */
import * as cyclotomic from './cyclotomic'
import * as fp12 from './fp12'

const easy: usize = memory.data(432)
const y1: usize = memory.data(432)
const y3: usize = memory.data(432)
const y4: usize = memory.data(432)
const y6: usize = memory.data(432)
const y8: usize = memory.data(432)
const y9: usize = memory.data(432)

/**
 * result = f^((p^12 - 1) / r * k), k a constant that r does not divide: the chain of Fuentes-Castaneda, Knapp and
 * Rodriguez-Henriquez (Faster hashing to G2, SAC 2011), one power of the whole group for all.
 */
export function finalExponentiation(result: usize, f: usize): void {
  // f^((p^6 - 1)(p^2 + 1)): now in the cyclotomic subgroup.
  fp12.inverse(easy, f)
  fp12.conjugate(y1, f)
  fp12.multiply(y1, y1, easy)
  fp12.frobenius2(easy, y1)
  fp12.multiply(easy, easy, y1)

  powerOfMinusX(y1, easy)
  cyclotomic.square(y1, y1)
  cyclotomic.square(y3, y1)
  fp12.multiply(y3, y3, y1)
  powerOfMinusX(y4, y3)
  cyclotomic.square(y6, y4)
  powerOfMinusX(y6, y6)
  fp12.conjugate(y3, y3)
  fp12.conjugate(y6, y6)
  fp12.multiply(y8, y6, y4)
  fp12.multiply(y8, y8, y3)
  fp12.multiply(y9, y8, y1)
  fp12.multiply(y4, y8, y4)
  fp12.multiply(y4, y4, easy)
  fp12.frobenius(y1, y9)
  fp12.multiply(y4, y4, y1)
  fp12.frobenius2(y8, y8)
  fp12.multiply(y4, y4, y8)
  fp12.conjugate(easy, easy)
  fp12.multiply(y9, y9, easy)
  fp12.frobenius3(y9, y9)
  fp12.multiply(result, y4, y9)
}

function powerOfMinusX(result: usize, a: usize): void {
  cyclotomic.powerOfX(result, a)
  fp12.conjugate(result, result)
}
