import { pino } from 'pino'
import type { LogFields, Logger } from '../foundation/index.ts'
import { toBoundedText, toLoggable } from './loggable.ts'
import { type LogRecord, toTextLine } from './text-line.ts'

export interface PinoLoggerOptions {
  /** The least level that is written; `silent` writes nothing. */
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** `json` is one object a line for machines, `text` one line for people. */
  readonly format: 'json' | 'text'
}

/** Where complete lines go, each with its line break. */
export interface LineSink {
  write(line: string): void
}

/** Field names that the line itself uses: a field of such a name gets a `_` at its end. */
const RESERVED_FIELDS = new Set(['time', 'level', 'room', 'msg'])

/** A logger that writes to stderr, where it does not mix with results. Lines are out before the call returns. */
export function createPinoLogger(
  { level, format }: PinoLoggerOptions,
  sink: LineSink = pino.destination({ dest: process.stderr.fd, sync: true }),
): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return wrap(pino(options, format === 'json' ? sink : textSink(sink)))
}

function textSink(sink: LineSink): LineSink {
  return { write: (line) => sink.write(toTextLine(JSON.parse(line) as LogRecord)) }
}

function wrap(logger: pino.Logger): Logger {
  const writer = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, fields?: LogFields) => {
    if (logger.isLevelEnabled(level)) logger[level](toLineFields(fields), toBoundedText(message))
  }
  return {
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
    child: (room) => wrap(logger.child({ room })),
  }
}

function toLineFields(fields: LogFields = {}): Record<string, unknown> {
  const loggable = toLoggable(fields)
  // Fields that are an identity as a whole are cut out as a whole.
  if (typeof loggable !== 'object' || loggable === null) return { fields: loggable }
  return Object.fromEntries(
    Object.entries(loggable).map(([key, value]) => [RESERVED_FIELDS.has(key) ? `${key}_` : key, value]),
  )
}
