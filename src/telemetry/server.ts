/**
 * What an operator sees of a node: log lines on stderr. It writes what it is given, except secrets: they are not to be
 * logged anywhere, and what looks like one is cut out here as a second line of defence. Node only, because of pino.
 */
export * from './pino-logger.ts'
