/**
 * Derives from the circuit's constraint system which wires a message moves, and writes src/rln/generated/circuit-wires.ts.
 * Provers keep what belongs to the other wires, so a wire forgotten here would give wrong proofs: nothing is sampled,
 * every wire gets all the inputs that any chain of constraints leads from to it.
 *
 * Refuses a circuit in which x moves more than y and itself: prepared proofs are polynomials of degree 2 in x only then.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Constraint, type R1cs, readR1cs } from '../test/support/r1cs.ts'
import { compileCircuit } from './build-circuits.ts'
import { buildDirectory, readInstances, repositoryRoot } from './circuit-artifacts.ts'

/** What a wire may depend on, as bits. Fixed: secret, limit, path. */
export const X = 1
export const MESSAGE = 2
export const FIXED = 4

/** The wires of the inputs: 0 is one, then the public signals, then the private inputs in their order. */
const WIRE = { one: 0, y: 1, x: 4, externalNullifier: 5, identitySecret: 6, messageId: 8, lastInput: 48 }

export interface CircuitWires {
  /** Wires that messageId, externalNullifier or x move, ascending. */
  readonly messageWires: readonly number[]
  /** The wire of a1, the slope of the line. */
  readonly slopeWire: number
}

/** @throws Error when the circuit is not of the shape that prepared proofs need. */
export function circuitWiresOf(r1cs: R1cs): CircuitWires {
  const origins = originsOf(r1cs)
  const wires = [...origins.keys()]
  const movedByX = wires.filter((wire) => origins[wire]! & X)
  if (movedByX.join() !== `${WIRE.y},${WIRE.x}`)
    throw new Error(`x moves the wires ${movedByX.join()}: not y and x alone`)
  return {
    messageWires: wires.filter((wire) => origins[wire]! & (X | MESSAGE)),
    slopeWire: slopeWireOf(r1cs),
  }
}

/** For each wire the inputs it depends on. Too many at worst: what rows cannot order gets the inputs of all of them. */
export function originsOf(r1cs: R1cs): number[] {
  const origins: (number | undefined)[] = Array.from({ length: r1cs.wireCount }, (_, wire) => originOfInput(wire))
  let open = r1cs.constraints.map(({ a, b, c }) => ({
    factors: wiresOf([...a, ...b]),
    all: wiresOf([...a, ...b, ...c]),
  }))
  const union = (wires: readonly number[]) => wires.reduce((bits, wire) => bits | (origins[wire] ?? 0), 0)
  const isUnknown = (wire: number) => origins[wire] === undefined
  for (;;) {
    open = open.filter(({ all }) => all.some(isUnknown))
    if (open.length === 0) break
    // Both factors known and one wire of the product unknown: the row has one solution.
    const solvable = open.filter(({ factors, all }) => !factors.some(isUnknown) && all.filter(isUnknown).length === 1)
    for (const { all } of solvable) for (const wire of all.filter(isUnknown)) origins[wire] = union(all)
    if (solvable.length > 0) continue
    // Bits of a number: each is squared in its own row, and one row adds them up. What hangs together gets it all.
    const group = new Set(open[0]!.all.filter(isUnknown))
    let touched = open
    for (let size = 0; size < group.size; ) {
      size = group.size
      touched = open.filter(({ all }) => all.some((wire) => group.has(wire)))
      for (const { all } of touched) for (const wire of all.filter(isUnknown)) group.add(wire)
    }
    const bits = union(touched.flatMap(({ all }) => all))
    for (const wire of group) origins[wire] = bits
  }
  return origins.map((bits, wire) => bits ?? fail(`wire ${wire} is in no row`))
}

function wiresOf(terms: Constraint['a']): number[] {
  return [...new Set(terms.map(({ wire }) => wire))]
}

function originOfInput(wire: number): number | undefined {
  if (wire === WIRE.one) return 0
  if (wire === WIRE.x) return X
  if (wire === WIRE.externalNullifier || wire === WIRE.messageId) return MESSAGE
  return wire >= WIRE.identitySecret && wire <= WIRE.lastInput ? FIXED : undefined
}

/** The row slope * x = y - secret, whatever the signs of its two sides. */
function slopeWireOf({ constraints, prime }: R1cs): number {
  const [row, ...others] = constraints.filter(({ a, b, c }) => [...a, ...b, ...c].some(({ wire }) => wire === WIRE.y))
  if (row === undefined || others.length > 0) throw new Error('y is not in exactly one row')
  const [slope, x] = [onlyTerm(row, 'a'), onlyTerm(row, 'b')]
  const y = row.c.find(({ wire }) => wire === WIRE.y)
  const secret = row.c.find(({ wire }) => wire === WIRE.identitySecret)
  const fits =
    x.wire === WIRE.x &&
    row.c.length === 2 &&
    (slope.coefficient * x.coefficient - (y?.coefficient ?? 0n)) % prime === 0n &&
    ((y?.coefficient ?? 0n) + (secret?.coefficient ?? 0n)) % prime === 0n
  if (!fits) throw new Error('the row of y is not slope * x = y - secret')
  return slope.wire
}

function onlyTerm(row: Constraint, side: 'a' | 'b'): Constraint['a'][number] {
  const [term, ...others] = row[side]
  return term !== undefined && others.length === 0
    ? term
    : fail(`the row of y has ${row[side].length} terms in ${side}`)
}

function fail(message: string): never {
  throw new Error(message)
}

/** Ascending numbers as pairs of first and last. */
function rangesOf(numbers: readonly number[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last?.[1] === number - 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges
}

/** The generated file. */
export function sourceOf({ messageWires, slopeWire }: CircuitWires): string {
  const ranges = rangesOf(messageWires).map(([first, last]) => `  [${first}, ${last}],\n`)
  return `/** Written by scripts/generate-circuit-wires.ts from circuits/, not by hand. */

/** First and last of each run of wires that messageId, externalNullifier or x move: ${messageWires.length} wires. */
export const MESSAGE_WIRE_RANGES: readonly (readonly [first: number, last: number])[] = [
${ranges.join('')}]

/** The wire of a1, the slope of the line y = secret + a1 * x. */
export const SLOPE_WIRE = ${slopeWire}
`
}

export const targetPath = join(repositoryRoot, 'src', 'rln', 'generated', 'circuit-wires.ts')

if (import.meta.main) {
  const [instance] = readInstances()
  const { r1csPath } = compileCircuit(instance!, buildDirectory)
  writeFileSync(targetPath, sourceOf(circuitWiresOf(readR1cs(readFileSync(r1csPath)))))
}
