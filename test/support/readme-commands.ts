import { readFileSync } from 'node:fs'

/** A command of the README, with the variables set in front of it and exported before it. */
export interface ReadmeCommand {
  readonly words: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

const ASSIGNMENT = /^([A-Z][A-Z0-9_]*)=(.*)$/

/** The commands in the shell blocks of a section of the README, in their order. */
export function readmeCommands(section: string): ReadmeCommand[] {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const text = readme.split(/^## /m).find((part) => part.startsWith(`${section}\n`))
  if (text === undefined) throw new Error(`the README has no section "${section}"`)
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].map((match) => match[1]!)
  const lines = blocks.flatMap((block) => block.replaceAll(/\\\n/g, ' ').split('\n'))
  const exported: Record<string, string> = {}
  const commands: ReadmeCommand[] = []
  for (const line of lines) {
    const words = wordsOf(line)
    if (words.length === 0) continue
    const isExport = words[0] === 'export'
    const rest = isExport ? words.slice(1) : words
    const assignments = rest.slice(0, rest.findLastIndex((word) => ASSIGNMENT.test(word)) + 1)
    const own = Object.fromEntries(assignments.map((word) => ASSIGNMENT.exec(word)!.slice(1)))
    if (isExport) Object.assign(exported, own)
    else commands.push({ words: rest.slice(assignments.length), environment: { ...exported, ...own } })
  }
  return commands
}

/** As a shell splits a line of plain words and quoted texts, up to a comment. */
function wordsOf(line: string): string[] {
  const code = line.replace(/(^|\s)#.*$/, '')
  return [...code.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!)
}
