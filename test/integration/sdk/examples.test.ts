import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect } from 'chai'
import { type DevelopmentMember, enrolDevelopmentMember } from '../../../src/devnet/development-members.ts'
import { systemClock, systemRandom } from '../../../src/foundation/index.ts'
import { CommandProcess, repositoryRoot, wakunodePath } from '../../support/command-process.ts'

const LINE_TIMEOUT_MS = 120_000

/** A program of the examples, as `npm run chat` starts it, with a terminal to write to. */
class ExampleProcess {
  readonly lines: string[] = []
  readonly ended: Promise<number | null>
  readonly #child: ChildProcessWithoutNullStreams
  readonly #watchers = new Set<() => void>()

  constructor(script: string, args: readonly string[], env: Record<string, string>, cwd: string) {
    const argv = ['--conditions=waku-source', join(repositoryRoot, 'examples', script), ...args]
    this.#child = spawn(process.execPath, argv, { cwd, env: { ...process.env, ...env } })
    const take = (line: string): void => {
      this.lines.push(line)
      for (const watcher of this.#watchers) watcher()
    }
    createInterface(this.#child.stdout).on('line', take)
    createInterface(this.#child.stderr).on('line', take)
    this.ended = new Promise((resolve) => this.#child.once('close', resolve))
  }

  write(line: string): void {
    this.#child.stdin.write(`${line}\n`)
  }

  terminate(): void {
    this.#child.kill('SIGTERM')
  }

  /** Resolves with the first line that matches. */
  line(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer)
        this.#watchers.delete(look)
      }
      const look = (): void => {
        const line = this.lines.find((candidate) => pattern.test(candidate))
        if (line === undefined) return
        finish()
        resolve(line)
      }
      const fail = (why: string) => (): void => {
        finish()
        reject(new Error(`${why} without a line like ${pattern}:\n${this.lines.join('\n')}`))
      }
      const timer = setTimeout(fail('the time is up'), LINE_TIMEOUT_MS)
      this.#watchers.add(look)
      void this.ended.then(fail('it ended'))
      look()
    })
  }
}

describe('the examples', function () {
  this.timeout(300_000)
  let folder: string
  let devnet: CommandProcess
  // biome-ignore lint/suspicious/noExplicitAny: what the devnet prints, in its documented shape.
  let ready: any
  const started: ExampleProcess[] = []

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'examples-'))
    const flags = ['--json', '--nodes', '2', '--members', '1']
    devnet = new CommandProcess(wakunodePath, ['devnet', ...flags], { cwd: folder })
    const [line] = await devnet.line(/^\{"ready":true.*/)
    ready = JSON.parse(line)
  })
  after(async () => {
    for (const example of started) example.terminate()
    await Promise.all(started.map(({ ended }) => ended))
    await devnet?.end()
    await rm(folder, { recursive: true })
  })

  function start(script: string, args: readonly string[] = [], env: Record<string, string> = {}): ExampleProcess {
    const example = new ExampleProcess(script, args, env, folder)
    started.push(example)
    return example
  }

  it('chat: two chatters at two nodes hear each other, a latecomer reads what was said, and all leave', async () => {
    const alice = start('chat/chat.ts', ['alice', '--node', '0'])
    await alice.line(/You are alice/)
    const bob = start('chat/chat.ts', ['bob', '--node', '1'])
    await bob.line(/You are bob/)
    alice.write('hello bob')
    await bob.line(/^\[\d\d:\d\d:\d\d\] alice: hello bob$/)
    bob.write('hello alice')
    await alice.line(/^\[\d\d:\d\d:\d\d\] bob: hello alice$/)
    alice.write('/quota')
    await alice.line(/^(19|20) of 20 messages left, all again in \d+ s\.$/)
    const carol = start('chat/chat.ts', ['carol'])
    await carol.line(/You are carol/)
    const read = carol.lines.filter((line) => line.startsWith('[')).map((line) => line.slice('[00:00:00] '.length))
    expect(read).to.deep.equal(['alice: hello bob', 'bob: hello alice'])
    for (const chatter of [alice, bob, carol]) {
      chatter.write('/quit')
      expect(await chatter.ended).to.equal(0)
    }
  })

  it('chat: says what to do when there is no network', async () => {
    const alice = start('chat/chat.ts', ['alice', '--devnet', 'nowhere.json'])
    await alice.line(/nowhere\.json cannot be read: is `npm run devnet` up, in this folder\?/)
    expect(await alice.ended).to.equal(1)
  })

  it('sdk: the programs of the guide send, receive and look back', async () => {
    const { rpc: rpcUrl, contract: contractAddress, fundedPrivateKeys } = ready.chain
    const shared = { PEER: ready.nodes[0].ws, RPC_URL: rpcUrl, CONTRACT: contractAddress }
    const member = (name: string, position: number): Promise<DevelopmentMember> =>
      enrolDevelopmentMember(
        { clock: systemClock, random: systemRandom },
        { rpcUrl, contractAddress, folder, name, rateLimit: 20, privateKey: fundedPrivateKeys.at(-position) },
      )
    const ours = await member('ours', 1)
    const theirs = await member('theirs', 2)
    const receiver = start('sdk/receive.ts', [], { ...shared, PEER: ready.nodes[1].ws })
    const sender = start('sdk/send.ts', [], { ...shared, KEYSTORE: ours.keystorePath, PASSWORD: ours.password })
    await sender.line(/^relayed by 1 nodes; (19|20) messages left in this epoch$/)
    expect(await sender.ended).to.equal(0)
    await receiver.line(/^(now|before): hello valid$/)
    const environment = { ...shared, KEYSTORE: theirs.keystorePath, PASSWORD: theirs.password, NODE_ENV: 'test' }
    const foreign = start('sdk/js-waku.ts', [], environment)
    await foreign.line(/^relayed by 1 nodes$/)
    expect(await foreign.ended).to.equal(0)
    await receiver.line(/^(now|before): hello from js-waku valid$/)
    const latecomer = start('sdk/receive.ts', [], shared)
    await latecomer.line(/^before: hello valid$/)
    await latecomer.line(/^before: hello from js-waku valid$/)
    for (const example of [receiver, latecomer]) {
      example.terminate()
      expect(await example.ended).to.equal(0)
    }
  })
})
