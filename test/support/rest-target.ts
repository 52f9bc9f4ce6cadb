import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'

const ANSWER_TIMEOUT_MS = 20_000

/** A REST server in another process. */
export class RestTarget {
  readonly port: number
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
  }

  static async start(options: { readonly address: string; readonly token?: string }): Promise<RestTarget> {
    const script = join(import.meta.dirname, 'rest-fuzz-server.ts')
    const child = fork(script, [JSON.stringify(options)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const gone = once(child, 'exit').then(([code]) => {
      throw new Error(`the REST server ended with ${code} before it was up: see its stderr`)
    })
    const [port] = (await Promise.race([once(child, 'message'), gone])) as [number]
    gone.catch(() => undefined)
    return new RestTarget(child, port)
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  async stop(): Promise<void> {
    if (!this.isAlive) return
    const gone = once(this.#child, 'exit')
    this.#child.disconnect()
    await gone
  }

  /** @returns a connection on which what goes wrong is nobody's concern */
  open(): Socket {
    return connect(this.port, '127.0.0.1').on('error', () => undefined)
  }

  /** Sends bytes as they are. @returns the status; undefined when the server closed the connection without one */
  async send(bytes: string): Promise<number | undefined> {
    const socket = this.open()
    let head = ''
    socket.setEncoding('latin1').on('data', (text: string) => {
      if (head.length < 64) head += text
      // One answer is enough; what is left of the request, and of the answer, needs not be waited for.
      if (head.includes('\r\n')) socket.destroy()
    })
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy(new Error('no answer')))
    socket.write(bytes)
    await once(socket, 'close').catch(() => undefined)
    const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]
    return status === undefined ? undefined : Number(status)
  }

  /** Asks a few routes, one question after the other, until told to stop. @returns how long each answer took, sorted */
  async probe(until: AbortSignal, headers: Record<string, string> = {}): Promise<number[]> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const paths = ['/health', '/rln/v1/status', '/admin/v1/peers/stats']
    const tookMs: number[] = []
    while (!until.aborted) {
      const startedAt = performance.now()
      await this.#ask(paths[tookMs.length % paths.length]!, agent, headers)
      tookMs.push(performance.now() - startedAt)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    agent.destroy()
    return tookMs.sort((a, b) => a - b)
  }

  #ask(path: string, agent: Agent, headers: Record<string, string>): Promise<void> {
    return new Promise((resolve, reject) => {
      const sent = request({ port: this.port, host: '127.0.0.1', path, agent, headers }, (response) => {
        response.resume().on('end', () => {
          if (response.statusCode === 200) resolve()
          else reject(new Error(`${path} answered ${response.statusCode}`))
        })
      })
      sent.on('error', reject).end()
    })
  }
}

export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!
}
