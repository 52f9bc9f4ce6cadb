import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from '../membership/server.ts'

/** In the folder a program is run in, beside the deployments. */
export const READY_FILE = join('deployments', 'devnet.json')

/**
 * Leaves what is needed to join a development network where other programs find it; of several networks, the newest one's.
 * @param ready as `wakunode devnet --json` prints it
 * @returns how to take it away again
 */
export async function leaveReadyFile(ready: unknown, path: string = READY_FILE): Promise<() => Promise<void>> {
  const text = `${JSON.stringify(ready, null, 2)}\n`
  await replaceFile(path, text)
  return async () => {
    const found = await readFile(path, 'utf8').catch(() => undefined)
    if (found === text) await rm(path)
  }
}
