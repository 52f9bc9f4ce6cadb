import { LineProcess } from './child-process.ts'
import { DevnetError } from './devnet-error.ts'
import { findHardhat } from './find-hardhat.ts'
import { freePort } from './free-port.ts'

/** Hardhat is up in about 3 seconds on two idle cores. */
const START_TIMEOUT_MS = 60_000

/** Hardhat does not know of our IPC channel, so this module ends it when the channel closes. */
const END_WITH_PARENT = 'data:text/javascript,process.once("disconnect",()=>process.exit())'

/** A development chain (chain id 31337) behind JSON-RPC, one block a transaction, with Hardhat's known accounts. */
export interface DevelopmentChain {
  readonly rpcUrl: string
  stop(): Promise<void>
}

/**
 * Starts a Hardhat node as a child process.
 * @param port 0: any free port
 * @throws DevnetError when Hardhat is not installed or does not come up
 */
export async function startHardhatChain(port = 0): Promise<DevelopmentChain> {
  const { script, cwd } = await findHardhat()
  const chosenPort = port === 0 ? await freePort() : port
  const child = new LineProcess({
    file: process.execPath,
    args: ['--import', END_WITH_PARENT, script, 'node', '--hostname', '127.0.0.1', '--port', String(chosenPort)],
    cwd,
    env: { HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true', FORCE_COLOR: '0' },
  })
  const rpcUrl = await child.firstLine(
    (line) => /Started HTTP.* at (http:\/\/[^/\s]+)/.exec(line)?.[1],
    START_TIMEOUT_MS,
  )
  if (rpcUrl === undefined) {
    const lines = child.takeErrorLines()
    await child.kill()
    throw new DevnetError(
      'chain_not_started',
      `the Hardhat chain did not start on port ${chosenPort}: ${lines.join(' ')}`,
    )
  }
  return { rpcUrl, stop: () => child.stop() }
}
