import type { LogFields, Logger } from '../../src/foundation/index.ts'

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error'

export interface LogLine {
  readonly level: LogLevel
  readonly room: string
  readonly message: string
  readonly fields: LogFields
}

/** Keeps every line, also those of its children, in the order they came. */
export class RecordingLogger implements Logger {
  readonly lines: LogLine[]
  readonly #room: string

  constructor(room = '', lines: LogLine[] = []) {
    this.#room = room
    this.lines = lines
  }

  trace(message: string, fields: () => LogFields): void {
    this.#record('trace', message, fields())
  }

  debug(message: string, fields?: LogFields): void {
    this.#record('debug', message, fields)
  }

  info(message: string, fields?: LogFields): void {
    this.#record('info', message, fields)
  }

  warn(message: string, fields?: LogFields): void {
    this.#record('warn', message, fields)
  }

  error(message: string, fields?: LogFields): void {
    this.#record('error', message, fields)
  }

  child(room: string): RecordingLogger {
    return new RecordingLogger(room, this.lines)
  }

  /** The lines of one level. */
  at(level: LogLevel): LogLine[] {
    return this.lines.filter((line) => line.level === level)
  }

  /** Everything that was logged as one text, to look for what must not be in it. Bytes are written as hexadecimal. */
  text(): string {
    return JSON.stringify(this.lines, (_key, value) => {
      if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
      if (value instanceof Error) return `${value.stack} ${value.cause ?? ''}`
      return typeof value === 'bigint' ? value.toString() : value
    })
  }

  #record(level: LogLevel, message: string, fields: LogFields = {}): void {
    this.lines.push({ level, room: this.#room, message, fields })
  }
}
