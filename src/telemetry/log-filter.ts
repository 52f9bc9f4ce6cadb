import type { LogConfig } from '../config/index.ts'

export type LogThresholds = Pick<LogConfig, 'level' | 'rooms'>

/** pino's numbers; `notice` has no lines of its own here. */
const SEVERITY: Readonly<Record<LogThresholds['level'], number>> = {
  trace: 10,
  debug: 20,
  info: 30,
  notice: 35,
  warn: 40,
  error: 50,
  fatal: 60,
  silent: Number.POSITIVE_INFINITY,
}

/** The levels at which rooms write lines. */
export type LineLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error'

/** Which lines are written, by room. It can be changed while loggers are in use. */
export class LogFilter {
  #least = 0
  #leastByRoom = new Map<string, number>()

  constructor(thresholds: LogThresholds) {
    this.change(thresholds)
  }

  change({ level, rooms }: LogThresholds): void {
    this.#least = SEVERITY[level]
    this.#leastByRoom = new Map(Object.entries(rooms).map(([room, least]) => [room, SEVERITY[least]]))
  }

  writes(level: LineLevel, room: string | undefined): boolean {
    const least = (room !== undefined && this.#leastByRoom.get(room)) || this.#least
    return SEVERITY[level] >= least
  }
}
