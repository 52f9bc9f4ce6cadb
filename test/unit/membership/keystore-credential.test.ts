import { expect } from 'chai'
import { decodeCredential, encodeCredential } from '../../../src/membership/credential.ts'
import { MembershipError } from '../../../src/membership/membership-error.ts'
import { credentialAt } from '../../support/keystore-fixtures.ts'

const credential = credentialAt(7)

// biome-ignore lint/suspicious/noExplicitAny: the tests change any part of the JSON
type Json = any

function changed(change: (json: Json) => void): Uint8Array {
  const json = JSON.parse(new TextDecoder().decode(encodeCredential(credential)))
  change(json)
  return new TextEncoder().encode(JSON.stringify(json))
}

describe('encodeCredential', () => {
  it('writes the fields in the order and the forms of nwaku', () => {
    const text = new TextDecoder().decode(encodeCredential(credential))
    expect(text).to.match(
      /^\{"membershipContract":\{"chainId":"59141","address":"0xB9cd878C90E49F797B4431fBF4fb333108CB90e6"\},"treeIndex":7,"identityCredential":\{"idTrapdoor":\[8(,0){31}\],"idNullifier":\[2(,0){31}\],"idSecretHash":\[[0-9,]+\],"idCommitment":\[[0-9,]+\]\},"userMessageLimit":100\}$/,
    )
  })
})

describe('decodeCredential', () => {
  it('reads back what was written', () => {
    expect(decodeCredential(encodeCredential(credential))).to.deep.equal(credential)
  })

  it('takes bytes as objects keyed by index, as js-waku writes them', () => {
    const plaintext = changed((json) => {
      for (const [name, bytes] of Object.entries(json.identityCredential)) {
        json.identityCredential[name] = { ...(bytes as number[]) }
      }
    })
    expect(decodeCredential(plaintext)).to.deep.equal(credential)
  })

  it('takes a chain id in hex', () => {
    const plaintext = changed((json) => {
      json.membershipContract.chainId = '0xE705'
    })
    expect(decodeCredential(plaintext)).to.deep.equal(credential)
  })

  it('takes the message limit from the caller only when the JSON names none', () => {
    const without = changed((json) => {
      delete json.userMessageLimit
    })
    expect(decodeCredential(without, 20).userMessageLimit).to.equal(20)
    expect(decodeCredential(encodeCredential(credential), 20).userMessageLimit).to.equal(100)
    expect(() => decodeCredential(without)).to.throw(MembershipError, /userMessageLimit/)
  })

  const refused: Record<string, (json: Json) => void> = {
    'a secret hash that does not follow from the secrets': (json) => json.identityCredential.idSecretHash[0]++,
    'a commitment that does not follow from the secret hash': (json) => json.identityCredential.idCommitment[0]++,
    'trapdoor and nullifier exchanged': ({ identityCredential: identity }) => {
      ;[identity.idTrapdoor, identity.idNullifier] = [identity.idNullifier, identity.idTrapdoor]
    },
    'a secret above the field': (json) => json.identityCredential.idTrapdoor.fill(255),
    'a secret of 31 bytes': (json) => json.identityCredential.idTrapdoor.pop(),
    'bytes that are none': (json) => {
      json.identityCredential.idTrapdoor[0] = 256
    },
    'secrets as text': (json) => {
      json.identityCredential.idTrapdoor = '08'.repeat(32)
    },
    'no identity': (json) => {
      json.identityCredential = null
    },
    'a chain id that is no number': (json) => {
      json.membershipContract.chainId = 'linea'
    },
    'an address that is none': (json) => {
      json.membershipContract.address = '0x12'
    },
    'a tree index beyond the tree': (json) => {
      json.treeIndex = 2 ** 20
    },
    'a message limit of 0': (json) => {
      json.userMessageLimit = 0
    },
  }
  for (const [name, change] of Object.entries(refused)) {
    it(`refuses ${name}`, () => {
      expect(() => decodeCredential(changed(change)))
        .to.throw(MembershipError)
        .with.property('code', 'keystore_credential_invalid')
    })
  }

  it('quotes nothing of a plaintext that is not JSON', () => {
    expect(() => decodeCredential(new TextEncoder().encode('secret')))
      .to.throw(MembershipError)
      .satisfies((error: MembershipError) => !error.message.includes('secret') && error.cause === undefined)
  })
})
