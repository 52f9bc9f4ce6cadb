import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DASHBOARD_PATH, dashboardAnswer, type ListedNode } from '../dashboard/index.ts'
import type { Startable } from '../foundation/index.ts'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Serves the dashboard with all nodes of a network in it. The page itself asks the nodes; nothing goes through here. */
export class DashboardServer implements Startable {
  readonly #server: Server
  #nodes: readonly ListedNode[] = []

  constructor() {
    this.#server = createServer((request, response) => {
      const { status, headers, body } = this.#answer(request)
      response.writeHead(status, headers).end(body)
    })
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }

  /** What its page sends as `Origin`. */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get url(): string {
    return this.origin + DASHBOARD_PATH
  }

  /** Sets what the page shows from now on. */
  show(nodes: readonly ListedNode[]): void {
    this.#nodes = nodes
  }

  #answer({ url = '/', method, headers }: IncomingMessage): Answer {
    // Under another name a page from elsewhere would be in the same origin (DNS rebinding), and the nodes let this one in.
    if (`http://${headers.host}` !== this.origin) return refusal(403, `this server answers to ${this.url} only`)
    if (method !== 'GET' && method !== 'HEAD') return refusal(405, 'this server only shows the dashboard')
    const path = url.split('?')[0]!
    if (path === '/') return { status: 302, headers: { location: DASHBOARD_PATH }, body: '' }
    if (path !== DASHBOARD_PATH && !path.startsWith(`${DASHBOARD_PATH}/`)) return refusal(404, `see ${this.url}`)
    const file = path.slice(DASHBOARD_PATH.length + 1)
    return dashboardAnswer({ file, ifNoneMatch: headers['if-none-match'] }, this.#nodes)
  }
}

function refusal(status: number, why: string): Answer {
  return { status, headers: { 'content-type': 'text/plain' }, body: `${why}\n` }
}
