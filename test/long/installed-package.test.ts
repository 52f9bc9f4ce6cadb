import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { CommandProcess, repositoryRoot, runToEnd } from '../support/command-process.ts'
import { freePorts } from '../support/free-ports.ts'
import { type ReadmeCommand, readmeCommands } from '../support/readme-commands.ts'

const run = promisify(execFile)
/** The ports the README relies on: chain, node, REST, metrics. */
const README_PORTS = ['8545', '60000', '8645', '8008'] as const

/** The section as a new operator types it, from a package that was packed here and installed in an empty folder. */
describe('a node of one’s own from the package, as the README tells it', function () {
  this.timeout(900_000)
  let folder: string
  let prefix: string
  let wakunode: string
  let ports: Record<string, string>
  const started: CommandProcess[] = []
  /** npm and what it starts run on the Node of this test. */
  const environment = { PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'installed-'))
    prefix = join(folder, 'global')
    const free = await freePorts(README_PORTS.length)
    ports = Object.fromEntries(README_PORTS.map((port, index) => [port, String(free[index])]))
    await npm(repositoryRoot, 'pack', '--pack-destination', folder)
    await npm(folder, 'install', '-g', '--prefix', prefix, join(folder, 'waku-rln-relay-0.1.0.tgz'))
    await npm(folder, 'install', 'hardhat@3.17.0')
    wakunode = join(prefix, 'lib', 'node_modules', 'waku-rln-relay', 'bin', 'wakunode.js')
  })
  after(async () => {
    await Promise.all(started.map((child) => child.end()))
    await rm(folder, { recursive: true, force: true })
  })

  async function npm(cwd: string, ...args: string[]): Promise<void> {
    const npmCli = process.env.npm_execpath
    const [file, first] = npmCli === undefined ? ['npm', []] : [process.execPath, [npmCli]]
    await run(file, [...first, ...args, '--no-audit', '--no-fund'], {
      cwd,
      env: { ...process.env, ...environment },
      maxBuffer: 64 * 1024 * 1024,
    })
  }

  const atFreePort = (text: string): string =>
    text.replaceAll(/(?<=[:/ ]|^)\d{4,5}(?=\/|$)/g, (port) => ports[port] ?? port)

  function start({ words }: ReadmeCommand, variables: Record<string, string>, ...more: string[]): CommandProcess {
    const child = new CommandProcess(wakunode, [...words.slice(1).map(atFreePort), ...more], {
      cwd: folder,
      environment: { ...environment, ...variables },
    })
    started.push(child)
    return child
  }

  it('goes from the package to a node that is observed, with a membership', async () => {
    const commands = readmeCommands('Run a node of your own').filter(({ words }) =>
      ['wakunode', 'curl'].includes(words[0]!),
    )
    const [devnet, register, node, status, send, health, metrics] = commands as [ReadmeCommand, ...ReadmeCommand[]] &
      Record<number, ReadmeCommand>
    expect(commands).to.have.length(7)

    const network = start(devnet, {})
    const [, flags] = await network.line(/^Join: wakunode run (.*)$/)
    const [, contract] = /--rln-relay-eth-contract-address (\S+)/.exec(flags!)!
    const variables = {
      WAKUNODE2_RLN_RELAY_CRED_PASSWORD: register!.environment.WAKUNODE2_RLN_RELAY_CRED_PASSWORD!,
      WAKUNODE2_RLN_RELAY_ETH_CONTRACT_ADDRESS: contract!,
      WAKUNODE2_RLN_RELAY_ETH_CLIENT_ADDRESS: `http://127.0.0.1:${ports['8545']}`,
    }
    const registered = start(register!, variables)
    expect(await registered.ended, registered.transcript()).to.equal(0)

    const [runWord, placeholder, ...own] = node!.words.slice(1)
    expect([runWord, placeholder]).to.deep.equal(['run', 'THE_FLAGS_OF_THE_LINE'])
    const joining = [...flags!.split(' '), ...own]
    const portFlags = [
      '--tcp-port',
      ports['60000']!,
      '--rest-port',
      ports['8645']!,
      '--metrics-server-port',
      ports['8008']!,
    ]
    const mine = start({ words: ['wakunode', 'run', ...joining, ...portFlags], environment: {} }, variables)
    await mine.line(/The node is up/)

    const told = start(status!, variables, '--json')
    expect(await told.ended, told.transcript()).to.equal(0)
    expect(JSON.parse(told.output[0]!).state).to.equal('active')
    await becomesReady(health!)
    const sent = start(send!, variables, '--rest', `http://127.0.0.1:${ports['8645']}`)
    expect(await sent.ended, sent.transcript()).to.equal(0)
    const figures = await (await fetch(atFreePort(metrics!.words.at(-1)!))).text()
    expect(figures).to.match(/^waku_rln_total_generated_proofs(_total)? 1$/m)
    const page = await fetch(`http://127.0.0.1:${ports['8645']}/dashboard`)
    expect([page.status, page.headers.get('content-type')?.split(';')[0]]).to.deep.equal([200, 'text/html'])

    mine.signal('SIGINT')
    expect(await mine.ended, mine.transcript()).to.equal(0)
    network.signal('SIGINT')
    expect(await network.ended, network.transcript()).to.equal(0)
  })

  async function becomesReady({ words }: ReadmeCommand): Promise<void> {
    for (;;) {
      const report = await (await fetch(atFreePort(words.at(-1)!))).json()
      if (report.nodeHealth === 'READY') return
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }

  it('brings the chat page along, bundled', async () => {
    const network = start({ words: 'wakunode devnet --web --nodes 1 --members 0'.split(' '), environment: {} }, {})
    const [, chat] = await network.line(/chat +(http:\/\/127\.0\.0\.1:\d+\/)/)
    for (const file of ['', 'page.js', 'proof-worker.js', 'artifacts/manifest.json', 'config.json']) {
      expect((await fetch(new URL(file, chat))).status, file).to.equal(200)
    }
    network.signal('SIGINT')
    expect(await network.ended, network.transcript()).to.equal(0)
  })

  it('brings no Node along, and can be imported through every door with its types', async () => {
    const home = join(prefix, 'lib', 'node_modules', 'waku-rln-relay')
    const manifest = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
    expect(manifest).to.not.have.any.keys('optionalDependencies', 'devDependencies')
    await npm(folder, 'install', join(folder, 'waku-rln-relay-0.1.0.tgz'))
    const doors = Object.keys(manifest.exports).filter((door) => door !== './rln/web-worker')
    const lines = doors.map((door, index) => `import * as door${index} from 'waku-rln-relay${door.slice(1)}'`)
    const use = `console.log([${doors.map((_, index) => `door${index}`).join(', ')}].map((door) => Object.keys(door).length))`
    const script = join(folder, 'doors.mts')
    await writeFile(script, `${[...lines, use].join('\n')}\n`)
    const imported = await runToEnd(script, [], { cwd: folder })
    expect(imported.exitCode, imported.transcript()).to.equal(0)
    const tsc = join(repositoryRoot, 'node_modules', 'typescript', 'bin', 'tsc')
    const types = ['--noEmit', '--module', 'nodenext', '--target', 'es2024', '--strict', '--types', 'node']
    const roots = ['--typeRoots', join(repositoryRoot, 'node_modules', '@types')]
    const checked = await runToEnd(tsc, [...types, ...roots, '--skipLibCheck', script], { cwd: folder })
    expect(checked.exitCode, checked.transcript()).to.equal(0)
  })
})
