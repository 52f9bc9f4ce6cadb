import type { StateStore } from '../foundation/index.ts'

/** By store: ends when all that was begun on it has ended. */
const tails = new WeakMap<StateStore, Promise<unknown>>()

/**
 * Runs what reads a store, and writes what it made of it, behind all that was begun on that store before: in between it
 * encrypts for a second, and what another one wrote meanwhile would be lost.
 */
export function inTurn<Result>(store: StateStore, work: () => Promise<Result>): Promise<Result> {
  const done = (tails.get(store) ?? Promise.resolve()).then(work)
  tails.set(
    store,
    done.catch(() => undefined),
  )
  return done
}
