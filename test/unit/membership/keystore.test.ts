import { createDecipheriv, pbkdf2Sync } from 'node:crypto'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { expect } from 'chai'
import {
  addCredential,
  changePassword,
  createKeystore,
  type Keystore,
  keystoreKey,
  MAX_CREDENTIALS_PER_KEYSTORE,
  MAX_KEYSTORE_SIZE_BYTES,
  parseKeystore,
  readAllCredentials,
  readCredential,
  serializeKeystore,
} from '../../../src/membership/keystore.ts'
import { MembershipError } from '../../../src/membership/membership-error.ts'
import { countingRandom, credentialAt, expectMembershipError, FAST } from '../../support/keystore-fixtures.ts'
import vector from '../../vectors/keystore.json' with { type: 'json' }

const PASSWORD = 'sup3rsecure'

async function keystoreOf(...treeIndexes: number[]): Promise<Keystore> {
  let keystore = createKeystore()
  for (const index of treeIndexes) keystore = await addCredential(keystore, credentialAt(index), PASSWORD, FAST)
  return keystore
}

describe('the keystore of the specification WAKU-RLN-KEYSTORE', () => {
  it('opens with its password and holds the identity it names', async function () {
    this.timeout(60_000)
    const keystore = parseKeystore(JSON.stringify(vector.keystore))
    const credential = await readCredential(keystore, vector.password, { userMessageLimit: 100 })
    expect(credential.identity.commitment).to.equal(BigInt(vector.idCommitment))
    expect(credential.membershipContract).to.deep.equal({ chainId: 11155111n, address: vector.membership.address })
    expect(credential.treeIndex).to.equal(8)
  })

  it('has the key that chain, contract and index give', () => {
    const { chainId, address, treeIndex } = vector.membership
    expect(keystoreKey(chainId, address, treeIndex)).to.equal(Object.keys(vector.keystore.credentials)[0])
  })
})

describe('a keystore', () => {
  it('is one line of JSON', async () => {
    const text = serializeKeystore(await keystoreOf(7))
    const key = keystoreKey('59141', credentialAt(7).membershipContract.address, 7)
    expect(text).to.match(
      new RegExp(
        `^{"application":"waku-rln-relay","appIdentifier":"01234567890abcdef","credentials":{"${key}":{"crypto":{.*}}},"version":"0.2"}\n$`,
      ),
    )
    expect(parseKeystore(text)).to.deep.equal(JSON.parse(text))
  })

  it('encrypts with a million iterations unless told otherwise', async function () {
    this.timeout(60_000)
    const keystore = await addCredential(createKeystore(), credentialAt(1), PASSWORD)
    expect(Object.values(keystore.credentials)[0]!.crypto.kdfparams.c).to.equal(1_000_000)
  })

  it('opens for a reader written from the definition of Web3 secret storage', async () => {
    const keystore = await addCredential(createKeystore(), credentialAt(7), PASSWORD, {
      ...FAST,
      random: countingRandom(),
    })
    const plaintext = JSON.parse(openByDefinition(serializeKeystore(keystore), PASSWORD))
    expect(plaintext.membershipContract.chainId).to.equal('59141')
    expect(plaintext.treeIndex).to.equal(7)
    expect(plaintext.userMessageLimit).to.equal(100)
    const littleEndian = Buffer.from(plaintext.identityCredential.idCommitment).reverse().toString('hex')
    expect(BigInt(`0x${littleEndian}`)).to.equal(credentialAt(7).identity.commitment)
  })

  it('draws another salt and iv for each credential', async () => {
    const entries = Object.values((await keystoreOf(1, 2)).credentials).map(({ crypto }) => crypto)
    expect(entries[0]!.cipherparams.iv).not.to.equal(entries[1]!.cipherparams.iv)
    expect(entries[0]!.kdfparams.salt).not.to.equal(entries[1]!.kdfparams.salt)
  })

  for (const [name, text] of Object.entries({
    'no JSON': '{',
    'no object': '[]',
    'no credentials': '{"application":"waku-rln-relay","appIdentifier":"","version":"0.2"}',
    'no appIdentifier': '{"application":"waku-rln-relay","version":"0.2","credentials":{}}',
    'a credential without crypto':
      '{"application":"waku-rln-relay","appIdentifier":"","version":"0.2","credentials":{"A":{}}}',
    'a text over 1 MiB': `${' '.repeat(MAX_KEYSTORE_SIZE_BYTES)}{}`,
  })) {
    it(`refuses ${name}`, () => {
      expect(() => parseKeystore(text))
        .to.throw(MembershipError)
        .with.property('code', 'keystore_malformed')
    })
  }

  it('refuses other applications and versions', () => {
    for (const change of [{ application: 'metamask' }, { version: '0.3' }]) {
      expect(() => parseKeystore(JSON.stringify({ ...createKeystore(), ...change })))
        .to.throw(MembershipError)
        .with.property('code', 'keystore_unsupported')
    }
  })
})

