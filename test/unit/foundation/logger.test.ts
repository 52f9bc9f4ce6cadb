import { expect } from 'chai'
import { type Logger, silentLogger } from '../../../src/foundation/logger.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'

const levels = ['debug', 'info', 'warn', 'error'] as const

describe('silentLogger', () => {
  it('takes every line, also as a child, and says nothing', () => {
    for (const level of levels) expect(silentLogger.child('relay')[level]('hello', { a: 1 })).to.equal(undefined)
  })
})

describe('RecordingLogger', () => {
  it('keeps the lines of all its children in order', () => {
    const recording = new RecordingLogger()
    const logger: Logger = recording
    for (const level of levels) logger.child('relay')[level](level, { level })
    logger.info('last')
    expect(recording.lines.map(({ room, message }) => [room, message])).to.deep.equal([
      ...levels.map((level) => ['relay', level]),
      ['', 'last'],
    ])
    expect(recording.at('warn')).to.deep.equal([
      { level: 'warn', room: 'relay', message: 'warn', fields: { level: 'warn' } },
    ])
  })

  it('shows integers, bytes and errors in its text', () => {
    const recording = new RecordingLogger()
    recording.error('x', { big: 2n ** 70n, bytes: Uint8Array.of(0xab), error: new Error('why', { cause: 'because' }) })
    for (const part of ['1180591620717411303424', 'ab', 'why', 'because']) expect(recording.text()).to.include(part)
  })
})
