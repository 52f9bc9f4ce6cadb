/**
 * What an operator sees of a node: log lines on stderr, and figures for Prometheus. It writes what it is given, except
 * secrets: they are not to be logged anywhere, and what looks like one is cut out here as a second line of defence.
 * Figures keep a bounded number of series whatever they are labelled with. Node only, because of pino and HTTP.
 */
export * from './metrics-log.ts'
export * from './metrics-server.ts'
export * from './nwaku-metrics.ts'
export * from './pino-logger.ts'
export * from './prometheus-metrics.ts'
export * from './telemetry-error.ts'