describe('addCredential', () => {
  it('keeps the other credentials as they are, and what else is in the file', async () => {
    const before = { ...(await keystoreOf(1)), note: 'mine' }
    const after = await addCredential(before, credentialAt(2), PASSWORD, FAST)
    expect(Object.keys(after.credentials)).to.have.length(2)
    expect(Object.entries(after.credentials)[0]).to.deep.equal(Object.entries(before.credentials)[0])
    expect(after).to.have.property('note', 'mine')
  })

  it('changes nothing when the credential is there', async () => {
    const keystore = await keystoreOf(1)
    expect(await addCredential(keystore, credentialAt(1), PASSWORD, FAST)).to.equal(keystore)
  })

  it('never overwrites another credential of the same contract and index', async () => {
    const other = { ...credentialAt(1), identity: credentialAt(5).identity }
    const keystore = await keystoreOf(1)
    await expectMembershipError(addCredential(keystore, other, PASSWORD, FAST), 'keystore_credential_exists')
    await expectMembershipError(addCredential(keystore, credentialAt(1), 'other', FAST), 'keystore_credential_exists')
  })

  it('has an end', async () => {
    const entry = Object.values((await keystoreOf(1)).credentials)[0]!
    const entries = Array.from({ length: MAX_CREDENTIALS_PER_KEYSTORE }, (_, index) => [`${index}`, entry])
    const full = { ...createKeystore(), credentials: Object.fromEntries(entries) }
    expect(parseKeystore(serializeKeystore(full))).to.deep.equal(full)
    await expectMembershipError(addCredential(full, credentialAt(2), PASSWORD, FAST), 'keystore_full')
    const overfull = { ...full, credentials: { ...full.credentials, more: entry } }
    expect(() => parseKeystore(serializeKeystore(overfull)))
      .to.throw(MembershipError)
      .with.property('code', 'keystore_malformed')
  })
})

describe('readCredential', () => {
  it('takes the only credential there is', async () => {
    expect(await readCredential(await keystoreOf(3), PASSWORD)).to.deep.equal(credentialAt(3))
  })

  it('takes the one that was asked for', async () => {
    const keystore = await keystoreOf(3, 4, 5)
    expect(await readCredential(keystore, PASSWORD, { treeIndex: 4 })).to.deep.equal(credentialAt(4))
    const query = { chainId: 59_141n, address: credentialAt(5).membershipContract.address.toLowerCase(), treeIndex: 5 }
    expect(await readCredential(keystore, PASSWORD, query)).to.deep.equal(credentialAt(5))
  })

  it('takes the only one that the password opens', async () => {
    const keystore = await addCredential(await keystoreOf(3), credentialAt(4), 'other', FAST)
    expect(await readCredential(keystore, 'other')).to.deep.equal(credentialAt(4))
  })

  it('lists what is there when it cannot choose', async () => {
    const error = await expectMembershipError(
      readCredential(await keystoreOf(3, 4), PASSWORD),
      'keystore_credential_ambiguous',
    )
    expect(error.message).to.include(
      'tree index 3 of contract 0xB9cd878C90E49F797B4431fBF4fb333108CB90e6 on chain 59141',
    )
    expect(error.message).to.include('tree index 4')
  })

  it('lists what is there when nothing agrees', async () => {
    for (const query of [{ treeIndex: 9 }, { chainId: 1n }, { address: `0x${'00'.repeat(20)}` }]) {
      const error = await expectMembershipError(
        readCredential(await keystoreOf(3), PASSWORD, query),
        'keystore_credential_not_found',
      )
      expect(error.message).to.include('tree index 3')
    }
    await expectMembershipError(readCredential(createKeystore(), PASSWORD), 'keystore_credential_not_found')
  })

  it('tells a wrong password, and does not repeat it', async () => {
    const error = await expectMembershipError(
      readCredential(await keystoreOf(3, 4), 'hunter2'),
      'keystore_wrong_password',
    )
    expect(error.message).not.to.include('hunter2')
  })
})

describe('readAllCredentials', () => {
  it('hands out what the password opens', async () => {
    const keystore = await addCredential(await keystoreOf(3, 4), credentialAt(5), 'other', FAST)
    expect(await readAllCredentials(keystore, PASSWORD)).to.deep.equal([credentialAt(3), credentialAt(4)])
    expect(await readAllCredentials(createKeystore(), PASSWORD)).to.deep.equal([])
    await expectMembershipError(readAllCredentials(keystore, 'wrong'), 'keystore_wrong_password')
  })
})

describe('changePassword', () => {
  it('encrypts every credential anew under its key', async () => {
    const before = await keystoreOf(3, 4)
    const after = await changePassword(before, PASSWORD, 'new', FAST)
    expect(Object.keys(after.credentials)).to.deep.equal(Object.keys(before.credentials))
    expect(await readCredential(after, 'new', { treeIndex: 3 })).to.deep.equal(credentialAt(3))
    expect(await readCredential(after, 'new', { treeIndex: 4 })).to.deep.equal(credentialAt(4))
    await expectMembershipError(readCredential(after, PASSWORD), 'keystore_wrong_password')
  })

  it('refuses when the old password does not open all of them', async () => {
    const mixed = await addCredential(await keystoreOf(3), credentialAt(4), 'other', FAST)
    await expectMembershipError(changePassword(mixed, PASSWORD, 'new', FAST), 'keystore_wrong_password')
  })
})

interface StoredCrypto {
  ciphertext: string
  mac: string
  kdfparams: { c: number; dklen: number; salt: string }
  cipherparams: { iv: string }
}

/** Only node:crypto, and noble for the Keccak that node:crypto lacks. */
function openByDefinition(text: string, password: string): string {
  const [entry] = Object.values<{ crypto: StoredCrypto }>(JSON.parse(text).credentials)
  const { ciphertext, mac, kdfparams, cipherparams } = entry!.crypto
  const key = pbkdf2Sync(password, Buffer.from(kdfparams.salt, 'hex'), kdfparams.c, kdfparams.dklen, 'sha256')
  const sealed = Buffer.concat([key.subarray(16, 32), Buffer.from(ciphertext, 'hex')])
  expect(Buffer.from(keccak_256(sealed)).toString('hex')).to.equal(mac)
  const decipher = createDecipheriv('aes-128-ctr', key.subarray(0, 16), Buffer.from(cipherparams.iv, 'hex'))
  return decipher.update(ciphertext, 'hex', 'utf8') + decipher.final('utf8')
}
