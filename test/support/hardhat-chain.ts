import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { HttpRpcEndpoint } from '../../src/membership/index.ts'

/** Hardhat is up in 3 s on two idle cores; a loaded machine gets a generous bound. */
const startTimeoutMs = 60_000

const packageRoot = fileURLToPath(new URL('../..', import.meta.url))

/** A real Hardhat chain (chain id 31337) behind JSON-RPC that mines one block a transaction until told otherwise. */
export interface HardhatChain {
  readonly rpcUrl: string
  readonly chainId: 31337
  request(method: string, params?: readonly unknown[]): Promise<unknown>
  /** Mines empty blocks. */
  mine(count?: number): Promise<void>
  /** Off: transactions wait for `mine`. */
  setAutomine(isOn: boolean): Promise<void>
  /** A point to go back to. */
  snapshot(): Promise<string>
  /** Goes back: the head is lower, and what was mined since is gone. A snapshot can be reverted to once. */
  revert(snapshot: string): Promise<void>
  stop(): Promise<void>
}

/** @param port 0: any free port. */
export async function startHardhatChain(port = 0): Promise<HardhatChain> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('hardhat/package.json')), 'dist', 'src', 'cli.js')
  const child = spawn(process.execPath, [cli, 'node', '--hostname', '127.0.0.1', '--port', String(port)], {
    cwd: packageRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true', FORCE_COLOR: '0' },
  })
  const rpcUrl = await addressOf(child)
  const endpoint = new HttpRpcEndpoint(rpcUrl, { timeoutMs: 60_000 })
  const request = (method: string, params: readonly unknown[] = []): Promise<unknown> =>
    endpoint.request(method, params)
  return {
    rpcUrl,
    chainId: 31337,
    request,
    mine: async (count = 1) => {
      // One by one: `hardhat_mine` makes blocks without parents, some of them without state.
      for (let mined = 0; mined < count; mined++) await request('evm_mine')
    },
    setAutomine: async (isOn) => {
      await request('evm_setAutomine', [isOn])
    },
    snapshot: async () => (await request('evm_snapshot')) as string,
    revert: async (snapshot) => {
      if ((await request('evm_revert', [snapshot])) !== true) throw new Error(`no snapshot ${snapshot}`)
    },
    stop: () => end(child),
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const output: string[] = []
    const fail = (why: string): void => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new Error(`the Hardhat chain did not start (${why}):\n${output.join('\n')}`))
    }
    const timer = setTimeout(() => fail(`nothing within ${startTimeoutMs} ms`), startTimeoutMs)
    const onExit = (code: number | null): void => fail(`exit code ${code}`)
    child.once('exit', onExit)
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface(stream).on('line', (line) => {
        const url = /Started HTTP.* at (http:\/\/[^/\s]+)/.exec(line)?.[1]
        if (url === undefined) {
          if (output.length < 50) output.push(line)
          return
        }
        clearTimeout(timer)
        child.off('exit', onExit)
        resolve(url)
      })
    }
  })
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}
