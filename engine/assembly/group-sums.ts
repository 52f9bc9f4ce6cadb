/** Sums of groups of affine points, each as a tree of pairs, so that all groups together share inversions. */
import { pointSize } from './affine-point'
import { addPair, finishPairs } from './point-pairs'

/** Where the next sum is stored that does not take an operand's place. The caller sets it. */
export let freeSlot: usize = 0

export function setFreeSlot(slot: usize): void {
  freeSlot = slot
}

/**
 * `operands` holds the groups one after another, `counts` (u32) how many operands each has. Afterwards each has one, its
 * sum, or none when that is infinity. Sums take new slots or those of sums of the same call, so operands stay untouched.
 */
export function sumGroups<Curve>(operands: usize, counts: usize, groups: usize): void {
  const firstSlot = freeSlot
  while (addNeighbours<Curve>(operands, counts, groups, firstSlot)) finishPairs<Curve>()
}

/** Halves every group. @returns whether there was anything to add */
function addNeighbours<Curve>(operands: usize, counts: usize, groups: usize, firstSlot: usize): bool {
  let from = operands
  let to = operands
  let added = false
  for (let group: usize = 0; group < groups; group++, counts += 4) {
    const count = load<u32>(counts)
    const end = from + ((count & ~1) << 2)
    const first = to
    for (; from < end; from += 8) {
      const a = load<u32>(from)
      const slot = slotFor<Curve>(a, firstSlot)
      added = true
      if (!addPair<Curve>(slot, a, load<u32>(from, 4))) continue
      if (slot == freeSlot) freeSlot += pointSize<Curve>()
      store<u32>(to, slot)
      to += 4
    }
    if ((count & 1) != 0) {
      store<u32>(to, load<u32>(from))
      from += 4
      to += 4
    }
    store<u32>(counts, (to - first) >> 2)
  }
  return added
}

/** The first operand's slot when it is a sum of this call, else a new one. */
@inline function slotFor<Curve>(operand: u32, firstSlot: usize): usize {
  const pointer = <usize>operand
  return pointer >= firstSlot && pointer < freeSlot ? pointer : freeSlot
}
