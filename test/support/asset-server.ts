import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { bundleSdk } from '../../scripts/sdk-bundle.ts'

export interface Asset {
  readonly contentType: string
  readonly body: Uint8Array
}

/**
 * As an application's web server: all but pages may be cached, text is sent compressed, and pages are cross-origin
 * isolated, so that workers may share memory.
 */
export class AssetServer {
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  /** @param assets by path */
  static async start(assets: ReadonlyMap<string, Asset>): Promise<AssetServer> {
    const answers = new Map([...assets].map(([path, asset]) => [path, answerOf(asset)]))
    const server = createServer(({ url = '/' }, response) => {
      const answer = answers.get(new URL(url, 'http://localhost').pathname)
      if (answer === undefined) return response.writeHead(404).end()
      return response.writeHead(200, answer.headers).end(answer.body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new AssetServer(server)
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

function answerOf({ contentType, body }: Asset): { headers: Record<string, string>; body: Uint8Array } {
  const isText = contentType.startsWith('text/')
  return {
    headers: {
      'content-type': contentType,
      'cache-control': contentType === 'text/html' ? 'no-store' : 'max-age=3600, immutable',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      ...(isText && { 'content-encoding': 'gzip' }),
    },
    body: isText ? gzipSync(body) : body,
  }
}

/** A page whose only content is a script. */
export function pageOf(scriptPath: string): Asset {
  const html = `<!doctype html><title>test</title><script type="module" src="${scriptPath}"></script>`
  return { contentType: 'text/html', body: new TextEncoder().encode(html) }
}

/** A script for a page or a Web Worker, bundled. @param source with imports from the root of the repository */
export async function scriptOf(source: string): Promise<Asset> {
  return { contentType: 'text/javascript', body: (await bundleSdk(source)).code }
}
