import { bytesToHex, type Random } from '../../src/foundation/index.ts'

/** What is sent, and the statuses that are right for it; missing: any that is no failure of the server. */
export interface BadRequest {
  readonly kind: string
  readonly bytes: string
  readonly statuses?: readonly (number | undefined)[]
}

const METHODS = ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'LOCK']
const PATHS = [
  '/health',
  '/info',
  '/version',
  '/debug/v1/info',
  '/openapi.json',
  '/rln/v1/status',
  '/rln/v1/nullifiers/stats',
  '/rln/v1/spam',
  '/relay/v1/subscriptions',
  '/relay/v1/auto/subscriptions',
  '/relay/v1/auto/messages',
  '/relay/v1/messages/%2Fwaku%2F2%2Frs%2F0%2F0',
  '/relay/v1/auto/messages/%2Fmy-app%2F1%2Fchat%2Fproto',
  '/filter/v2/subscriptions',
  '/filter/v2/subscriptions/all',
  '/filter/v2/subscriptions/7',
  '/filter/v2/messages/%2Fmy-app%2F1%2Fchat%2Fproto',
  '/lightpush/v1/message',
  '/lightpush/v3/message',
  '/store/v3/messages?includeData=true&proofFindings=true',
  '/dashboard',
  '/dashboard/page.js',
  '/dashboard/nodes.json',
  '/events?types=nonsense',
  '/admin/v1/peers',
  '/admin/v1/peer/nobody',
  '/admin/v1/peers/stats',
  '/admin/v1/peers/mesh/on/99999',
  '/admin/v1/log-level/loud',
]
const POST_PATHS = [
  '/relay/v1/subscriptions',
  '/relay/v1/auto/subscriptions',
  '/relay/v1/auto/messages',
  '/relay/v1/messages/%2Fwaku%2F2%2Frs%2F0%2F0',
  '/filter/v2/subscriptions',
  '/lightpush/v1/message',
  '/lightpush/v3/message',
  '/admin/v1/peers',
]
const STORE_PARAMETERS = [
  'peerAddr',
  'includeData',
  'pubsubTopic',
  'contentTopics',
  'startTime',
  'endTime',
  'hashes',
  'cursor',
  'ascending',
  'pageSize',
  'proofFindings',
  'invented',
]
/** What is no value of any of them that has a form. */
const STORE_VALUES = ['', '0', '-1', '9223372036854775808', '1e9', '%00', '%ff', '0x', 'zz', 'nan', ',', 'true,false']
const LEAVES = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53,
  0.1,
  '',
  'chat',
  '/my-app/1/chat/proto',
  '/waku/2/rs/0/0',
  'aGk=',
  '\u0000\ud800',
  '__proto__',
]
const KEYS = [
  'payload',
  'contentTopic',
  'version',
  'timestamp',
  'meta',
  'ephemeral',
  'proof',
  'message',
  'pubsubTopic',
  'requestId',
  'contentFilters',
  '__proto__',
  'constructor',
]
const MEGABYTE = 1024 * 1024

/** Bad requests of many kinds, the same for the same random source. `port` is the server's. */
export class BadRequests {
  readonly #random: Random
  readonly #host: string

  constructor(random: Random, port: number) {
    this.#random = random
    this.#host = `127.0.0.1:${port}`
  }

