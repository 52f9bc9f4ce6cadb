import { expect } from 'chai'
import {
  addCredential,
  createKeystore,
  parseKeystore,
  readCredential,
  StoredKeystore,
  serializeKeystore,
} from '../../../src/membership/index.ts'
import { MessageIdAllocator, markFresh } from '../../../src/rln/index.ts'
import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { CONTRACT } from '../../support/enrolment-place-compliance.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { credentialAt, expectMembershipError, FAST } from '../../support/keystore-fixtures.ts'

const PASSWORD = 'password'

describe('StoredKeystore', () => {
  const store = createMemoryStateStore()
  let keystore: StoredKeystore

  beforeEach(async () => {
    keystore = new StoredKeystore({ store }, FAST)
    await keystore.clear()
  })
  after(() => store.close())

  async function textOf(treeIndex: number, password = PASSWORD): Promise<string> {
    return serializeKeystore(await addCredential(createKeystore(), credentialAt(treeIndex), password, FAST))
  }

  async function availableAtMs(treeIndex: number, clock: FakeClock): Promise<number> {
    const { identity, userMessageLimit: rateLimit } = credentialAt(treeIndex)
    const options = { idCommitment: identity.commitment, rateLimit, epochSizeSeconds: 600 }
    return (await MessageIdAllocator.open({ store, clock }, options)).availableAtMs
  }

  it('is empty until something is imported, and says so', async () => {
    expect(await keystore.state()).to.equal('empty')
    expect(await keystore.exportText()).to.equal(undefined)
    await expectMembershipError(keystore.credential(PASSWORD), 'keystore_credential_not_found')
    await keystore.importText(await textOf(1), PASSWORD)
    expect(await keystore.state()).to.equal('enrolled')
    await keystore.clear()
    expect(await keystore.state()).to.equal('empty')
  })

  it('is pending while an identity waits', async () => {
    const place = keystore.enrolment(PASSWORD, CONTRACT)
    await place.keepPending(credentialAt(1).identity, 20)
    expect(await keystore.state()).to.equal('pending')
    expect(await keystore.exportText()).to.equal(undefined)
    await place.discardPending()
    expect(await keystore.state()).to.equal('empty')
  })

  it('gives out what it took in, encrypted', async () => {
    expect(await keystore.importText(await textOf(1), PASSWORD)).to.deep.equal(credentialAt(1))
    await keystore.importText(await textOf(2), PASSWORD)
    expect(await keystore.credential(PASSWORD, { treeIndex: 2 })).to.deep.equal(credentialAt(2))
    const text = (await keystore.exportText())!
    expect(await readCredential(parseKeystore(text), PASSWORD, { treeIndex: 1 })).to.deep.equal(credentialAt(1))
    await expectMembershipError(readCredential(parseKeystore(text), 'another'), 'keystore_wrong_password')
  })

  it('takes in nothing that the password does not open, and nothing damaged', async () => {
    await expectMembershipError(keystore.importText(await textOf(1), 'another'), 'keystore_wrong_password')
    await expectMembershipError(keystore.importText('{', PASSWORD), 'keystore_malformed')
    expect(await keystore.state()).to.equal('empty')
  })

  it('takes in a member of the contract that is asked for, and no other', async () => {
    const { chainId, address } = credentialAt(1).membershipContract
    const elsewhere = keystore.importText(await textOf(1), PASSWORD, { chainId: chainId + 1n, address })
    await expectMembershipError(elsewhere, 'keystore_credential_not_found')
    expect(await keystore.state()).to.equal('empty')
    await keystore.importText(await textOf(1), PASSWORD, { chainId, address })
    expect(await keystore.state()).to.equal('enrolled')
  })

  it('keeps a member silent that came from elsewhere, even where it had sent before', async () => {
    const clock = new FakeClock()
    await markFresh(store, credentialAt(3).identity.commitment)
    expect(await availableAtMs(3, clock)).to.equal(0)
    await keystore.importText(await textOf(3), PASSWORD)
    expect((await availableAtMs(3, clock)) > clock.nowMs()).to.equal(true)
  })

  it('keeps a member that is imported over itself, and has it silent: its file may have sent elsewhere', async () => {
    const clock = new FakeClock()
    const { identity, membershipContract, treeIndex, userMessageLimit } = credentialAt(4)
    const place = keystore.enrolment(PASSWORD, membershipContract)
    await place.finish(identity, { index: treeIndex, rateLimit: userMessageLimit }, true)
    await keystore.importText((await keystore.exportText())!, PASSWORD)
    expect((await availableAtMs(4, clock)) > clock.nowMs()).to.equal(true)
    expect((await keystore.credential(PASSWORD)).treeIndex).to.equal(4)
  })

  it('loses nothing of what is kept at the same time', async () => {
    const places = [1, 2].map((treeIndex) => ({
      identity: credentialAt(treeIndex).identity,
      place: keystore.enrolment(PASSWORD, CONTRACT),
    }))
    const [first, second] = places.map(({ place, identity }) => place.keepPending(identity, 20))
    await first
    // Both would be registered otherwise, and one of them known to nobody.
    await expectMembershipError(second!, 'keystore_credential_exists')
    expect(await places[0]!.place.pendingIdentity()).to.deep.equal(places[0]!.identity)

    const texts = await Promise.all([5, 6].map((treeIndex) => textOf(treeIndex)))
    await Promise.all(texts.map((text) => keystore.importText(text, PASSWORD)))
    for (const treeIndex of [5, 6]) {
      expect(await keystore.credential(PASSWORD, { treeIndex })).to.deep.equal(credentialAt(treeIndex))
    }
  })
})
