/** Points X | Y | Z in Jacobian coordinates: x = X / Z^2, y = Y / Z^3; Z = 0 at infinity. */
import { isInfinity, pointSize, setInfinity } from './affine-point'
import * as field from './curve-field'

const t0: usize = memory.data(72)
const t1: usize = memory.data(72)
const t2: usize = memory.data(72)
const t3: usize = memory.data(72)
const t4: usize = memory.data(72)
const t5: usize = memory.data(72)

/** Bytes of a point. */
@inline export function jacobianSize<Curve>(): usize {
  return 3 * field.size<Curve>()
}

@inline export function setJacobianInfinity<Curve>(point: usize): void {
  memory.fill(point, 0, jacobianSize<Curve>())
}

export function isJacobianInfinity<Curve>(point: usize): bool {
  return field.isZero<Curve>(point + 2 * field.size<Curve>())
}

export function fromAffine<Curve>(result: usize, point: usize): void {
  if (isInfinity<Curve>(point)) return setJacobianInfinity<Curve>(result)
  memory.copy(result, point, pointSize<Curve>())
  field.one<Curve>(result + 2 * field.size<Curve>())
}

/** One inversion. */
export function toAffine<Curve>(result: usize, point: usize): void {
  const size = field.size<Curve>()
  if (isJacobianInfinity<Curve>(point)) return setInfinity<Curve>(result)
  field.inverse<Curve>(t0, point + 2 * size)
  field.square<Curve>(t1, t0)
  field.multiply<Curve>(result, point, t1)
  field.multiply<Curve>(t1, t1, t0)
  field.multiply<Curve>(result + size, point + size, t1)
}

/** result = 2 * point: 2 products and 5 squares, for a curve with a = 0. Pointers may be equal. */
export function doubleJacobian<Curve>(result: usize, point: usize): void {
  const size = field.size<Curve>()
  const y = point + size
  const z = point + 2 * size
  field.square<Curve>(t0, point) // A = X^2
  field.square<Curve>(t1, y) // B = Y^2
  field.add<Curve>(t2, point, t1)
  field.square<Curve>(t1, t1) // C = B^2
  field.square<Curve>(t2, t2)
  field.doubleRest<Curve>(t2, t2, t0, t1) // D = 2 ((X + B)^2 - A - C) = 4 X Y^2
  field.triple<Curve>(t3, t0) // E = 3 A
  field.multiply<Curve>(t4, y, z)
  field.double<Curve>(result + 2 * size, t4)
  field.square<Curve>(t4, t3)
  field.subtractTwice<Curve>(result, t4, t2) // E^2 - 2 D
  field.multiplyByDifference<Curve>(t2, t3, t2, result)
  field.subtractEightfold<Curve>(result + size, t2, t1) // E (D - X3) - 8 C
}

/** result = point + affine, any two points; -affine when `negative`. `result` may be `point`. */
export function addAffine<Curve>(result: usize, point: usize, affine: usize, negative: bool): void {
  const size = field.size<Curve>()
  if (isInfinity<Curve>(affine)) {
    if (result != point) memory.copy(result, point, jacobianSize<Curve>())
    return
  }
  if (isJacobianInfinity<Curve>(point)) {
    fromAffine<Curve>(result, affine)
    if (negative) field.negate<Curve>(result + size, result + size)
    return
  }
  const y = point + size
  const z = point + 2 * size
  field.square<Curve>(t0, z)
  field.multiply<Curve>(t1, affine, t0)
  field.multiply<Curve>(t0, t0, z)
  field.multiply<Curve>(t2, affine + size, t0)
  if (negative) field.negate<Curve>(t2, t2)
  field.subtract<Curve>(t1, t1, point) // H = x2 Z^2 - X
  field.subtract<Curve>(t2, t2, y) // S = y2 Z^3 - Y
  addSlope<Curve>(result, point, y, z)
}

/** result = a + b, any two points. `result` may be `a`. */
export function addJacobian<Curve>(result: usize, a: usize, b: usize): void {
  const size = field.size<Curve>()
  if (isJacobianInfinity<Curve>(b)) return memory.copy(result, a, jacobianSize<Curve>())
  if (isJacobianInfinity<Curve>(a)) return memory.copy(result, b, jacobianSize<Curve>())
  field.square<Curve>(t0, b + 2 * size)
  field.multiply<Curve>(scaled, a, t0)
  field.multiply<Curve>(t0, t0, b + 2 * size)
  field.multiply<Curve>(scaled + size, a + size, t0)
  field.square<Curve>(t0, a + 2 * size)
  field.multiply<Curve>(t1, b, t0)
  field.multiply<Curve>(t0, t0, a + 2 * size)
  field.multiply<Curve>(t2, b + size, t0)
  field.multiply<Curve>(scaled + 2 * size, a + 2 * size, b + 2 * size)
  field.subtract<Curve>(t1, t1, scaled)
  field.subtract<Curve>(t2, t2, scaled + size)
  addSlope<Curve>(result, scaled, scaled + size, scaled + 2 * size)
}

/** a of addJacobian, with b's Z in its coordinates. */
const scaled: usize = memory.data(216)

/** The sum's coordinates from the first point's and the differences H in t1 and S in t2. */
function addSlope<Curve>(result: usize, x: usize, y: usize, z: usize): void {
  const size = field.size<Curve>()
  if (field.isZero<Curve>(t1)) {
    if (!field.isZero<Curve>(t2)) return setJacobianInfinity<Curve>(result)
    if (x != result) {
      field.copy<Curve>(result, x)
      field.copy<Curve>(result + size, y)
      field.copy<Curve>(result + 2 * size, z)
    }
    return doubleJacobian<Curve>(result, result)
  }
  field.square<Curve>(t3, t1) // H^2
  field.multiply<Curve>(t4, x, t3) // V = X H^2
  field.multiply<Curve>(t3, t3, t1) // H^3
  field.multiply<Curve>(result + 2 * size, z, t1)
  field.multiply<Curve>(t5, y, t3)
  field.square<Curve>(t0, t2)
  field.subtract<Curve>(t0, t0, t3)
  field.subtractTwice<Curve>(result, t0, t4) // S^2 - H^3 - 2 V
  field.multiplyByDifference<Curve>(t4, t2, t4, result)
  field.subtract<Curve>(result + size, t4, t5) // S (V - X3) - Y H^3
}
