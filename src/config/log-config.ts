import { ConfigError } from './config-error.ts'
import type { NodeOptionValues } from './node-options.ts'

/** From all to nothing. nwaku's, and `silent`. */
export const logLevels = ['trace', 'debug', 'info', 'notice', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** What log lines name as their origin. A test holds this to the sources. */
export const logRooms = [
  'filter',
  'lightpush',
  'membership',
  'metadata',
  'network',
  'peer-exchange',
  'relay',
  'rest',
  'slashing',
  'spam-protection',
  'store',
  'telemetry',
] as const

export interface LogConfig {
  /** The least level that is written. */
  readonly level: LogLevel
  /** Other least levels, of lines of these rooms. */
  readonly rooms: Readonly<Record<string, LogLevel>>
  readonly format: 'text' | 'json'
}

/** @throws ConfigError naming the flag to change */
export function logConfigFrom(options: Pick<NodeOptionValues, 'log-level' | 'log-format'>): LogConfig {
  const format = options['log-format'].toLowerCase()
  if (format !== 'text' && format !== 'json') {
    throw new ConfigError('invalid_value', `--log-format takes TEXT or JSON, not "${options['log-format']}"`)
  }
  return { ...logLevelsFrom(options['log-level']), format }
}

/**
 * Reads `LEVEL`, or `LEVEL,ROOM:LEVEL,..` for rooms of which more, or less, is to be written; letters of any case.
 * @throws ConfigError `invalid_value`
 */
export function logLevelsFrom(text: string): Pick<LogConfig, 'level' | 'rooms'> {
  const rooms: Record<string, LogLevel> = {}
  let level: LogLevel | undefined
  for (const part of text.split(',').map((piece) => piece.trim().toLowerCase())) {
    const [first, second, ...more] = part.split(':')
    if (more.length > 0) throw wrong(text)
    if (second !== undefined) rooms[roomFrom(first!, text)] = levelFrom(second, text)
    else if (level === undefined) level = levelFrom(part, text)
    else throw wrong(text)
  }
  return { level: level ?? 'info', rooms }
}

function levelFrom(word: string, text: string): LogLevel {
  const level = logLevels.find((candidate) => candidate === word)
  if (level === undefined) throw wrong(text)
  return level
}

function roomFrom(word: string, text: string): string {
  if (!logRooms.some((room) => room === word)) throw wrong(text)
  return word
}

function wrong(text: string): ConfigError {
  const levels = logLevels.map((level) => level.toUpperCase()).join(', ')
  const how = `LEVEL or LEVEL,ROOM:LEVEL,..; levels: ${levels}; rooms: ${logRooms.join(', ')}`
  return new ConfigError('invalid_value', `--log-level takes ${how}; not "${text}"`)
}
