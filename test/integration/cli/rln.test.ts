import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { groth16 } from 'snarkjs'
import { hexToBytes } from '../../../src/foundation/index.ts'
import { openVerificationKey } from '../../../src/node/server.ts'
import {
  createVerifier,
  decodeProof,
  FIELD_MODULUS,
  MembershipTree,
  messageX,
  poseidon,
  rateCommitment,
  seededIdentity,
  toSnarkjsProof,
  type Verifier,
} from '../../../src/rln/index.ts'
import { type CommandOutcome, runCommandLine } from '../../support/command-line.ts'
import { repositoryRoot } from '../../support/command-process.ts'
import { type RlnVector, rlnVector, rlnVectorFiles, rlnVectors } from '../../support/rln-vectors.ts'

const PROOF_BYTES = 128
const VALID = 0
const NOT_VALID = 1
const UNREADABLE_FLAG = 2
const SIGNAL_NAMES = ['y', 'root', 'nullifier', 'x', 'externalNullifier']
const networkKeyPath = join(repositoryRoot, '..', 'shared', 'artifacts', 'rln-20-network.zkey')

/** A real member's witness, as another program would write it. */
function witnessJson() {
  const { secretHash, commitment } = seededIdentity(new TextEncoder().encode('a member of the test'))
  const others = [11n, 22n, 33n]
  const tree = new MembershipTree([...others, rateCommitment(commitment, 20)])
  const { pathElements, identityPathIndex } = tree.path(others.length)
  return {
    identitySecret: String(secretHash),
    userMessageLimit: '20',
    messageId: '19',
    pathElements: pathElements.map(String),
    identityPathIndex: identityPathIndex.map(String),
    x: String(messageX(new TextEncoder().encode('a signal'))),
    externalNullifier: String(poseidon([1n, 2n])),
  }
}

