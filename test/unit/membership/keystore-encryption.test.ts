import { scryptSync } from 'node:crypto'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { expect } from 'chai'
import { bytesToHex } from '../../../src/foundation/index.ts'
import { decryptEntry, encryptEntry, type KeystoreEntry } from '../../../src/membership/keystore-encryption.ts'
import { countingRandom, expectMembershipError } from '../../support/keystore-fixtures.ts'

const PLAINTEXT = new TextEncoder().encode('a plaintext longer than one block of AES')

type Crypto = KeystoreEntry['crypto']

describe('encryptEntry and decryptEntry', () => {
  let entry: KeystoreEntry

  beforeEach(async () => {
    entry = await encryptEntry(PLAINTEXT, 'password', countingRandom(), 2)
  })

  const changed = (change: Partial<Record<keyof Crypto, unknown>>): KeystoreEntry => ({
    crypto: { ...entry.crypto, ...change } as Crypto,
  })

  const withKdf = (change: Record<string, unknown>): KeystoreEntry =>
    changed({ kdfparams: { ...entry.crypto.kdfparams, ...change } })

  it('are each other reversed', async () => {
    expect(await decryptEntry(entry, 'password')).to.deep.equal(PLAINTEXT)
  })

  it('write the fields of nwaku, in lower-case hex', () => {
    expect(JSON.stringify(entry)).to.match(
      /^\{"crypto":\{"cipher":"aes-128-ctr","cipherparams":\{"iv":"1112131415161718191a1b1c1d1e1f20"\},"ciphertext":"[0-9a-f]{80}","kdf":"pbkdf2","kdfparams":\{"dklen":32,"c":2,"prf":"hmac-sha256","salt":"0102030405060708090a0b0c0d0e0f10"\},"mac":"[0-9a-f]{64}"\}\}$/,
    )
  })

  it('know another password, and a changed ciphertext, by the MAC', async () => {
    expect(await decryptEntry(entry, 'Password')).to.equal(undefined)
    const ciphertext = `00${entry.crypto.ciphertext.slice(2)}`
    expect(await decryptEntry(changed({ ciphertext }), 'password')).to.equal(undefined)
    const mac = `${entry.crypto.mac.slice(0, -1)}${entry.crypto.mac.endsWith('0') ? '1' : '0'}`
    expect(await decryptEntry(changed({ mac }), 'password')).to.equal(undefined)
  })

  it('open what scrypt derived the key of', async () => {
    // The key of PBKDF2 and that of scrypt differ, so the entry is made anew by its definition.
    const kdfparams = { dklen: 32, n: 1024, r: 1, p: 8, salt: 'aabb' }
    const key = scryptSync('password', Buffer.from('aabb', 'hex'), 32, { N: 1024, r: 1, p: 8 })
    const cryptoKey = await crypto.subtle.importKey('raw', key.subarray(0, 16), 'AES-CTR', false, ['encrypt'])
    const counter = Buffer.from(entry.crypto.cipherparams.iv, 'hex')
    const encrypted = await crypto.subtle.encrypt({ name: 'AES-CTR', counter, length: 128 }, cryptoKey, PLAINTEXT)
    const mac = bytesToHex(keccak_256(Buffer.concat([key.subarray(16), Buffer.from(encrypted)])))
    const ciphertext = bytesToHex(new Uint8Array(encrypted))
    const scryptEntry = changed({ kdf: 'scrypt', kdfparams, ciphertext, mac })
    expect(await decryptEntry(scryptEntry, 'password')).to.deep.equal(PLAINTEXT)
    expect(await decryptEntry(scryptEntry, 'other')).to.equal(undefined)
  })

  const hostilePbkdf2: Record<string, unknown>[] = [
    { c: 10_000_001 },
    { c: 0 },
    { c: 1.5 },
    { c: '2' },
    { c: null },
    { dklen: 64 },
  ]
  for (const parameters of hostilePbkdf2) {
    it(`refuse PBKDF2 with ${JSON.stringify(parameters)} before any work`, async () => {
      const startMs = performance.now()
      await expectMembershipError(decryptEntry(withKdf(parameters), 'password'), 'keystore_kdf_out_of_bounds')
      expect(performance.now() - startMs).to.be.below(100)
    })
  }

  const hostileScrypt: Record<string, unknown>[] = [
    { n: 2 ** 21, r: 1, p: 1 },
    { n: 1000, r: 1, p: 1 },
    { n: 2 ** 20, r: 8, p: 1 },
    { n: 2 ** 18, r: 8, p: 5 },
    { n: 2 ** 18, r: 1, p: 2 ** 30 },
    { n: 2, r: 2 ** 30, p: 1 },
    { n: 0, r: 1, p: 1 },
    { n: 2 ** 18, r: 0, p: 1 },
  ]
  for (const parameters of hostileScrypt) {
    it(`refuse scrypt with ${JSON.stringify(parameters)} before any work`, async () => {
      const hostile = changed({ kdf: 'scrypt', kdfparams: { dklen: 32, salt: '00', ...parameters } })
      const startMs = performance.now()
      await expectMembershipError(decryptEntry(hostile, 'password'), 'keystore_kdf_out_of_bounds')
      expect(performance.now() - startMs).to.be.below(100)
    })
  }

  it('refuse other algorithms by name', async () => {
    for (const other of [
      changed({ cipher: 'aes-256-gcm' }),
      changed({ kdf: 'argon2id' }),
      withKdf({ prf: 'hmac-md5' }),
    ]) {
      await expectMembershipError(decryptEntry(other, 'password'), 'keystore_unsupported')
    }
  })

  it('refuse bytes that are no hex, or too many or too few', async () => {
    for (const broken of [
      changed({ mac: 'zz'.repeat(32) }),
      changed({ mac: '00' }),
      changed({ ciphertext: '' }),
      changed({ ciphertext: '00'.repeat(65_537) }),
      changed({ cipherparams: { iv: '00'.repeat(15) } }),
      withKdf({ salt: '' }),
      withKdf({ salt: '00'.repeat(65) }),
      withKdf({ salt: 7 }),
    ]) {
      await expectMembershipError(decryptEntry(broken, 'password'), 'keystore_malformed')
    }
  })
})
