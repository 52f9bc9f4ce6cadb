import { createMemoryMessageArchive } from '../../../src/storage/index.ts'
import { messageArchiveCompliance } from '../../support/message-archive-compliance.ts'

messageArchiveCompliance('createMemoryMessageArchive', async () => createMemoryMessageArchive())
