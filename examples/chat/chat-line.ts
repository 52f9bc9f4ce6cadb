/** A line of the chat, as it travels: JSON in UTF-8. */
export interface ChatLine {
  readonly name: string
  readonly text: string
}

export function encodeLine(line: ChatLine): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(line))
}

/** undefined for what is no line of this chat: anybody may send anything on a content topic. */
export function decodeLine(payload: Uint8Array): ChatLine | undefined {
  try {
    const { name, text } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)) as Partial<ChatLine>
    return typeof name === 'string' && typeof text === 'string' ? { name, text } : undefined
  } catch {
    return undefined
  }
}

/** For a terminal: control characters in what others send could move its cursor. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ')
}
