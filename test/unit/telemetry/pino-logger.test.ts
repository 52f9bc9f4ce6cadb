import { expect } from 'chai'
import { RoomError } from '../../../src/foundation/index.ts'
import { createPinoLogger, type PinoLoggerOptions } from '../../../src/telemetry/pino-logger.ts'

class ProbeError extends RoomError<'probe_failed'> {}

function recordLines(options: Partial<PinoLoggerOptions> = {}) {
  const lines: string[] = []
  const logger = createPinoLogger({ level: 'debug', format: 'json', ...options }, { write: (line) => lines.push(line) })
  return { logger, lines, last: () => JSON.parse(lines.at(-1)!) }
}

describe('createPinoLogger', () => {
  it('writes one JSON object a line with time, level, room, message and fields', () => {
    const { logger, lines, last } = recordLines()
    logger.child('relay').info('mesh is healthy', { peers: 4 })
    expect(lines).to.have.length(1)
    expect(lines[0]).to.match(/\n$/)
    const { time, ...rest } = last()
    expect(new Date(time).toISOString()).to.equal(time)
    expect(rest).to.deep.equal({ level: 'info', room: 'relay', msg: 'mesh is healthy', peers: 4 })
  })

  it('drops what is below its level, and everything when silent', () => {
    const { logger, lines } = recordLines({ level: 'warn' })
    logger.debug('a')
    logger.info('b')
    logger.warn('c')
    logger.error('d')
    expect(lines.map((line) => JSON.parse(line).level)).to.deep.equal(['warn', 'error'])
    const silent = recordLines({ level: 'silent' })
    silent.logger.error('e')
    expect(silent.lines).to.deep.equal([])
  })

  it('writes integers in full, bytes as hexadecimal and errors with code and cause', () => {
    const { logger, last } = recordLines()
    const error = new ProbeError('probe_failed', 'no answer', { cause: new Error('refused') })
    logger.warn('probe', { block: 2n ** 70n, root: Uint8Array.of(0xab, 1), error })
    expect(last()).to.include({ block: '1180591620717411303424', root: 'ab01' })
    expect(last().error).to.include({ name: 'ProbeError', code: 'probe_failed', message: 'no answer' })
    expect(last().error.cause.message).to.equal('refused')
  })

  it('keeps its own fields when a caller uses their names', () => {
    const { logger, last } = recordLines()
    logger.info('said', { level: 7, msg: 'other', time: 'now', room: 'x' })
    expect(last()).to.include({ level: 'info', msg: 'said', level_: 7, msg_: 'other', time_: 'now', room_: 'x' })
  })
})

describe('createPinoLogger, secrets', () => {
  const SECRET = '123456789987654321'
  const secretKeys = [
    'identitySecret',
    'identity_secret_hash',
    'idSecretHash',
    'identity-nullifier',
    'a1',
    'password',
    'keystorePassword',
    'privateKey',
    'nodeKey',
    'mnemonic',
    'seed',
  ]

  for (const key of secretKeys) {
    it(`cuts out ${key}, at the top and deep inside`, () => {
      for (const format of ['json', 'text'] as const) {
        const { logger, lines } = recordLines({ format })
        logger.error('failed', { [key]: SECRET, inner: [{ [key]: BigInt(SECRET) }] })
        expect(lines.join()).to.not.include(SECRET)
        expect(lines.join()).to.include('[redacted]')
      }
    })
  }

  it('cuts out a whole identity, also its nullifier', () => {
    const { logger, lines } = recordLines()
    const identity = { trapdoor: 1n, nullifier: BigInt(SECRET), secretHash: 2n, commitment: 3n }
    logger.info('made', { identity })
    logger.info('made', { ...identity })
    expect(lines.join()).to.not.include(SECRET)
  })

  it('shows the public nullifier of a proof and answers of yes or no', () => {
    const { logger, last } = recordLines()
    logger.info('double signal', { nullifier: '0xabc', secretRecovered: true })
    expect(last()).to.include({ nullifier: '0xabc', secretRecovered: true })
  })

  it('cuts credentials out of URLs, in fields, messages and errors', () => {
    const { logger, lines } = recordLines()
    const url = `https://user:${SECRET}@rpc.example/path`
    logger.warn(`cannot reach ${url}`, { url, error: new Error(`no answer from ${url}`) })
    expect(lines.join()).to.not.include(SECRET)
    expect(lines.join()).to.include('https://[redacted]@rpc.example/path')
  })
})

describe('createPinoLogger, bounds', () => {
  it('cuts long texts, long lists and deep objects', () => {
    const { logger, lines, last } = recordLines()
    const deep: { inner?: object } = {}
    deep.inner = deep
    logger.info('big', { text: 'x'.repeat(100_000), bytes: new Uint8Array(100_000), list: Array(10_000).fill(1), deep })
    expect(lines[0]!.length).to.be.lessThan(20_000)
    expect(last().list.at(-1)).to.equal('... (10000 entries)')
    expect(last().text).to.match(/\(100000 characters\)$/)
    expect(JSON.stringify(last().deep)).to.include('[too deep]')
  })
})

