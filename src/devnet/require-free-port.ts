import { once } from 'node:events'
import { createServer } from 'node:net'
import { DevnetError } from './devnet-error.ts'

/**
 * Tells before anything is started that a port of 127.0.0.1 which somebody asked for is taken.
 * @param port 0: any, and nothing is looked at
 * @param option where it was asked for
 * @throws DevnetError `port_taken`
 */
export async function requireFreePort(port: number, option: string): Promise<void> {
  if (port === 0) return
  const server = createServer()
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'EADDRINUSE' ? 'another program has it' : String(code)
    throw new DevnetError('port_taken', `port ${port} cannot be had (${why}): give ${option} another one, or 0 for any`)
  }
  server.close()
  await once(server, 'close')
}
