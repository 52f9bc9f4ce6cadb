/** Holds names and texts of the sources to the rules of the house that no linter knows. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { FLOORS, HIGHEST_FLOOR_WITHOUT_AMBIENT_STATE, ROOMS } from './house-plan.ts'

/** Names that say nothing about what is inside, so everything ends up there. */
const EMPTY_NAMES = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc'])

const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/

/** Documents and tool files whose names their readers prescribe. */
const PRESCRIBED_NAME = /^(\.[a-z].*|[A-Z]+(\.md)?)$/

/** Solidity names a file after its contract. */
const SOLIDITY_NAME = /^[A-Z][A-Za-z0-9]*\.sol$/

const AMBIENT_STATE: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/, 'an injected Clock'],
  [/\bset(Timeout|Interval)\(/, 'an injected Clock'],
  [/\bMath\.random\(|\bgetRandomValues\(|\brandomBytes\(/, 'an injected Random'],
]

/** The ports' own implementations over what the platform offers. */
const AMBIENT_ADAPTERS = new Set(['src/foundation/clock.ts', 'src/foundation/random.ts'])

/** Paths of all files of `folder`, relative to `root`, with `/`. */
export function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

/** The room a source file stands in. Undefined for a file of no known room. */
function roomOf(path: string): string | undefined {
  return ROOMS.find((room) => path.startsWith(`src/${room}/`))
}

/** Files of src outside every room of the plan. */
export function findFilesWithoutRoom(paths: readonly string[]): string[] {
  return paths
    .filter((path) => path.startsWith('src/') && roomOf(path) === undefined)
    .map((path) => `${path}: rooms: no room of scripts/house-plan.ts holds this file`)
}

/** File and folder names that are not kebab-case, or that say nothing. */
export function findBadNames(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const names = path.split('/')
    const empty = names.find((name) => EMPTY_NAMES.has(name.replace(/\..*$/, '')))
    if (empty !== undefined) return [`${path}: names: "${empty}" does not say what is inside`]
    const odd = names.find((name) => !KEBAB_CASE.test(name) && !PRESCRIBED_NAME.test(name) && !SOLIDITY_NAME.test(name))
    return odd === undefined ? [] : [`${path}: names: "${odd}" is not kebab-case`]
  })
}

/** Places below the assembly floor that read the machine's clock or dice themselves. */
export function findAmbientState(root: string, paths: readonly string[]): string[] {
  const strictRooms = FLOORS.slice(0, HIGHEST_FLOOR_WITHOUT_AMBIENT_STATE + 1).flat()
  return paths.flatMap((path) => {
    const room = roomOf(path)
    if (room === undefined || !strictRooms.includes(room) || !path.endsWith('.ts')) return []
    if (AMBIENT_ADAPTERS.has(path) || basename(path) === 'server.ts') return []
    const lines = readFileSync(join(root, path), 'utf8').split('\n')
    return lines.flatMap((line, index) => {
      if (/^\s*(\/\/|\/?\*)/.test(line)) return []
      const found = AMBIENT_STATE.find(([pattern]) => pattern.test(line))
      return found === undefined ? [] : [`${path}:${index + 1}: ambient state: use ${found[1]} instead`]
    })
  })
}
