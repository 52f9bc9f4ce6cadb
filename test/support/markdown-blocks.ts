import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface CodeBlock {
  readonly language: string
  readonly lines: readonly string[]
}

/** The fenced blocks of a document, in their order; lines that end in a backslash are joined to the next. */
export function codeBlocksOf(path: string): CodeBlock[] {
  const markdown = readFileSync(join(import.meta.dirname, '..', '..', path), 'utf8')
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```/gms)].map(([, language, code]) => ({
    language: language!,
    lines: code!
      .replaceAll(/\\\n\s*/g, '')
      .trimEnd()
      .split('\n'),
  }))
}
