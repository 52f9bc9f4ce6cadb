import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { systemClock } from '../../../src/foundation/index.ts'
import { RestClient } from '../../../src/rest/index.ts'
import { CommandProcess, hardhatPath, repositoryRoot, wakunodePath } from '../../support/command-process.ts'
import { freePorts } from '../../support/free-ports.ts'
import { type ReadmeCommand, readmeCommands } from '../../support/readme-commands.ts'

const MESH_TIMEOUT_MS = 60_000

/** The ports the README relies on: those of Hardhat, and those of the two nodes. */
const README_PORTS = ['8545', '60000', '60001', '8645', '8646']

describe('the network by hand, as the README tells it', function () {
  this.timeout(300_000)
  let folder: string
  let ports: Record<string, string>
  const started: CommandProcess[] = []

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'long-way-'))
    const free = await freePorts(README_PORTS.length)
    ports = Object.fromEntries(README_PORTS.map((port, index) => [port, String(free[index])]))
  })
  after(async () => {
    await Promise.all(started.map((child) => child.end()))
    await rm(folder, { recursive: true })
  })

  /** Starts a command of the README in the folder, at the ports that are free here. */
  function start({ words, environment }: ReadmeCommand, ...more: string[]): CommandProcess {
    const free = (text: string): string =>
      text.replaceAll(/(?<=[:/ ]|^)\d{4,5}(?=\/|$)/g, (port) => ports[port] ?? port)
    const [npx, program, ...args] = [...words, ...more].map(free)
    expect(npx).to.equal('npx')
    const variables = Object.entries(environment).map(([name, value]) => [name, free(value)])
    const options = {
      cwd: folder,
      environment: { ...Object.fromEntries(variables), LOCALHOST_RPC_URL: `http://127.0.0.1:${ports['8545']}` },
    }
    const inClone = args.map((arg) => (arg.startsWith('scripts/') ? join(repositoryRoot, arg) : arg))
    const child =
      program === 'hardhat'
        ? new CommandProcess(hardhatPath, ['--config', join(repositoryRoot, 'hardhat.config.ts'), ...inClone], options)
        : new CommandProcess(wakunodePath, inClone, options)
    started.push(child)
    return child
  }

  async function succeed(command: ReadmeCommand, ...more: string[]): Promise<CommandProcess> {
    const child = start(command, ...more)
    expect(await child.ended, child.transcript()).to.equal(0)
    return child
  }

  it('brings a message from one node to the other', async () => {
    const commands = readmeCommands('Run a network by hand')
    expect(commands).to.have.length(8)
    const [chain, deploy, registerAlice, registerBob, runAlice, runBob, listen, send] = commands as [
      ...(readonly [ReadmeCommand, ReadmeCommand, ReadmeCommand, ReadmeCommand]),
      ...(readonly [ReadmeCommand, ReadmeCommand, ReadmeCommand, ReadmeCommand]),
    ]
    await start(chain, '--port', '8545').line(/Started HTTP/)
    expect((await succeed(deploy)).transcript()).to.include('written to deployments/31337.json')
    expect((await succeed(registerAlice)).transcript()).to.include('registered as member 0, 20 messages an epoch')
    expect((await succeed(registerBob)).transcript()).to.include('registered as member 1, 20 messages an epoch')
    const files = await readdir(folder, { recursive: true })
    expect(files).to.include.members(['alice.json', 'bob.json', join('deployments', '31337.json')])
    expect(files.filter((file) => /pending|tmp$/.test(file))).to.deep.equal([])

    const alice = start(runAlice, '--tcp-port', '60000', '--rest-port', '8645')
    const [, peerId] = await alice.line(/peer id +(\S+)/)
    await alice.line(/publishing +as member 0, 20 messages an epoch/)
    const withPeer = runBob.words.map((word) => word.replace('PEER_ID_OF_THE_FIRST', peerId!))
    const bob = start({ ...runBob, words: withPeer })
    await bob.line(/publishing +as member 1/)

    const listener = start(listen, '--count', '1')
    await listener.line(/listening on/)
    const rest = new RestClient(`http://127.0.0.1:${ports['8645']}`)
    await waitUntil(systemClock, 'the nodes found each other', MESH_TIMEOUT_MS, async () => {
      return Object.values((await rest.rlnStatus()).meshPeers)[0] === 1
    })
    expect((await succeed(send)).transcript()).to.match(/to 1 peers on \/waku\/2\/rs\/0\/0/)
    expect(await listener.ended).to.equal(0)
    expect(listener.output).to.have.length(1)
    expect(listener.output[0]).to.match(/^\d{4}-.*Z {2}hello$/)

    for (const node of [alice, bob]) node.signal('SIGINT')
    expect(await Promise.all([alice.ended, bob.ended])).to.deep.equal([0, 0])
  })

  it('says in one line what a script lacks, and writes nothing', async () => {
    const [chain, deploy, register] = readmeCommands('Run a network by hand') as [
      ReadmeCommand,
      ReadmeCommand,
      ReadmeCommand,
    ]
    const filesBefore = await readdir(folder, { recursive: true })
    const withEnvironment = (changes: Record<string, string>): ReadmeCommand => ({
      words: register.words,
      environment: { ...register.environment, ...changes },
    })
    const attempts: readonly [ReadmeCommand, RegExp][] = [
      [withEnvironment({ RATE_LIMIT: '' }), /^error: RATE_LIMIT is not set/],
      [withEnvironment({ KEYSTORE_PASSWORD: 'wrong' }), /^error: .*password/],
      [{ ...deploy, words: deploy.words.slice(0, -2) }, /^error: .*add --network localhost/],
    ]
    expect(chain.words).to.deep.equal(['npx', 'hardhat', 'node'])
    for (const [command, error] of attempts) {
      const child = start(command, '--no-compile')
      expect(await child.ended).to.equal(1)
      expect(child.remarks).to.have.length(1)
      expect(child.remarks[0]).to.match(error)
    }
    expect(await readdir(folder, { recursive: true })).to.deep.equal(filesBefore)
  })
})
