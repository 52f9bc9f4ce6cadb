/** Holds the imports of a source tree to the plan of the house (house-plan.ts), with dependency-cruiser. */
import { existsSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import {
  cruise,
  type ICruiseResult,
  type IForbiddenRuleType,
  type IReachabilityForbiddenRuleType,
  type IRegularForbiddenRuleType,
  type IViolation,
} from 'dependency-cruiser'
import { FLOORS, NODE_ROOMS, OWNERS, ROOMS, SAME_FLOOR, STRANGERS } from './house-plan.ts'

type Rule = Pick<IRegularForbiddenRuleType, 'from' | 'to'> | Pick<IReachabilityForbiddenRuleType, 'from' | 'to'>

const ROOM = '(services/[^/]+|[^/]+)'
const anyOf = (patterns: readonly string[]): string => `(${patterns.join('|')})`
const inRooms = (rooms: readonly string[]): string => `^src/${anyOf(rooms)}/`
const NODE_MODULE = `^(node:.+|${builtinModules.join('|')})$`
const inPackage = (library: string): string => `(^|/)node_modules/${library}/`

/** The name is what a person reads when the rule is broken. */
function forbid(name: string, rule: Rule): IForbiddenRuleType {
  return { name, severity: 'error', ...rule } as IForbiddenRuleType
}

function floorRules(): IForbiddenRuleType[] {
  return FLOORS.flatMap((rooms, floor) =>
    rooms.map((room) => {
      const beside = SAME_FLOOR[room] ?? []
      const strangers = STRANGERS[room] ?? []
      const allowed = [...FLOORS.slice(0, floor).flat(), ...beside].filter((name) => !strangers.includes(name))
      const words = [`${room} (floor ${floor}) may import lower floors`]
      if (beside.length > 0) words.push(`and ${beside.join(', ')}`)
      if (strangers.length > 0) words.push(`but not ${strangers.join(', ')}`)
      return forbid(`floors: ${words.join(' ')}`, {
        from: { path: inRooms([room]) },
        to: { path: '^src/', pathNot: inRooms([room, ...allowed]) },
      })
    }),
  )
}

function doorRules(): IForbiddenRuleType[] {
  const door = `^src/${ROOM}/(index|server)\\.ts$`
  return [
    forbid('doors: a room is entered through its index.ts or server.ts', {
      from: { path: `^src/${ROOM}/` },
      to: { path: '^src/', pathNot: ['^src/$1/', door] },
    }),
    forbid('doors: scripts and examples enter a room through its index.ts or server.ts', {
      from: { path: '^(scripts|examples)/' },
      to: { path: '^src/', pathNot: door },
    }),
    forbid('doors: inside a room files import each other directly; only server.ts may widen index.ts', {
      from: { path: `^src/${ROOM}/`, pathNot: `^src/${ROOM}/server\\.ts$` },
      to: { path: '^src/$1/(index|server)\\.ts$' },
    }),
    forbid('doors: src imports nothing from tests, scripts, benches or examples', {
      from: { path: '^src/' },
      to: { path: '^(test|scripts|bench|examples|bin)/' },
    }),
  ]
}

function ownerRules(): IForbiddenRuleType[] {
  const owned = OWNERS.map(({ library, rooms }) =>
    forbid(`owners: the library belongs to ${rooms.join(', ')}; go through its door`, {
      from: { path: '^src/', pathNot: inRooms(rooms) },
      to: { path: inPackage(library) },
    }),
  )
  return [
    ...owned,
    forbid('owners: the library has no owner; name one in scripts/house-plan.ts or do without', {
      from: { path: '^src/' },
      to: { path: '(^|/)node_modules/', pathNot: OWNERS.map(({ library }) => inPackage(library)) },
    }),
    forbid("owners: Node's database driver belongs to storage", {
      from: { path: '^src/', pathNot: inRooms(['storage']) },
      to: { path: '^(node:)?sqlite$' },
    }),
    forbid('declared: package.json does not list the library under "dependencies"', {
      from: { path: '^src/' },
      to: { path: '(^|/)node_modules/', dependencyTypes: ['npm-no-pkg', 'npm-dev', 'npm-optional'] },
    }),
    forbid('declared: the import leads nowhere', {
      from: {},
      // The examples import this package by its name, which the compiler resolves (waku-source).
      to: { couldNotResolve: true, pathNot: '^waku-rln-relay/' },
    }),
  ]
}

function nodeRules(): IForbiddenRuleType[] {
  const portable = ROOMS.filter((room) => !NODE_ROOMS.includes(room))
  return [
    forbid("runs-anywhere: Node's own modules are reached through server.ts only", {
      from: { path: `^src/${anyOf(portable)}/index\\.ts$` },
      to: { path: NODE_MODULE, reachable: true },
    }),
    forbid("runs-anywhere: foundation uses nothing of Node's own", {
      from: { path: inRooms(['foundation']) },
      to: { path: NODE_MODULE },
    }),
    forbid('cycles: imports must not run in a circle', { from: {}, to: { circular: true } }),
  ]
}

function toLine({ from, to, rule, cycle, via }: IViolation): string {
  const steps = [...(cycle ?? via ?? [])].map(({ name }) => name)
  const target = steps.length > 0 ? steps.join(' -> ') : to
  return `${from} -> ${target.replace(/^.*node_modules\//, '')}: ${rule.name}`
}

/**
 * Every import under `src`, `scripts` and `examples` that breaks the plan, one readable line each.
 * @param root absolute path of a tree that has a package.json and node_modules
 */
export async function findImportViolations(root: string): Promise<string[]> {
  const folders = ['src', 'scripts', 'examples'].filter((folder) => existsSync(join(root, folder)))
  const forbidden = [...floorRules(), ...doorRules(), ...ownerRules(), ...nodeRules()]
  const { output } = await cruise(
    folders,
    {
      baseDir: root,
      ruleSet: { forbidden },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
    },
    { extensions: ['.ts', '.js', '.json'], conditionNames: ['import', 'node', 'default'], exportsFields: ['exports'] },
  )
  return (output as ICruiseResult).summary.violations.map(toLine)
}
