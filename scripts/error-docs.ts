/** Makes docs/errors.md from the doc lines of the codes in the sources, where they cannot drift apart. */
import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { listFiles } from './source-rules.ts'

/** A code and what its doc line says. Verdicts also say what follows from them. */
export interface CodeEntry {
  readonly code: string
  readonly meaning: string
  readonly action?: string
}

export interface CodeList {
  readonly title: string
  readonly path: string
  readonly entries: readonly CodeEntry[]
}

/** Codes that are values, not exceptions: where they are listed, and how the list begins and ends. */
const VERDICT_LISTS: readonly { readonly title: string; readonly path: string; readonly block: RegExp }[] = [
  {
    title: 'Verdicts on messages',
    path: 'src/spam-protection/verdict.ts',
    block: /export const verdictActions = \{\n(.*?)\n\} as const/s,
  },
  {
    title: 'Defects of encoded messages',
    path: 'src/message/waku-message-codec.ts',
    block: /export const messageDefects = \[\n(.*?)\n\] as const/s,
  },
  {
    title: 'Defects of proofs',
    path: 'src/rln/proof.ts',
    block: /export type ProofDefect =\n(.*?)\n\n/s,
  },
  {
    title: 'Refusals of Noise payloads',
    path: 'src/encryption/noise/noise-refusal.ts',
    block: /export const noiseRefusals = \[\n(.*?)\n\] as const/s,
  },
]

const ERROR_BLOCK = /export const \w+ErrorCodes = \[\n(.*?)\n\] as const/s

/** A doc comment, then the code: `'code'` in a list or a union, `code: 'action'` in a record. */
const ENTRY = /\/\*\*(.*?)\*\/\s*\|?\s*(?:'(\w+)'|(\w+): '(\w+)')/gs

function entriesOf(block: string): CodeEntry[] {
  return [...block.matchAll(ENTRY)].map(([, doc, listed, key, action]) => ({
    code: listed ?? key!,
    meaning: doc!
      .replaceAll(/\n\s*\*/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
    ...(action !== undefined && { action }),
  }))
}

function readList(root: string, title: string, path: string, pattern: RegExp): CodeList[] {
  const block = pattern.exec(readFileSync(join(root, path), 'utf8'))?.[1]
  return block === undefined ? [] : [{ title, path, entries: entriesOf(block) }]
}

/** The room; with the subject, when the room keeps a part of its codes in a file of their own. */
function errorTitle(path: string): string {
  const room = basename(dirname(path))
  const subject = basename(path, '-error.ts')
  return subject === room ? room : `${room}: ${subject}`
}

/** Every closed list of codes under src: first the verdicts, then the errors of each room. */
export function listCodes(root: string): CodeList[] {
  const errorFiles = listFiles(root, 'src').filter((path) => path.endsWith('-error.ts'))
  const errors = errorFiles.flatMap((path) => readList(root, errorTitle(path), path, ERROR_BLOCK))
  return [...VERDICT_LISTS.flatMap(({ title, path, block }) => readList(root, title, path, block)), ...errors]
}

function toTable({ title, path, entries }: CodeList): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|')
  const hasActions = entries.some(({ action }) => action !== undefined)
  const head = hasActions ? '| Code | Action | Meaning |\n|---|---|---|\n' : '| Code | Meaning |\n|---|---|\n'
  const rows = entries.map(({ code, meaning, action }) =>
    hasActions ? `| \`${code}\` | ${action} | ${cell(meaning)} |\n` : `| \`${code}\` | ${cell(meaning)} |\n`,
  )
  return `## ${title}\n\n[${path}](../${path})\n\n${head}${rows.join('')}`
}

/** The whole text of docs/errors.md. */
export function errorDocs(root: string): string {
  const introduction = `# Codes

Made by \`npm run generate\` from the doc lines in the sources: change it there.

What is spam, broken or late is judged, not thrown: a verdict has one code of the first list. What goes wrong in the
program or around it is thrown as an error of the room it happened in; its \`code\` is stable, its message is for people
and says what was wrong, where, and what to do. The same codes stand in log lines, metrics and REST answers.
`
  return [introduction, ...listCodes(root).map(toTable)].join('\n')
}
