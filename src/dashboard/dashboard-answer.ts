import { type PageFile, pageFiles } from './generated/page-files.ts'
import type { ListedNode } from './page/node-events.ts'

/** Where the page is, without a slash at its end: its files are beside it, so that it also works behind a path prefix. */
export const DASHBOARD_PATH = '/dashboard'

export interface DashboardRequest {
  /** After `/dashboard/`; empty: the page itself. */
  readonly file: string
  /** `If-None-Match` */
  readonly ifNoneMatch?: string | undefined
}

export interface DashboardAnswer {
  readonly status: 200 | 304 | 404
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const filesByName: ReadonlyMap<string, PageFile> = new Map(pageFiles.map((file) => [file.name, file]))

/**
 * What a server answers for a file of the page.
 * @param nodes what the page shows, the first one at first; a node that serves its own page lists itself with an empty URL
 */
export function dashboardAnswer(
  { file, ifNoneMatch }: DashboardRequest,
  nodes: readonly ListedNode[],
): DashboardAnswer {
  const headers = securityHeaders(nodes)
  if (file === 'nodes.json') {
    const body = JSON.stringify({ nodes })
    return {
      status: 200,
      headers: { ...headers, 'content-type': 'application/json', 'cache-control': 'no-store' },
      body,
    }
  }
  const found = filesByName.get(file)
  if (found === undefined) {
    return { status: 404, headers: { ...headers, 'content-type': 'text/plain' }, body: 'no such file of the dashboard' }
  }
  const { contentType, etag, body } = found
  const cached = { ...headers, 'content-type': contentType, etag, 'cache-control': 'no-cache' }
  return ifNoneMatch === etag ? { status: 304, headers: cached, body: '' } : { status: 200, headers: cached, body }
}

/**
 * The page loads nothing but its own files and speaks to nobody but its nodes; nobody frames it, and whatever a peer may get
 * it to show, it cannot become a script.
 */
function securityHeaders(nodes: readonly ListedNode[]): Record<string, string> {
  const others = nodes.flatMap(({ url }) => (url === '' ? [] : [new URL(url).origin]))
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${["'self'", ...others].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  }
}
