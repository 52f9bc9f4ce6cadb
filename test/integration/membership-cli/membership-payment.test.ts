import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect } from 'chai'
import { encryptKeystoreJson, Wallet } from 'ethers'
import { developmentPrivateKeys, type PlannedTransaction, sendPlanned } from '../../../src/membership/server.ts'
import { CliFixture } from './cli-fixture.ts'

const noKey = { WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY: undefined }

/** Cheap to derive. */
function encryptAsWallet({ address, privateKey }: Wallet, password: string): Promise<string> {
  const options = { scrypt: { N: 1024 }, progressCallback: () => undefined }
  return encryptKeystoreJson({ address, privateKey }, password, options)
}

/** Passes requests on, and calls the chain by another id. */
async function startOtherChain(rpcUrl: string, chainId: string): Promise<{ url: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const { id, method } = JSON.parse(Buffer.concat(parts).toString())
    const isChainId = method === 'eth_chainId'
    const headers = { 'content-type': 'application/json' }
    const answer = isChainId
      ? JSON.stringify({ jsonrpc: '2.0', id, result: chainId })
      : await (await fetch(rpcUrl, { method: 'POST', headers, body: Buffer.concat(parts) })).text()
    response.writeHead(200, headers).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

describe('who pays for a membership command', function () {
  this.timeout(120_000)
  let fixture: CliFixture

  before(async () => {
    fixture = await CliFixture.start()
  })
  after(() => fixture?.stop())

  const register = (name: string, flags: string[], environment: Record<string, string | undefined> = noKey) =>
    fixture.membershipCommand(
      [
        'register',
        '--rln-relay-user-message-limit',
        '20',
        '--rln-relay-cred-path',
        fixture.path(name),
        '--json',
        ...flags,
      ],
      { environment },
    )
  const holderOf = async (name: string): Promise<string> =>
    (await fixture.membershipCommand(['status', '--rln-relay-cred-path', fixture.path(name), '--json'])).json.holder

  it('is an account that the endpoint keeps unlocked', async () => {
    const { address } = await fixture.account(5)
    expect((await register('unlocked.json', ['--account', address])).exitCode).to.equal(0)
    expect(await holderOf('unlocked.json')).to.equal(address)
  })

  it('is refused when the endpoint keeps it locked', async () => {
    const { exitCode, json } = await register('locked.json', ['--account', `0x${'12'.repeat(20)}`])
    expect(exitCode).to.equal(1)
    expect(json.error.code).to.equal('account_not_unlocked')
    expect(existsSync(fixture.path('locked.json.pending'))).to.equal(false)
  })

  it('is the account of an Ethereum keystore, as another program wrote it', async () => {
    const wallet = new Wallet(developmentPrivateKeys(7)[6]!)
    const text = await encryptAsWallet(wallet, 'wallet password')
    await writeFile(fixture.path('wallet.json'), text)
    await writeFile(fixture.path('wallet.password'), 'wallet password\n')
    const flags = ['--account-keystore', fixture.path('wallet.json')]
    const passwordFlags = ['--account-keystore-password-file', fixture.path('wallet.password')]
    expect((await register('wallet-member.json', [...flags, ...passwordFlags])).exitCode).to.equal(0)
    expect(await holderOf('wallet-member.json')).to.equal(wallet.address)

    const wrong = { ...noKey, WAKUNODE2_ACCOUNT_KEYSTORE_PASSWORD: 'another' }
    expect((await register('x.json', flags, wrong)).json.error.code).to.equal('keystore_wrong_password')
    expect((await register('x.json', flags)).exitCode).to.equal(2)
  })

  it('is not a keystore that asks for hours of work', async () => {
    const json = JSON.parse(await encryptAsWallet(new Wallet(developmentPrivateKeys(1)[0]!), 'p'))
    const crypto = json.crypto ?? json.Crypto
    crypto.kdfparams.n = 2 ** 26
    await writeFile(fixture.path('hostile.json'), JSON.stringify(json))
    const environment = { ...noKey, WAKUNODE2_ACCOUNT_KEYSTORE_PASSWORD: 'p' }
    const { json: refused } = await register(
      'x.json',
      ['--account-keystore', fixture.path('hostile.json')],
      environment,
    )
    expect(refused.error.code).to.equal('keystore_kdf_out_of_bounds')
  })

  it('is named only once', async () => {
    const { exitCode } = await register('x.json', [
      '--account',
      `0x${'12'.repeat(20)}`,
      '--account-keystore',
      'wallet.json',
    ])
    expect(exitCode).to.equal(2)
  })

  it('must be asked on a chain that is no development chain: without a terminal, --yes is named', async () => {
    const { url, server } = await startOtherChain(fixture.membership.chain.rpcUrl, '0x2a')
    try {
      const environment = { WAKUNODE2_RLN_RELAY_ETH_CLIENT_ADDRESS: url }
      // Test tokens are bought on development chains only.
      const funded = { ...environment, WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY: developmentPrivateKeys(1)[0]! }
      const { exitCode, stderr } = await register('other.json', [], funded)
      expect(stderr)
        .to.include('--yes')
        .and.to.match(/gas +about/)
      expect(exitCode).to.equal(2)
      expect(existsSync(fixture.path('other.json.pending'))).to.equal(false)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('can be a wallet elsewhere: the identity is kept, and a later run finishes', async () => {
    const { address, signer } = await fixture.account(8)
    const first = await register('offline.json', ['--offline', '--account', address])
    expect(first.exitCode).to.equal(0)
    expect(first.json).to.include({ status: 'to_sign', deposit: '1000000000000000000' })
    const transactions = first.json.transactions as PlannedTransaction[]
    expect(transactions.map(({ what }) => what)).to.deep.equal(['mint test tokens', 'approve the deposit', 'register'])
    expect(existsSync(fixture.path('offline.json'))).to.equal(false)

    const second = await register('offline.json', ['--offline', '--account', address])
    expect(second.json.transactions).to.deep.equal(transactions)
    for (const transaction of transactions) {
      await sendPlanned(signer, { ...transaction, value: BigInt(transaction.value) })
    }
    const third = await register('offline.json', ['--offline'])
    expect(third.json).to.include({ status: 'registered', idCommitment: first.json.idCommitment })
    expect(existsSync(fixture.path('offline.json.pending'))).to.equal(false)
    expect(await holderOf('offline.json')).to.equal(address)
  })

  it('pays nothing for looking: bin/wakunode.js as a process', async () => {
    const bin = join(import.meta.dirname, '..', '..', '..', 'bin', 'wakunode.js')
    const { status, stdout } = spawnSync(
      process.execPath,
      [bin, 'membership', 'status', '--id-commitment', '7', '--json'],
      {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, ...fixture.environment } as Record<string, string>,
      },
    )
    expect(status).to.equal(0)
    expect(JSON.parse(stdout).state).to.equal('unknown')
  })
})
