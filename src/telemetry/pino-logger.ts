import { pino } from 'pino'
import type { LogConfig } from '../config/index.ts'
import type { LogFields, Logger } from '../foundation/index.ts'
import { type LineLevel, LogFilter, type LogThresholds } from './log-filter.ts'
import { toBoundedText, toLoggable } from './loggable.ts'
import { withoutPrivateFields } from './private-fields.ts'
import { type LogRecord, toTextLine } from './text-line.ts'

/** `json` is one object a line for machines, `text` one line for people. */
export type PinoLoggerOptions = Omit<LogConfig, 'rooms'> & Partial<Pick<LogConfig, 'rooms'>>

/** Where complete lines go, each with its line break. */
export interface LineSink {
  write(line: string): void
}

/** A logger of which more or less can be asked while it is in use. */
export interface AdjustableLogger extends Logger {
  /** From now on, for this logger and all its children. */
  setLevels(levels: LogThresholds): void
}

/** Field names that the line itself uses: a field of such a name gets a `_` at its end. */
const RESERVED_FIELDS = new Set(['time', 'level', 'room', 'msg'])

/** A logger that writes to stderr, where it does not mix with results. Lines are out before the call returns. */
export function createPinoLogger(
  { level, rooms = {}, format }: PinoLoggerOptions,
  sink: LineSink = pino.destination({ dest: process.stderr.fd, sync: true }),
): AdjustableLogger {
  const options = {
    level: 'trace',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const filter = new LogFilter({ level, rooms })
  const logger = wrap(pino(options, format === 'json' ? sink : textSink(sink)), filter)
  return { ...logger, setLevels: (levels) => filter.change(levels) }
}

function textSink(sink: LineSink): LineSink {
  return { write: (line) => sink.write(toTextLine(JSON.parse(line) as LogRecord)) }
}

function wrap(logger: pino.Logger, filter: LogFilter, room?: string): Logger {
  const write = (level: LineLevel, message: string, fields: Record<string, unknown>): void => {
    logger[level](fields, toBoundedText(message))
  }
  const detailed = (level: 'trace' | 'debug') => (message: string, fields?: LogFields | (() => LogFields)) => {
    if (filter.writes(level, room))
      write(level, message, toLineFields(typeof fields === 'function' ? fields() : fields))
  }
  const plain = (level: 'info' | 'warn' | 'error') => (message: string, fields?: LogFields) => {
    if (!filter.writes(level, room)) return
    const all = toLineFields(fields)
    const shown = withoutPrivateFields(all)
    write(level, message, shown)
    // The whole line for who asked for such lines; the others learn that there is more to know.
    if (shown !== all && filter.writes('debug', room)) write('debug', message, all)
  }
  return {
    trace: detailed('trace'),
    debug: detailed('debug'),
    info: plain('info'),
    warn: plain('warn'),
    error: plain('error'),
    child: (name) => wrap(logger.child({ room: name }), filter, name),
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
