/** The fields every line of the logger has. */
export interface LogRecord {
  readonly time: string
  readonly level: string
  readonly room?: string
  readonly msg?: string
  readonly [field: string]: unknown
}

// Anything a terminal could take for a command or a line break.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g

/** One readable line: `2026-01-02T03:04:05.678Z INFO  [relay] mesh is healthy peers=4 topic="/waku/2/rs/1/0"`. */
export function toTextLine({ time, level, room, msg = '', ...fields }: LogRecord): string {
  const origin = room === undefined ? '' : ` [${escapeControls(room)}]`
  const details = Object.entries(fields).map(([key, value]) => ` ${escapeControls(key)}=${toTextValue(value)}`)
  return `${time} ${level.toUpperCase().padEnd(5)}${origin} ${escapeControls(msg)}${details.join('')}\n`
}

function toTextValue(value: unknown): string {
  const isPlain = typeof value === 'string' && /^[\w./:@%+,-]+$/.test(value)
  return isPlain ? value : escapeControls(JSON.stringify(value) ?? String(value))
}

/** A peer's text must neither start a line of its own nor drive the terminal. */
function escapeControls(text: string): string {
  return text.replace(CONTROL_CHARACTERS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
