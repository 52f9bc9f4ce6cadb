/** Structured fields of a log line. Never a secret: no identity secret, no a1, no password, no private key. */
export type LogFields = Readonly<Record<string, unknown>>

/**
 * Where log lines go. `trace` follows single messages, `debug` is for developers, `info` for operators, `warn` needs a
 * look, `error` needs an action. Above `debug` a line holds no RLN identity and nothing of a message's content.
 */
export interface Logger {
  /** Its fields are made only when somebody reads them: it is called several times for each message. */
  trace(message: string, fields: () => LogFields): void
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** A logger whose lines carry `room` as their origin. */
  child(room: string): Logger
}

/** Drops every line. */
export const silentLogger: Logger = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
}
