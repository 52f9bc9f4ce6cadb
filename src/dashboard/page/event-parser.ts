/** One Server-Sent Event. */
export interface ParsedEvent {
  readonly type: string
  readonly data: string
}

/** A node's largest event has some 100 KB; whatever else answers must not fill the page's memory. */
const MAX_BLOCK_LENGTH = 4 * 1024 * 1024

/**
 * Reads Server-Sent Events (WHATWG HTML, 9.2.6) from text in pieces of any size. Ids and `retry` are left out: the node
 * tells its whole state anew to whoever comes back.
 */
export class EventParser {
  #rest = ''

  /**
   * @returns the events that are complete now
   * @throws Error when it is no such stream
   */
  push(text: string): ParsedEvent[] {
    const blocks = (this.#rest + text).replaceAll('\r\n', '\n').split('\n\n')
    this.#rest = blocks.pop()!
    if (this.#rest.length > MAX_BLOCK_LENGTH) throw new Error('this is no event stream')
    return blocks.flatMap(parseBlock)
  }
}

function parseBlock(block: string): ParsedEvent[] {
  let type = 'message'
  const data: string[] = []
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') type = value
    else if (field === 'data') data.push(value)
  }
  return data.length === 0 ? [] : [{ type, data: data.join('\n') }]
}
