import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { stateStoreCompliance } from '../../support/state-store-compliance.ts'

stateStoreCompliance('the store in memory', async () => createMemoryStateStore())