describe('createPinoLogger, text', () => {
  it('writes one readable line', () => {
    const { logger, lines } = recordLines({ format: 'text' })
    logger.child('relay').info('mesh is healthy', { peers: 4, topic: '/waku/2/rs/1/0', reason: 'two words' })
    expect(lines[0]).to.match(
      /^\d{4}-\d\d-\d\dT[\d:.]+Z INFO {2}\[relay\] mesh is healthy peers=4 topic=\/waku\/2\/rs\/1\/0 reason="two words"\n$/,
    )
  })

  it("keeps a peer's text from starting a line or driving the terminal", () => {
    const { logger, lines } = recordLines({ format: 'text' })
    logger.info('hello\n2026 ERROR forged', { agent: 'x\u001b[2J\r\n\u2028y' })
    expect(lines[0]!.match(/\n/g)).to.have.length(1)
    for (const control of ['\u001b', '\r', '\u2028']) expect(lines[0]).to.not.include(control)
  })
})

describe('createPinoLogger, levels of rooms', () => {
  it('writes more of one room and less of another than of all others', () => {
    const { logger, lines } = recordLines({ level: 'info', rooms: { relay: 'trace', membership: 'error' } })
    for (const room of ['relay', 'membership', 'network']) {
      const child = logger.child(room)
      child.trace('a', () => ({}))
      child.debug('b')
      child.info('c')
      child.warn('d')
      child.error('e')
    }
    const written = lines.map((line) => JSON.parse(line)).map(({ room, msg }) => `${room} ${msg}`)
    const relay = ['a', 'b', 'c', 'd', 'e'].map((msg) => `relay ${msg}`)
    expect(written).to.deep.equal([...relay, 'membership e', 'network c', 'network d', 'network e'])
  })

  it('knows the levels between and above its own, as nwaku', () => {
    for (const [level, expected] of [
      ['notice', ['c', 'd']],
      ['fatal', []],
    ] as const) {
      const { logger, lines } = recordLines({ level })
      logger.info('b')
      logger.warn('c')
      logger.error('d')
      expect(lines.map((line) => JSON.parse(line).msg)).to.deep.equal(expected)
    }
  })

  it('makes the fields of a trace line only when the line is written', () => {
    const { logger } = recordLines({ level: 'debug' })
    logger.trace('not asked for', () => expect.fail('made for nobody'))
    const { logger: tracing, last } = recordLines({ level: 'trace' })
    tracing.trace('asked for', () => ({ bytes: 3 }))
    expect(last()).to.include({ level: 'trace', msg: 'asked for', bytes: 3 })
  })

  it('can be told other levels later, children included', () => {
    const { logger, lines } = recordLines({ level: 'warn' })
    const relay = logger.child('relay')
    relay.info('too early')
    logger.setLevels({ level: 'silent', rooms: { relay: 'info' } })
    relay.info('now')
    logger.error('and this one not')
    expect(lines.map((line) => JSON.parse(line).msg)).to.deep.equal(['now'])
  })
})

describe('createPinoLogger, who and what', () => {
  const COMMITMENT = 987654321987654321n
  const fields = {
    idCommitment: COMMITMENT,
    contentTopic: '/chat/1/x/proto',
    code: 'double_signal',
    members: [{ id_commitment: COMMITMENT, payload: Uint8Array.of(0xca, 0xfe) }],
  }

  it('stands in no line above debug, at any depth', () => {
    const { logger, lines, last } = recordLines({ level: 'info' })
    for (const level of ['info', 'warn', 'error'] as const) logger[level]('a member signalled twice', fields)
    expect(lines).to.have.length(3)
    for (const text of [`${COMMITMENT}`, 'chat', 'cafe']) expect(lines.join()).not.to.include(text)
    expect(last()).to.include({ msg: 'a member signalled twice', code: 'double_signal', idCommitment: '[at debug]' })
  })

  it('is written as a line of its own at debug, for who asked for it', () => {
    const { logger, lines } = recordLines({ level: 'info', rooms: { relay: 'debug' } })
    logger.child('relay').warn('a member signalled twice', fields)
    const [shown, whole] = lines.map((line) => JSON.parse(line))
    expect(lines).to.have.length(2)
    expect([shown.level, shown.idCommitment]).to.deep.equal(['warn', '[at debug]'])
    expect([whole.level, whole.idCommitment]).to.deep.equal(['debug', `${COMMITMENT}`])
  })

  it('leaves a line without it alone', () => {
    const { logger, lines } = recordLines({ level: 'trace' })
    logger.warn('a peer left', { peerId: '16Uiu2', error: new Error('gone') })
    expect(lines).to.have.length(1)
  })
})
