/**
 * Installs the optional platform packages that npm left out.
 *
 * npm running on an older Node skips optional packages whose engines want a newer one (Hardhat's EDR does). This script
 * runs last in `npm ci`, on the Node that the project brings, and installs what the lockfile names for this platform.
 * It changes neither package.json nor the lockfile, keeps every other package at its locked version, and does nothing when
 * nothing is missing.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** npm writes a single value without its list. */
type PlatformRule = string | readonly string[]

interface LockedPackage {
  readonly version?: string
  readonly optional?: boolean
  readonly os?: PlatformRule
  readonly cpu?: PlatformRule
  readonly libc?: PlatformRule
}

const root = join(import.meta.dirname, '..')

/** npm's platform rule: a list matches when it names the value, or only excludes others. */
function matchesPlatform(rule: PlatformRule | undefined, value: string): boolean {
  if (rule === undefined || rule.length === 0) return true
  const list = typeof rule === 'string' ? [rule] : rule
  if (list.includes(`!${value}`)) return false
  return list.includes(value) || list.every((entry) => entry.startsWith('!'))
}

function isMusl(): boolean {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report.header?.glibcVersionRuntime === undefined
}

function missingPlatformPackages(): string[] {
  const lockPath = join(root, 'package-lock.json')
  if (!existsSync(lockPath)) return []
  const lock = JSON.parse(readFileSync(lockPath, 'utf8')) as { packages: Record<string, LockedPackage> }
  const libc = process.platform === 'linux' ? (isMusl() ? 'musl' : 'glibc') : ''
  const missing: string[] = []
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (!entry.optional || entry.version === undefined || !(entry.os || entry.cpu)) continue
    if (existsSync(join(root, path))) continue
    if (!matchesPlatform(entry.os, process.platform) || !matchesPlatform(entry.cpu, process.arch)) continue
    if (libc !== '' && !matchesPlatform(entry.libc, libc)) continue
    missing.push(`${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${entry.version}`)
  }
  return missing
}

const missing = missingPlatformPackages()
const npmCli = process.env.npm_execpath
// The nested install below runs this script again through `prepare`; --ignore-scripts keeps it from doing so.
if (missing.length > 0 && npmCli !== undefined) {
  console.error(`completing the install: ${missing.join(' ')}`)
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund']
  const result = spawnSync(process.execPath, [npmCli, 'install', ...flags, ...missing], { cwd: root, stdio: 'inherit' })
  if (result.status !== 0) {
    console.error(`could not install ${missing.join(' ')}; run npm ci with Node >= 22.18`)
    process.exit(1)
  }
}
