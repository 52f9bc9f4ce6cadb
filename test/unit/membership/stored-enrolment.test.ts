import type { StateStore } from '../../../src/foundation/index.ts'
import { StoredKeystore } from '../../../src/membership/index.ts'
import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { enrolmentPlaceCompliance } from '../../support/enrolment-place-compliance.ts'
import { FAST } from '../../support/keystore-fixtures.ts'

enrolmentPlaceCompliance('a stored keystore', async () => {
  const store = createMemoryStateStore()
  return {
    open: (contract) => new StoredKeystore({ store }, FAST).enrolment('password', contract),
    messageIds: async (): Promise<StateStore> => ({
      get: (space, key) => store.get(space, key),
      list: (space, range) => store.list(space, range),
      write: (changes) => store.write(changes),
      deleteRange: (space, from, to) => store.deleteRange(space, from, to),
      // One store for both: it stays open.
      close: async () => {},
    }),
    close: () => store.close(),
  }
})