  next(): BadRequest {
    return this.#pick([
      () => this.#anyPath(),
      () => this.#anyMethod(),
      () => this.#anyJson(),
      () => this.#brokenJson(),
      () => this.#storeQuery(),
      () => this.#serviceBody(),
      () => this.#hugeBody(),
      () => this.#badOrigin(),
      () => this.#badHost(),
      () => this.#badHeaders(),
      () => this.#badType(),
      () => this.#noHttp(),
    ])()
  }

  #anyPath(): BadRequest {
    const path = this.#pick([
      () => `/${this.#hex(20)}`,
      () => `/${'%zz'.repeat(this.#below(9))}`,
      () => `/../../${this.#hex(4)}/..%2f..%2fetc/passwd`,
      () => `${this.#pick(PATHS)}/${this.#hex(8)}`,
      () => `${this.#pick(PATHS)}?${this.#hex(3)}[]=${this.#hex(8)}&__proto__=1`,
      () => `/relay/v1/messages/${'a'.repeat(this.#below(5_000))}`,
      () => `/admin/v1/peers/mesh/on/${this.#pick(['-1', '1e9', '%00', 'NaN', '１'])}`,
    ])()
    return { kind: 'path', bytes: this.#request('GET', encodeURI(path).replaceAll('%25', '%')) }
  }

  #anyMethod(): BadRequest {
    return { kind: 'method', bytes: this.#request(this.#pick(METHODS), this.#pick(PATHS)) }
  }

  #anyJson(): BadRequest {
    const method = this.#pick(['POST', 'DELETE'])
    return { kind: 'json', bytes: this.#request(method, this.#pick(POST_PATHS), JSON.stringify(this.#value(3))) }
  }

  #brokenJson(): BadRequest {
    const whole = JSON.stringify({ payload: 'aGk=', contentTopic: '/a/1/b/c', more: [this.#hex(9)] })
    const body = this.#pick([
      () => whole.slice(0, 1 + this.#below(whole.length - 1)),
      () => '['.repeat(1 + this.#below(50_000)),
      () => `${whole}${whole}`,
      () => this.#hex(30).replace(/^\d/, 'x'),
    ])()
    return { kind: 'broken JSON', bytes: this.#request('POST', this.#pick(POST_PATHS), body), statuses: [400] }
  }

  #storeQuery(): BadRequest {
    const pairs = Array.from({ length: 1 + this.#below(6) }, () => {
      const value = this.#pick([
        () => this.#pick(STORE_VALUES),
        () => this.#hex(64),
        () => 'a,'.repeat(this.#below(2_000)),
      ])
      return `${this.#pick(STORE_PARAMETERS)}=${value()}`
    })
    return { kind: 'store query', bytes: this.#request('GET', `/store/v3/messages?${pairs.join('&')}`) }
  }

  /** Near to what filter and light push take, and wrong in a field or two. */
  #serviceBody(): BadRequest {
    const message = { payload: 'aGk=', contentTopic: '/my-app/1/chat/proto', [this.#pick(KEYS)]: this.#value(2) }
    const [path, body] = this.#pick<() => [string, object]>([
      () => ['/lightpush/v1/message', { pubsubTopic: this.#pick(LEAVES), message }],
      () => ['/lightpush/v3/message', { message: this.#value(2), [this.#pick(KEYS)]: this.#value(1) }],
      () => ['/filter/v2/subscriptions', { requestId: this.#pick(LEAVES), contentFilters: this.#value(2) }],
      () => ['/filter/v2/subscriptions', { requestId: '1', contentFilters: ['chat'], pubsubTopic: this.#pick(LEAVES) }],
      () => ['/filter/v2/subscriptions/all', { requestId: this.#value(1) }],
    ])()
    const method = this.#pick(['POST', 'PUT', 'DELETE'])
    return { kind: 'service body', bytes: this.#request(method, path, JSON.stringify(body)) }
  }

  /** 10 MB said; now and then they are sent, too. */
  #hugeBody(): BadRequest {
    const length = 10 * MEGABYTE
    const sent = this.#below(20) === 0 ? length : this.#below(4_096)
    const head = this.#request('POST', this.#pick(POST_PATHS), '', { 'content-length': String(length) })
    // Whoever goes on sending may find the connection closed before it has read the answer.
    const statuses = sent === length ? [413, undefined] : [413]
    return { kind: 'huge body', bytes: head + 'a'.repeat(sent), statuses }
  }

  #badOrigin(): BadRequest {
    const origin = this.#pick(['null', 'http://evil.example', `http://${this.#host}.evil.example`, 'file://', '*'])
    const bytes = this.#request(this.#pick(['GET', 'POST']), this.#pick(PATHS), '[]', { origin })
    return { kind: 'origin', bytes, statuses: [403] }
  }

  #badHost(): BadRequest {
    const host = this.#pick(['evil.example', '127.0.0.1.evil.example', '192.168.1.5:8645', '[::2]', 'localhost@evil'])
    const bytes = this.#request('GET', this.#pick(PATHS), undefined, { host })
    return { kind: 'host', bytes, statuses: [400, 403] }
  }

  #badHeaders(): BadRequest {
    const headers: Record<string, string> = this.#pick([
      () => ({ [`x-${this.#hex(4)}`]: this.#hex(10_000) }),
      () => ({ 'content-length': this.#pick(['-1', 'abc', '1, 2', '99999999999999999999']) }),
      () => ({ 'transfer-encoding': this.#pick(['gzip', 'chunked, chunked', 'chunked']) }),
      () => ({ authorization: `Bearer ${this.#hex(20)}` }),
      () => ({ 'last-event-id': this.#pick(['-1', 'x', '1e3']) }),
      () => ({ expect: '100-continue' }),
      () => ({ upgrade: 'websocket', connection: 'upgrade' }),
      () => ({ 'accept-encoding': '\u0001', accept: '\u00ff' }),
    ])()
    return { kind: 'headers', bytes: this.#request(this.#pick(['GET', 'POST']), this.#pick(PATHS), 'zz\r\n', headers) }
  }

  #badType(): BadRequest {
    const type = this.#pick([
      'text/html',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/json;;;=',
      '',
    ])
    const bytes = this.#request('POST', this.#pick(POST_PATHS), '{}', { 'content-type': type })
    return { kind: 'type', bytes, statuses: [400, 415] }
  }

  #noHttp(): BadRequest {
    const bytes = this.#pick([
      () => `${this.#hex(40)}\r\n\r\n`,
      () => `GET /health HTTP/${this.#pick(['1.2', '3.0', '9.9'])}\r\nhost: ${this.#host}\r\n\r\n`,
      () => '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
      () => `GET  /health\r\n\r\n`,
      () => `POST /relay/v1/auto/messages HTTP/1.1\r\n\r\n${this.#hex(20)}`,
    ])()
    return { kind: 'no HTTP', bytes, statuses: [400, 403, undefined] }
  }

  #request(method: string, path: string, body?: string, headers: Readonly<Record<string, string>> = {}): string {
    const all: Record<string, string> = {
      host: this.#host,
      connection: 'close',
      ...(body !== undefined && {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      }),
      ...headers,
    }
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
    return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`
  }

  #value(depth: number): unknown {
    const shape = depth === 0 ? 0 : this.#below(3)
    if (shape === 0) return this.#pick(LEAVES)
    const length = this.#below(5)
    if (shape === 1) return Array.from({ length }, () => this.#value(depth - 1))
    return Object.fromEntries(Array.from({ length }, () => [this.#pick(KEYS), this.#value(depth - 1)]))
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#below(items.length)]!
  }

  #below(limit: number): number {
    const [a, b] = this.#random.bytes(2)
    return (a! * 256 + b!) % limit
  }

  #hex(length: number): string {
    return bytesToHex(this.#random.bytes(length)).slice(0, length)
  }
}
