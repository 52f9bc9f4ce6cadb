// The fields' arithmetic under names of its own, for tests.
export {
  add as fpAdd,
  double as fpDouble,
  isZero as fpIsZero,
  multiply as fpMultiply,
  reduce as fpReduce,
  square as fpSquare,
  subtract as fpSubtract,
  subtractLazy as fpSubtractLazy,
} from './generated/fp'
export {
  add as frAdd,
  double as frDouble,
  isZero as frIsZero,
  multiply as frMultiply,
  reduce as frReduce,
  square as frSquare,
  subtract as frSubtract,
  subtractLazy as frSubtractLazy,
} from './generated/fr'