describe('wakunode rln', function () {
  this.timeout(180_000)
  let folder: string
  let verifier: Verifier

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rln-'))
    // Building the curve takes longer than a verification; while this one is open, the commands share its.
    verifier = await createVerifier(await openVerificationKey('network'))
  })
  after(async () => {
    await verifier.close()
    await rm(folder, { recursive: true })
  })

  async function witnessFile(changes: Partial<ReturnType<typeof witnessJson>> = {}): Promise<string> {
    const path = join(folder, 'witness.json')
    await writeFile(path, JSON.stringify({ ...witnessJson(), ...changes }))
    return path
  }

  function verify(proof: string, signals: unknown, vkey = 'network'): Promise<CommandOutcome> {
    const text = typeof signals === 'string' ? signals : JSON.stringify(signals)
    return runCommandLine(['rln', 'verify', '--json', '--vkey', vkey, '--proof', proof, '--public', text])
  }

  /** Exactly one line of exactly this shape, and the exit code that goes with it. */
  async function expectVerdict(outcome: Promise<CommandOutcome>, valid: boolean, reason: RegExp): Promise<void> {
    const { exitCode, output, remarks } = await outcome
    expect(output).to.have.length(1)
    const verdict = JSON.parse(output[0]!)
    expect(verdict).to.have.all.keys('valid', 'reason')
    expect(verdict.valid).to.equal(valid)
    expect(verdict.reason).to.match(reason)
    expect(exitCode).to.equal(valid ? VALID : NOT_VALID)
    expect(remarks).to.deep.equal([])
  }

  describe('prove', () => {
    it('proves a witness under the development key: snarkjs and `rln verify` find it valid', async () => {
      const { exitCode, output, remarks } = await runCommandLine([
        ...['rln', 'prove', '--artifacts', 'dev', '--json', '--witness', await witnessFile()],
      ])
      expect(exitCode).to.equal(0)
      expect(remarks.join('\n'))
        .to.match(/development key/)
        .and.to.match(/never prove two x/)
      const { proof, publicSignals } = JSON.parse(output.join(''))
      expect(proof).to.match(/^[0-9a-f]{256}$/)
      expect(publicSignals.slice(3)).to.deep.equal([witnessJson().x, witnessJson().externalNullifier])

      const decoded = decodeProof(hexToBytes(proof))
      if (!decoded.ok) throw new Error(decoded.defect)
      const vkeyPath = join(repositoryRoot, 'circuits', 'artifacts', 'rln-20-16-development.vkey.json')
      const vkey = JSON.parse(await readFile(vkeyPath, 'utf8'))
      expect(await groth16.verify(vkey, publicSignals, toSnarkjsProof(decoded.proof))).to.equal(true)

      await expectVerdict(verify(proof, publicSignals, 'dev'), true, /^valid$/)
      await expectVerdict(verify(proof, publicSignals, vkeyPath), true, /^valid$/)
      await expectVerdict(verify(proof, publicSignals, 'network'), false, /^pairing_failed$/)
    })

    const refusals: readonly [what: string, changes: Partial<ReturnType<typeof witnessJson>>, error: RegExp][] = [
      ['x = 0', { x: '0' }, /x is zero/],
      ['a message id that is the limit', { messageId: '20' }, /message id 20 is not in 0\.\.19/],
      ['a limit of 0', { userMessageLimit: '0' }, /limit/],
      ['an x that is no field element', { x: String(FIELD_MODULUS) }, /x/],
      ['a path that is too short', { pathElements: witnessJson().pathElements.slice(1) }, /19 elements/],
    ]
    for (const [what, changes, error] of refusals) {
      it(`refuses ${what}`, async () => {
        const { exitCode, output, remarks } = await runCommandLine([
          ...['rln', 'prove', '--witness', await witnessFile(changes)],
        ])
        expect({ exitCode, output }).to.deep.equal({ exitCode: 1, output: [] })
        expect(remarks.at(-1))
          .to.match(/^error: /)
          .and.to.match(error)
        expect(remarks.join('\n')).to.not.include(witnessJson().identitySecret)
      })
    }

    it('refuses numbers that are not plain decimal, without repeating them', async () => {
      for (const identitySecret of ['0x10', '-1', '01', '1e3', '', '9'.repeat(79)]) {
        const { exitCode, remarks } = await runCommandLine([
          ...['rln', 'prove', '--witness', await witnessFile({ identitySecret })],
        ])
        expect(exitCode).to.equal(UNREADABLE_FLAG)
        expect(remarks).to.have.length(1)
        expect(remarks[0]).to.match(/identitySecret must be a non-negative whole number in decimal, as text$/)
      }
    })

    it('says which key file is missing', async () => {
      const { exitCode, remarks } = await runCommandLine([
        ...['rln', 'prove', '--artifacts', '/nowhere.zkey', '--witness', await witnessFile()],
      ])
      expect(exitCode).to.equal(1)
      expect(remarks).to.deep.equal(['error: cannot read /nowhere.zkey: there is no such file'])
    })
  })

  describe("verify, under the network's key", () => {
    it('accepts every proof of zerokit and of snarkjs', async () => {
      for (const { zerokit, snarkjs, publicSignals } of rlnVectors) {
        await expectVerdict(verify(zerokit.proofBytesLE.slice(0, 2 * PROOF_BYTES), publicSignals), true, /^valid$/)
        await expectVerdict(verify(snarkjs.compressed128, publicSignals), true, /^valid$/)
      }
    })

    it('refuses each with a bit changed anywhere in the proof', async () => {
      for (const [position, vector] of rlnVectors.entries()) {
        const proof = proofOf(vector, position)
        // Every byte of the first two, and every sixteenth of the others, each time at another place.
        const step = position < 2 ? 1 : 16
        for (let byte = position % step; byte < PROOF_BYTES; byte += step) {
          const changed = withBitChanged(proof, byte * 8 + ((byte + position) % 8))
          await expectVerdict(verify(changed, vector.publicSignals), false, /^(coordinate|point|pairing)_/)
        }
      }
    })

    for (const [index, name] of SIGNAL_NAMES.entries()) {
      it(`refuses each with a bit of ${name} changed, or with r added to it`, async () => {
        for (const [position, vector] of rlnVectors.entries()) {
          const value = BigInt(vector.publicSignals[index]!)
          const withSignal = (changed: bigint): string[] => vector.publicSignals.with(index, String(changed))
          const flipped = verify(proofOf(vector, position), withSignal(value ^ (1n << BigInt(position * 25))))
          await expectVerdict(flipped, false, /^(pairing_failed|signal_not_canonical)$/)
          const aliased = verify(proofOf(vector, position), withSignal(value + FIELD_MODULUS))
          await expectVerdict(aliased, false, /^signal_not_canonical$/)
        }
      })
    }

    it('refuses proofs of another length', async () => {
      for (const { snarkjs, zerokit, publicSignals } of rlnVectors) {
        const proof = snarkjs.compressed128
        for (const wrong of [proof.slice(2), proof.slice(0, -2), `${proof}00`, zerokit.proofBytesLE, '']) {
          await expectVerdict(verify(wrong, publicSignals), false, /^proof_length$/)
        }
      }
    })

    it('refuses what is no hexadecimal proof', async () => {
      const { snarkjs, publicSignals } = rlnVectors[0]!
      for (const wrong of ['zz', `${snarkjs.compressed128.slice(1)}`, ` ${snarkjs.compressed128}`]) {
        await expectVerdict(verify(wrong, publicSignals), false, /^proof_not_hex$/)
      }
    })

    it('refuses a wrong number of signals, and signals that are not canonical decimal texts', async () => {
      const vector = rlnVectors[0]!
      const proof = vector.snarkjs.compressed128
      const signals = vector.publicSignals
      for (const wrong of [[], signals.slice(1), [...signals, '0']]) {
        await expectVerdict(verify(proof, wrong), false, /^signal_count$/)
      }
      const [y, ...others] = signals
      const alike = [`0x${BigInt(y!).toString(16)}`, `-${y}`, `+${y}`, `0${y}`, ` ${y}`, `${y}.0`, '', null, 1, {}, [y]]
      for (const wrong of alike) {
        await expectVerdict(verify(proof, [wrong, ...others]), false, /^signal_not_canonical$/)
      }
    })

    it('ends with exit code 2 when a flag cannot be read', async () => {
      const { snarkjs, publicSignals } = rlnVectors[0]!
      const outcomes = await Promise.all([
        verify(snarkjs.compressed128, 'y,root'),
        verify(snarkjs.compressed128, '{"y":"1"}'),
        verify(snarkjs.compressed128, publicSignals, '/nowhere.json'),
        runCommandLine(['rln', 'verify', '--proof', snarkjs.compressed128]),
      ])
      expect(outcomes.map(({ exitCode }) => exitCode)).to.deep.equal([2, 2, 2, 2])
    })
  })

  describe('recover', () => {
    it('finds the secret of every member of the vectors that used a message id twice', async () => {
      for (const { recovery } of rlnVectorFiles) {
        const [a, b] = recovery.from.map(rlnVector)
        const shares = [a!, b!].flatMap(({ expected: { x, y } }) => [x, y])
        const { exitCode, output } = await runCommandLine([
          'rln',
          'recover',
          '--json',
          '--shares',
          JSON.stringify(shares),
        ])
        expect(exitCode).to.equal(0)
        expect(JSON.parse(output.join(''))).to.deep.equal({
          identitySecret: recovery.secretHash,
          idCommitment: a!.identity.commitment,
        })
      }
    })

    it('refuses twice the same share, and what are no shares', async () => {
      const attempts: readonly [string, number][] = [
        ['["1","2","1","2"]', 1],
        [`["1","2","${FIELD_MODULUS}","2"]`, 1],
        ['["1","2","3"]', 2],
        ['["1","2","3","0x4"]', 2],
        ['1,2,3,4', 2],
      ]
      for (const [shares, expected] of attempts) {
        const { exitCode, output, remarks } = await runCommandLine(['rln', 'recover', '--shares', shares])
        expect({ exitCode, output }, shares).to.deep.equal({ exitCode: expected, output: [] })
        expect(remarks).to.have.length(1)
        expect(remarks[0]).to.match(/^error: /)
      }
    })
  })

  describe('artifacts', () => {
    let dataHomeBefore: string | undefined
    beforeEach(async () => {
      dataHomeBefore = process.env.XDG_DATA_HOME
      process.env.XDG_DATA_HOME = await mkdtemp(join(folder, 'data-home-'))
    })
    afterEach(() => {
      if (dataHomeBefore === undefined) delete process.env.XDG_DATA_HOME
      else process.env.XDG_DATA_HOME = dataHomeBefore
    })

    async function keysShown(): Promise<{ name: string; verificationKey: string; provingKey: string }[]> {
      const { exitCode, output } = await runCommandLine(['artifacts', 'show', '--json'])
      expect(exitCode).to.equal(0)
      const { keys } = JSON.parse(output.join(''))
      return keys.map(({ remark, ...key }: { remark: string }) => key)
    }

    it('shows and verifies what is shipped', async () => {
      expect(await keysShown()).to.deep.equal([
        { name: 'development', verificationKey: 'valid', provingKey: 'valid' },
        { name: 'network', verificationKey: 'valid', provingKey: 'not imported' },
      ])
      const { exitCode, output } = await runCommandLine(['artifacts', 'verify', '--json'])
      expect(exitCode).to.equal(0)
      expect(JSON.parse(output.join(''))).to.include({ ok: true })
    })

    it("takes in the network's proving key, and proves with it", async function () {
      if (!existsSync(networkKeyPath)) {
        console.log(`      skipped: there is no ${networkKeyPath}`)
        this.skip()
      }
      const verified = await runCommandLine(['artifacts', 'verify', networkKeyPath, '--json'])
      expect(JSON.parse(verified.output.join(''))).to.deep.equal({ ok: true, file: networkKeyPath, name: 'network' })
      const imported = await runCommandLine(['artifacts', 'import', networkKeyPath, '--json'])
      expect(imported.exitCode).to.equal(0)
      const path: string = JSON.parse(imported.output.join('')).imported
      expect(path.startsWith(process.env.XDG_DATA_HOME!)).to.equal(true)
      expect(Buffer.compare(await readFile(path), await readFile(networkKeyPath))).to.equal(0)
      expect((await keysShown())[1]).to.deep.equal({ name: 'network', verificationKey: 'valid', provingKey: 'valid' })

      const { output } = await runCommandLine([
        ...['rln', 'prove', '--artifacts', 'network', '--json', '--witness', await witnessFile()],
      ])
      const { proof, publicSignals } = JSON.parse(output.join(''))
      await expectVerdict(verify(proof, publicSignals), true, /^valid$/)

      // What decays on the disk is found.
      const bytes = await readFile(path)
      bytes[bytes.length - 1]! ^= 1
      await writeFile(path, bytes)
      const decayed = await runCommandLine(['artifacts', 'verify', '--json'])
      expect(decayed.exitCode).to.equal(1)
      expect(JSON.parse(decayed.output.join(''))).to.include({ ok: false })
    })

    it('refuses to import any other file', async () => {
      const development = join(repositoryRoot, 'circuits', 'artifacts', 'rln-20-16-development.zkey')
      for (const file of [development, await witnessFile()]) {
        const { exitCode, output, remarks } = await runCommandLine(['artifacts', 'import', file])
        expect({ exitCode, output }).to.deep.equal({ exitCode: 1, output: [] })
        expect(remarks.join('\n')).to.match(/^error: .*it is another file$/)
      }
      expect((await keysShown())[1]).to.include({ provingKey: 'not imported' })
    })
  })
})

/** zerokit's proof of a vector and snarkjs', in turn. */
function proofOf(vector: RlnVector, position: number): string {
  const isZerokit = position % 2 === 0
  return isZerokit ? vector.zerokit.proofBytesLE.slice(0, 2 * PROOF_BYTES) : vector.snarkjs.compressed128
}

function withBitChanged(hex: string, bit: number): string {
  const bytes = Buffer.from(hex, 'hex')
  bytes[bit >> 3]! ^= 1 << (bit & 7)
  return bytes.toString('hex')
}
