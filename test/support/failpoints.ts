import type { StateStore } from '../../src/foundation/index.ts'

/** Where a process kills itself, with SIGKILL, when it passes the label for the given time. */
export interface Failpoint {
  readonly label: string
  readonly passes: number
}

/** The labelled places of a process, of which at most one is deadly. */
export class Failpoints {
  readonly #failpoint: Failpoint | undefined
  #passed = 0

  constructor(failpoint: Failpoint | undefined) {
    this.#failpoint = failpoint
  }

  pass(label: string): void {
    if (label !== this.#failpoint?.label || ++this.#passed !== this.#failpoint.passes) return
    process.kill(process.pid, 'SIGKILL')
  }

  /** The store with the labels `before_commit` and `after_commit` around each write. */
  around(store: StateStore): StateStore {
    return {
      get: (space, key) => store.get(space, key),
      list: (space, range) => store.list(space, range),
      deleteRange: (space, from, to) => store.deleteRange(space, from, to),
      close: () => store.close(),
      write: async (changes) => {
        this.pass('before_commit')
        await store.write(changes)
        this.pass('after_commit')
      },
    }
  }
}
