import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { createKeystore, MAX_KEYSTORE_SIZE_BYTES } from '../../../src/membership/keystore.ts'
import {
  changeKeystorePassword,
  loadCredential,
  readKeystoreFile,
  saveCredential,
  writeKeystoreFile,
} from '../../../src/membership/keystore-file.ts'
import { credentialAt, expectMembershipError, FAST } from '../../support/keystore-fixtures.ts'

const PASSWORD = 'sup3rsecure'

describe('a keystore file', () => {
  let directory: string
  let path: string

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'keystore-'))
    path = join(directory, 'keys', 'keystore.json')
  })

  afterEach(() => rmSync(directory, { recursive: true }))

  it('gives back what was saved, and keeps what was there', async () => {
    await saveCredential(path, credentialAt(1), PASSWORD, FAST)
    await saveCredential(path, credentialAt(2), PASSWORD, FAST)
    expect(await loadCredential(path, PASSWORD, { treeIndex: 1 })).to.deep.equal(credentialAt(1))
    expect(await loadCredential(path, PASSWORD, { treeIndex: 2 })).to.deep.equal(credentialAt(2))
  })

  it('is one line that only its owner can read, in a directory of the same kind, and nothing else', async () => {
    await saveCredential(path, credentialAt(1), PASSWORD, FAST)
    expect(readFileSync(path, 'utf8')).to.match(/^\{.*\}\n$/)
    expect(statSync(path).mode & 0o777).to.equal(0o600)
    expect(statSync(join(directory, 'keys')).mode & 0o777).to.equal(0o700)
    expect(readdirSync(join(directory, 'keys'))).to.deep.equal(['keystore.json'])
  })

  it('is readable by its owner only, however it was before', async () => {
    mkdirSync(join(directory, 'keys'))
    writeFileSync(path, `${JSON.stringify(createKeystore())}\n`)
    chmodSync(path, 0o644)
    await saveCredential(path, credentialAt(1), PASSWORD, FAST)
    expect(statSync(path).mode & 0o777).to.equal(0o600)
  })

  it('stays behind the link that leads to it', async () => {
    const link = join(directory, 'link.json')
    await writeKeystoreFile(path, createKeystore())
    symlinkSync(path, link)
    await saveCredential(link, credentialAt(1), PASSWORD, FAST)
    expect(await loadCredential(path, PASSWORD)).to.deep.equal(credentialAt(1))
  })

  it('changes its password', async () => {
    await saveCredential(path, credentialAt(1), PASSWORD, FAST)
    await changeKeystorePassword(path, PASSWORD, 'new', FAST)
    expect(await loadCredential(path, 'new')).to.deep.equal(credentialAt(1))
    await expectMembershipError(loadCredential(path, PASSWORD), 'keystore_wrong_password')
  })

  it('is not touched by a change that fails', async () => {
    await saveCredential(path, credentialAt(1), PASSWORD, FAST)
    const before = readFileSync(path)
    await expectMembershipError(changeKeystorePassword(path, 'wrong', 'new', FAST), 'keystore_wrong_password')
    expect(readFileSync(path).equals(before)).to.equal(true)
  })

  it('is named when it is missing', async () => {
    const error = await expectMembershipError(readKeystoreFile(path), 'keystore_missing')
    expect(error.message).to.include(path)
    expect(existsSync(path)).to.equal(false)
  })

  it('is refused when it is too large, without being read whole', async () => {
    await writeKeystoreFile(path, createKeystore())
    truncateSync(path, 100 * MAX_KEYSTORE_SIZE_BYTES)
    await expectMembershipError(readKeystoreFile(path), 'keystore_malformed')
  })

  it('says why it cannot be read or written', async () => {
    await expectMembershipError(readKeystoreFile(directory), 'keystore_inaccessible')
    await expectMembershipError(writeKeystoreFile(directory, createKeystore()), 'keystore_inaccessible')
    expect(readdirSync(join(directory, '..')).filter((name) => name.endsWith('.tmp'))).to.deep.equal([])
  })
})
