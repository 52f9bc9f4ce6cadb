import { expect } from 'chai'
import { BadRequests } from './bad-requests.ts'
import { FakeRandom } from './fake-random.ts'
import { quantile, RestTarget } from './rest-target.ts'

/** Requests under way at once. */
const PARALLEL = 8
const TOKEN = 'correct-horse-battery-staple'

/** What nobody gets without the token. */
const CLOSED_PATHS = [
  '/relay/v1/auto/messages',
  '/filter/v2/subscriptions',
  '/filter/v2/messages/x',
  '/lightpush/v3/message',
  '/store/v3/messages',
  '/rln/v1/spam',
  '/admin/v1/peers',
  '/events?types=spam,history',
]

/** What it was like for others meanwhile. */
export interface ProbeFigures {
  readonly probes: number
  readonly medianMs: number
  readonly p99Ms: number
}

/** Sends bad requests to a server on loopback. @throws AssertionError for a failure of the server or a wrong status */
export async function fuzzRest(requests: number, seed: number): Promise<ProbeFigures & { readonly statuses: string }> {
  const target = await RestTarget.start({ address: '127.0.0.1' })
  try {
    const bad = new BadRequests(new FakeRandom(seed), target.port)
    const statuses = new Map<number | undefined, number>()
    let left = requests
    const sendSome = async (): Promise<void> => {
      while (left-- > 0) {
        const { kind, bytes, statuses: right } = bad.next()
        const status = await target.send(bytes)
        const what = `${kind}, seed ${seed}: ${JSON.stringify(bytes.slice(0, 300))}`
        if (right) expect(status, what).to.be.oneOf([...right])
        // 503: topics in their thousands are subscribed.
        expect(status === undefined || status < 500 || status === 503, `${status} to ${what}`).to.equal(true)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    }
    const figures = await probed(target, () => Promise.all(Array.from({ length: PARALLEL }, sendSome)))
    expect(target.isAlive).to.equal(true)
    const sorted = [...statuses].sort(([a = 0], [b = 0]) => a - b)
    return { ...figures, statuses: sorted.map(([status, count]) => `${status ?? 'closed'}: ${count}`).join(', ') }
  } finally {
    await target.stop()
  }
}

/** Sends what needs a token without one, or with a wrong one. */
export async function fuzzWithoutToken(requests: number, seed: number): Promise<void> {
  const target = await RestTarget.start({ address: '0.0.0.0', token: TOKEN })
  const random = new FakeRandom(seed)
  try {
    for (let sent = 0; sent < requests; sent++) {
      const [method, path, header] = random.bytes(3)
      const route = CLOSED_PATHS[path! % CLOSED_PATHS.length]
      const wrong = ['', 'authorization: Bearer\r\n', `authorization: Bearer ${TOKEN}x\r\n`, `cookie: ${TOKEN}\r\n`][
        header! % 4
      ]
      const head = `${['GET', 'POST', 'DELETE'][method! % 3]} ${route} HTTP/1.1\r\nhost: example.org\r\n${wrong}`
      expect(await target.send(`${head}connection: close\r\ncontent-length: 0\r\n\r\n`), head).to.equal(401)
    }
  } finally {
    await target.stop()
  }
}

export interface SlowClientFigures extends ProbeFigures {
  /** How many of them the server was rid of at the end. */
  readonly closed: number
}

/** Clients that send a byte a second: headers, bodies, or that ask for a stream and read nothing of it. */
export async function crowdRest(clients: number, durationMs: number): Promise<SlowClientFigures> {
  const target = await RestTarget.start({ address: '127.0.0.1' })
  const head = `host: 127.0.0.1:${target.port}\r\n`
  const openings = [
    `GET /health HTTP/1.1\r\n${head}x-slow: `,
    `POST /relay/v1/auto/messages HTTP/1.1\r\n${head}content-type: application/json\r\ncontent-length: 100000\r\n\r\n{`,
    `GET /openapi.json HTTP/1.1\r\n${head}\r\n`.repeat(20),
    `GET /events?types=status,peers,history HTTP/1.1\r\n${head}\r\n`,
    `POST /lightpush/v3/message HTTP/1.1\r\n${head}content-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n`,
    'G',
  ]
  let closed = 0
  const sockets = Array.from({ length: clients }, (_, index) => {
    const socket = target.open().on('close', () => closed++)
    socket.pause()
    socket.write(openings[index % openings.length]!)
    return socket
  })
  const dribble = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('a')
  }, 1_000)
  try {
    const figures = await probed(target, () => new Promise((resolve) => setTimeout(resolve, durationMs)))
    expect(target.isAlive).to.equal(true)
    return { ...figures, closed }
  } finally {
    clearInterval(dribble)
    for (const socket of sockets) socket.destroy()
    await target.stop()
  }
}

async function probed(target: RestTarget, work: () => Promise<unknown>): Promise<ProbeFigures> {
  const isDone = new AbortController()
  const probing = target.probe(isDone.signal)
  try {
    await Promise.race([work(), probing])
  } finally {
    isDone.abort()
  }
  const tookMs = await probing
  return { probes: tookMs.length, medianMs: quantile(tookMs, 0.5), p99Ms: quantile(tookMs, 0.99) }
}

/** For the log of a test. */
export function probeLine({ probes, medianMs, p99Ms }: ProbeFigures): string {
  return `${probes} other requests meanwhile: median ${medianMs.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`
}
