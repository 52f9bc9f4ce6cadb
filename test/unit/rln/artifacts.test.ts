import { expect } from 'chai'
import {
  type ArtifactSource,
  checkNetworkProvingKey,
  loadArtifacts,
  loadVerificationKey,
  MANIFEST_SHA256,
  provingKeyName,
  sha256Hex,
  verificationKeyFromZkey,
} from '../../../src/rln/index.ts'
import { fileArtifactSource, PACKAGED_ARTIFACTS } from '../../../src/rln/server.ts'
import { rlnVectorFiles } from '../../support/rln-vectors.ts'
import { rlnErrorOf } from './rln-error-of.ts'

const packaged = fileArtifactSource()

/** The packaged artifacts, one of them with a byte changed. */
function withDamaged(damaged: string): ArtifactSource {
  return {
    read: async (name) => {
      const bytes = Uint8Array.from(await packaged.read(name))
      if (name === damaged) bytes[bytes.length - 1]! ^= 1
      return bytes
    },
  }
}

/** The development key with a 32-bit number of its groth16 header changed. */
async function developmentKeyWith(change: (view: DataView, headerAt: number) => void): Promise<Uint8Array> {
  const bytes = Uint8Array.from(await packaged.read(provingKeyName('development')))
  const view = new DataView(bytes.buffer)
  let offset = 12
  while (view.getUint32(offset, true) !== 2) offset += 12 + Number(view.getBigUint64(offset + 4, true))
  change(view, offset + 12)
  return bytes
}

describe('artifacts', function () {
  this.timeout(60_000)

  it('of the development key are complete, and say that its maker can forge', async () => {
    const artifacts = await loadArtifacts(packaged, 'development')
    expect(artifacts.name).to.equal('development')
    expect(artifacts.development).to.equal(true)
    expect(artifacts.verificationKey).to.deep.include(verificationKeyFromZkey(artifacts.provingKey))
  })

  it('are listed in the manifest whose hash this package knows, so that a copy of it counts', async () => {
    expect(await sha256Hex(await packaged.read('manifest.json'))).to.equal(MANIFEST_SHA256)
  })

  it('of the network have the verification key of the vectors', async () => {
    const key = await loadVerificationKey(packaged, 'network')
    for (const { verificationKey } of rlnVectorFiles) expect(key).to.deep.equal(verificationKey)
  })

  it('of the network lack its proving key until it was imported', async () => {
    const error = await rlnErrorOf(() => loadArtifacts(packaged, 'network'))
    expect(error.code).to.equal('artifact_unknown')
    expect(error.message).to.contain('imported')
  })

  it('recognise a key that is given as bytes', async () => {
    const provingKey = await packaged.read(provingKeyName('development'))
    const artifacts = await loadArtifacts(packaged, { provingKey })
    expect([artifacts.name, artifacts.development]).to.deep.equal(['development', true])
  })

  it('take another key of this circuit under no known name', async () => {
    const provingKey = Uint8Array.from(await packaged.read(provingKeyName('development')))
    provingKey[provingKey.length - 1]! ^= 1
    const artifacts = await loadArtifacts(packaged, { provingKey })
    expect([artifacts.name, artifacts.development]).to.deep.equal(['other', false])
  })

  for (const name of ['rln-20-16.wasm', 'rln-20-16-development.zkey', 'rln-20-16-development.vkey.json']) {
    it(`refuse ${name} with one bit changed`, async () => {
      const error = await rlnErrorOf(() => loadArtifacts(withDamaged(name), 'development'))
      expect(error.code).to.equal('artifact_hash_mismatch')
      expect(error.message).to.contain(name)
    })
  }

  it('refuse a manifest that is none', async () => {
    const source: ArtifactSource = { read: async () => new TextEncoder().encode('null') }
    expect((await rlnErrorOf(() => loadArtifacts(source, 'development'))).code).to.equal('artifact_unknown')
  })

  it('refuse as network key what is not that file, whatever the manifest says', async () => {
    const bytes = await packaged.read(provingKeyName('development'))
    expect((await rlnErrorOf(() => checkNetworkProvingKey(bytes))).code).to.equal('artifact_hash_mismatch')
    const manifest = JSON.parse(new TextDecoder().decode(await packaged.read('manifest.json')))
    manifest[provingKeyName('network')].sha256 = manifest[provingKeyName('development')].sha256
    const source: ArtifactSource = {
      read: async (name) => {
        if (name === 'manifest.json') return new TextEncoder().encode(JSON.stringify(manifest))
        return name === provingKeyName('network') ? bytes : await packaged.read(name)
      },
    }
    expect((await rlnErrorOf(() => loadArtifacts(source, 'network'))).code).to.equal('artifact_hash_mismatch')
  })

  it('are read from the first directory that has them', async () => {
    const source = fileArtifactSource('/nonexistent', PACKAGED_ARTIFACTS)
    expect(await source.read('manifest.json')).to.deep.equal(await packaged.read('manifest.json'))
  })

  describe('with a proving key that is not one of this circuit', () => {
    // The header: field sizes and moduli (72 bytes), wires, public signals, domain size, then the points.
    const changes: [string, (view: DataView, headerAt: number) => void][] = [
      ['another number of wires', (view, at) => view.setUint32(at + 72, 5_845, true)],
      ['another number of public signals', (view, at) => view.setUint32(at + 76, 6, true)],
      ['another domain', (view, at) => view.setUint32(at + 80, 16_384, true)],
      ['another field size', (view, at) => view.setUint32(at, 48, true)],
      ['another magic', (view) => view.setUint32(0, 1, true)],
      ['a section that ends beyond the file', (view) => view.setBigUint64(16, 2n ** 60n, true)],
      ['an alpha that is no point', (view, at) => view.setUint8(at + 84, view.getUint8(at + 84) ^ 1)],
      ['delta equal to gamma', setDeltaToGamma],
    ]
    for (const [what, change] of changes) {
      it(`refuse ${what}`, async () => {
        const provingKey = await developmentKeyWith(change)
        expect((await rlnErrorOf(() => loadArtifacts(packaged, { provingKey }))).code).to.equal('key_invalid')
      })
    }

    it('refuse an empty and a short file', async () => {
      for (const provingKey of [new Uint8Array(), (await packaged.read(provingKeyName('development'))).slice(0, 50)]) {
        expect((await rlnErrorOf(() => loadArtifacts(packaged, { provingKey }))).code).to.equal('key_invalid')
      }
    })
  })
})

/** Points: alpha1 (64), beta1 (64), beta2 (128), gamma2 (128), delta1 (64), delta2 (128). */
function setDeltaToGamma(view: DataView, headerAt: number): void {
  const [gammaAt, deltaAt] = [headerAt + 84 + 256, headerAt + 84 + 448]
  for (let index = 0; index < 128; index++) view.setUint8(deltaAt + index, view.getUint8(gammaAt + index))
}
