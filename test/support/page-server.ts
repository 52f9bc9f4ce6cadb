import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Answers a request for a path, or says with `undefined` that it does not know it. */
export type PageRoute = (path: string, request: IncomingMessage) => Promise<Uint8Array | string | undefined>

/** A web server on this machine with one page, whose only script is given. */
export class PageServer {
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(script: Uint8Array, route: PageRoute = async () => undefined): Promise<PageServer> {
    const html = '<!doctype html><title>test</title><script type="module" src="/page.js"></script>'
    const server = createServer(async (request, response) => {
      const { url = '/' } = request
      if (url === '/page.js') return response.setHeader('content-type', 'text/javascript').end(script)
      if (url === '/') return response.setHeader('content-type', 'text/html').end(html)
      const answer = await route(url, request)
      if (answer === undefined) response.statusCode = 404
      // Browsers run no worker's script of another type.
      if (url.endsWith('.js')) response.setHeader('content-type', 'text/javascript')
      return response.end(answer)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new PageServer(server)
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
