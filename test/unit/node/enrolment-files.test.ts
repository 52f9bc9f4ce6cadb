import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { messageIdStorePath } from '../../../src/membership/server.ts'
import { EnrolmentFiles } from '../../../src/node/enrolment-files.ts'
import { createIdentity } from '../../../src/rln/index.ts'
import { openSqliteStateStore } from '../../../src/storage/server.ts'
import { CONTRACT, enrolmentPlaceCompliance } from '../../support/enrolment-place-compliance.ts'
import { FakeRandom } from '../../support/fake-random.ts'
import { FAST } from '../../support/keystore-fixtures.ts'

enrolmentPlaceCompliance('a keystore file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'enrolment-'))
  const keystorePath = join(folder, 'keystore.json')
  return {
    open: (membershipContract) =>
      new EnrolmentFiles({ keystorePath, password: 'password', membershipContract, encryption: FAST }),
    messageIds: () => openSqliteStateStore(messageIdStorePath(keystorePath)),
    close: () => rm(folder, { recursive: true }),
  }
})

describe('EnrolmentFiles', () => {
  it('leaves no file behind when the identity is discarded, and passes over a damaged hash', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'enrolment-'))
    try {
      const keystorePath = join(folder, 'keystore.json')
      const options = { keystorePath, password: 'password', membershipContract: CONTRACT, encryption: FAST }
      const files = new EnrolmentFiles(options)
      await files.keepPending(createIdentity(new FakeRandom(1)), 20)
      await files.keepSent('not a hash')
      expect(await readFile(`${keystorePath}.pending-transaction`, 'utf8')).to.equal('not a hash\n')
      expect(await files.lastSent()).to.equal(undefined)
      await files.discardPending()
      expect(await readdir(folder)).to.deep.equal([])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
