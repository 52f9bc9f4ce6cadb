import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { runCommandLine } from '../../support/command-line.ts'
import { CommandProcess, runToEnd, wakunodePath } from '../../support/command-process.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'

const NO_CODE = '0x00000000000000000000000000000000000000aa'
/** Of an account that nobody ever gave anything. */
const EMPTY_ACCOUNT_KEY = `0x${'5e'.repeat(32)}`
const CLOSED_PORT_URL = 'http://127.0.0.1:9'
const PASSWORD = 'correct-horse'

const FAILURE = 1
const WRONG_USAGE = 2

const V = {
  rpc: 'WAKUNODE2_RLN_RELAY_ETH_CLIENT_ADDRESS',
  contract: 'WAKUNODE2_RLN_RELAY_ETH_CONTRACT_ADDRESS',
  password: 'WAKUNODE2_RLN_RELAY_CRED_PASSWORD',
  privateKey: 'WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY',
  rateLimit: 'WAKUNODE2_RLN_RELAY_USER_MESSAGE_LIMIT',
}

describe('wrong input to wakunode', function () {
  this.timeout(180_000)
  let fixture: MembershipFixture
  let folder: string
  let environment: Record<string, string>
  let busy: Server
  let busyPort: number

  before(async () => {
    fixture = await startMembershipFixture()
    folder = await mkdtemp(join(tmpdir(), 'bad-input-'))
    environment = {
      [V.rpc]: fixture.chain.rpcUrl,
      [V.contract]: fixture.deployment.contract,
      [V.password]: PASSWORD,
    }
    const { exitCode } = await runCommandLine(register('member'), { environment })
    expect(exitCode).to.equal(0)
    await writeFile(join(folder, 'empty.json'), '{}')
    busy = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => busy.once('listening', resolve))
    busyPort = (busy.address() as { port: number }).port
  })
  after(async () => {
    busy.close()
    await fixture.stop()
    await rm(folder, { recursive: true })
    await rm(stateFolder(), { recursive: true })
  })

  /** Beside the folder that must stay as it is: a node may keep state before it finds its port taken. */
  const stateFolder = (): string => `${folder}-state`
  const keystore = (name: string): string => `--rln-relay-cred-path=${join(folder, name)}.json`
  const register = (name: string): string[] => [
    ...['membership', 'register', '--rln-relay-user-message-limit=20'],
    keystore(name),
  ]
  const run = (...flags: string[]): string[] => [
    ...['run', '--listen-address=127.0.0.1', '--tcp-port=0', '--rest-port=0', '--log-level=SILENT'],
    ...flags,
  ]
  const proof = (...flags: string[]): string[] => ['rln', 'verify', '--proof', '00', '--public', '[]', ...flags]

  /** Fails as it must, with one line, and leaves every file as it was. */
  async function expectRefusal(
    args: readonly string[],
    variables: Record<string, string>,
    expected: { exitCode: number; error: RegExp },
  ): Promise<void> {
    const before = await contents(folder)
    const { exitCode, output, remarks } = await runCommandLine(args, { environment: { ...environment, ...variables } })
    expect(remarks.join('\n')).to.match(expected.error)
    expect(remarks[0]).to.match(/^error: /)
    // A suggestion of the flag that was meant is welcome.
    expect(remarks.slice(1).filter((line) => !/^\(Did you mean .*\)$/.test(line))).to.deep.equal([])
    expect(output).to.deep.equal([])
    expect(exitCode).to.equal(expected.exitCode)
    expect(await contents(folder)).to.deep.equal(before)
  }

  type Case = readonly [what: string, args: () => string[], error: RegExp, variables?: Record<string, string>]

  const failures: readonly Case[] = [
    [
      'registering with a contract that is not there',
      () => register('new'),
      /no contract at/,
      { [V.contract]: NO_CODE },
    ],
    ['listing a contract that is not there', () => ['membership', 'list'], /no contract at/, { [V.contract]: NO_CODE }],
    ['running with a contract that is not there', () => run(), /no contract at/, { [V.contract]: NO_CODE }],
    ['registering at an unreachable RPC', () => register('new'), /cannot be reached/, { [V.rpc]: CLOSED_PORT_URL }],
    [
      'deploying to an unreachable RPC',
      () => ['contract', 'deploy'],
      /cannot be reached/,
      { [V.rpc]: CLOSED_PORT_URL },
    ],
    ['listing at an unreachable RPC', () => ['membership', 'list'], /cannot be reached/, { [V.rpc]: CLOSED_PORT_URL }],
    ['running with an unreachable RPC', () => run(), /cannot be reached/, { [V.rpc]: CLOSED_PORT_URL }],
    ['registering on another chain', () => [...register('new'), '--rln-relay-chain-id=5'], /serves chain 31337, not 5/],
    ['listing on another chain', () => ['membership', 'list', '--rln-relay-chain-id=5'], /serves chain 31337, not 5/],
    ['running on another chain', () => run('--rln-relay-chain-id=5'), /serves chain 31337, not 5/],
    [
      'registering with an account without funds',
      () => register('new'),
      /cannot pay for gas/,
      { [V.privateKey]: EMPTY_ACCOUNT_KEY },
    ],
    [
      'deploying with an account without funds',
      () => ['contract', 'deploy'],
      /cannot pay for gas/,
      { [V.privateKey]: EMPTY_ACCOUNT_KEY },
    ],
    [
      'registering for more than the contract allows',
      () => ['membership', 'register', '--rln-relay-user-message-limit=60000', keystore('new')],
      /rate limit 60000 is not within the contract's/,
    ],
    ['registering into a keystore of another password', () => register('member'), /password/, { [V.password]: 'x' }],
    ['running with a wrong password', () => run(keystore('member')), /password/, { [V.password]: 'x' }],
    [
      'showing with a wrong password',
      () => ['keystore', 'show', keystore('member')],
      /password/,
      { [V.password]: 'x' },
    ],
    ['running with a keystore that is not there', () => run(keystore('nobody')), /no keystore at .*nobody\.json/],
    [
      'listening on a port in use',
      () => run(`--tcp-port=${busyPort}`, `--local-storage-path=${stateFolder()}`),
      /in use/,
    ],
    ['serving REST on a port in use', () => run(`--rest-port=${busyPort}`), /--rest-port \d+ on 127.0.0.1 is in use/],
    ['listening on an address of another machine', () => run('--listen-address=203.0.113.9'), /not an address of this/],
    [
      'proving without a witness file',
      () => ['rln', 'prove', '--witness', '/nowhere'],
      /cannot read \/nowhere: there is no/,
    ],
    ['checking a key file that is not there', () => ['artifacts', 'verify', '/nowhere'], /cannot read \/nowhere/],
    ['checking a key file that is none', () => ['artifacts', 'verify', join(folder, 'empty.json')], /not usable/],
    ['importing what is not the key', () => ['artifacts', 'import', join(folder, 'empty.json')], /it is another file/],
    ['sending to a node that does not run', () => ['send', 'x', '--rest', CLOSED_PORT_URL], /no node answers at/],
    [
      'a password file that is not there',
      () => [...register('new'), '--rln-relay-cred-password-file=/no'],
      /read \/no/,
    ],
  ]

  const wrongUsages: readonly Case[] = [
    ['serving REST to others', () => run('--rest-address=0.0.0.0'), /--rest-token-file/],
    ['a flag that does not exist', () => run('--rest-prot=1'), /unknown option '--rest-prot=1'/],
    ['a command that does not exist', () => ['relay'], /unknown command 'relay'/],
    ['no text to send', () => ['send'], /missing required argument 'text'/],
    ['a malformed peer address', () => run('--staticnode=/ip4/1.2.3/tcp/x'), /not a multiaddr.*--staticnode/],
    ['a peer address without a peer', () => run('--staticnode=/ip4/1.2.3.4/tcp/1'), /must end in \/p2p\//],
    ['a malformed address to announce', () => run('--ext-multiaddr=here'), /not a multiaddr.*--ext-multiaddr/],
    ['a malformed address to listen on', () => run('--listen-address=999.1.1.1'), /--listen-address/],
    ['a malformed node key', () => run('--nodekey=abc'), /--nodekey/],
    ['a malformed contract address', () => run('--rln-relay-eth-contract-address=0x12'), /40 hexadecimal digits/],
    ['a malformed contract address to register with', () => register('new'), /40 hex/, { [V.contract]: '0x12' }],
    ['a chain id that is no number', () => [...register('new'), '--rln-relay-chain-id=main'], /--rln-relay-chain-id/],
    ['no rate limit', () => ['membership', 'register', keystore('new')], /--rln-relay-user-message-limit/],
    [
      'a rate limit that is no number',
      () => ['membership', 'register', keystore('new')],
      /whole number/,
      { [V.rateLimit]: 'many' },
    ],
    ['no password', () => register('new'), /--rln-relay-cred-password-file/, { [V.password]: '' }],
    ['no password to run with', () => run(keystore('member')), /--rln-relay-cred-password-file/, { [V.password]: '' }],
    ['a configuration file that is not there', () => run('--config-file=/nowhere'), /--config-file \/nowhere/],
    ['an unknown preset', () => run('--preset=mainnet'), /--preset mainnet is not known/],
    ['a port out of range', () => run('--tcp-port=70000'), /--tcp-port takes a whole number from 0 to 65535/],
    ['a port for a page that nobody asked for', () => ['devnet', '--web-port=8080'], /--web-port .*--web/],
    ['a verification key file that is not there', () => proof('--vkey', '/nowhere'), /--vkey.* there is no such file/],
    ['a verification key that is none', () => proof('--vkey', join(folder, 'empty.json')), /--vkey .*not usable/],
    ['a witness without its fields', () => ['rln', 'prove', '--witness', join(folder, 'empty.json')], /identitySecret/],
  ]

  for (const [exitCode, cases] of [
    [FAILURE, failures],
    [WRONG_USAGE, wrongUsages],
  ] as const) {
    describe(`ends with exit code ${exitCode}:`, () => {
      for (const [what, args, error, variables = {}] of cases) {
        it(what, () => expectRefusal(args(), variables, { exitCode, error }))
      }
    })
  }

  it('tells machines the code of the error on stdout', async () => {
    const { output, exitCode } = await runCommandLine([...register('new'), '--json'], {
      environment: { ...environment, [V.contract]: NO_CODE },
    })
    expect(exitCode).to.equal(FAILURE)
    expect(output).to.have.length(1)
    const { ok, error } = JSON.parse(output[0]!)
    expect({ ok, code: error.code }).to.deep.equal({ ok: false, code: 'no_contract_code' })
    expect(error.message).to.include(NO_CODE)
  })

  it('never repeats a secret', async () => {
    const secrets = { [V.privateKey]: 'my-private-key-0x12', [V.password]: 'my-password' }
    const attempts = [register('new'), register('member'), run('--nodekey=my-node-key'), run(keystore('member'))]
    for (const args of attempts) {
      const { output, remarks } = await runCommandLine(args, { environment: { ...environment, ...secrets } })
      expect([...output, ...remarks].join('\n')).to.not.match(/my-(private-key|password|node-key)/)
    }
  })

  it('refuses a second process on the same keystore, and the first goes on', async () => {
    const options = { environment: { ...environment, WAKUNODE2_LOG_LEVEL: 'SILENT' } }
    const first = new CommandProcess(wakunodePath, run(keystore('member'), '--json'), options)
    try {
      const [ready] = await first.line(/^\{"ready":true.*/)
      await expectRefusal(run(keystore('member')), {}, { exitCode: FAILURE, error: /in use|another process/ })
      const health = await fetch(`${JSON.parse(ready).rest}/health`)
      expect(health.status).to.equal(200)
      first.signal('SIGTERM')
      expect(await first.ended).to.equal(0)
    } finally {
      await first.end()
    }
  })

  it('says what to do when nothing was deployed', async () => {
    const list = await runToEnd(wakunodePath, ['membership', 'list'], {
      cwd: folder,
      environment: { [V.rpc]: fixture.chain.rpcUrl },
    })
    expect(list.exitCode).to.equal(WRONG_USAGE)
    expect(list.output).to.deep.equal([])
    expect(list.remarks).to.have.length(1)
    expect(list.remarks[0]).to.match(/^error: no membership contract: .*deployments\/31337\.json/)
  })
})

/** Every file under a folder with what is in it. */
async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await readFile(path, 'base64')])))
}
