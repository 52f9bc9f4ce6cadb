import type { StateEntry, StateStore } from '../foundation/index.ts'

/** Rows read at once: a page is held in memory twice while it is decoded. */
const PAGE_ROWS = 1_000

/** Every entry of `space` with `from <= key < to`, in pages. */
export async function* allRows(
  store: StateStore,
  space: string,
  from: Uint8Array,
  to?: Uint8Array,
): AsyncGenerator<StateEntry> {
  for (let start = from; ; ) {
    const page = await store.list(space, { from: start, limit: PAGE_ROWS, ...(to && { to }) })
    yield* page
    const last = page.at(-1)
    if (page.length < PAGE_ROWS || !last) return
    start = successorOf(last.key)
  }
}

/** The first key after `key`: one zero byte more. */
function successorOf(key: Uint8Array): Uint8Array {
  const successor = new Uint8Array(key.length + 1)
  successor.set(key)
  return successor
}
