import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

/** No sandbox, because tests run as root in containers; nothing that calls home; one renderer is enough. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Where distributions put theirs. */
const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
]

interface Candidate {
  readonly name: string
  /** undefined: there is none on this machine. */
  readonly find: () => Promise<{ executablePath: string; fontConfiguration?: string } | undefined>
}

const candidates: readonly Candidate[] = [
  { name: '@sparticuz/chromium', find: unpackFromNpm },
  ...SYSTEM_PATHS.map((path) => ({
    name: path,
    find: async () => (existsSync(path) ? { executablePath: path } : undefined),
  })),
]

/**
 * A real Chromium without a window: the one from npm, else one of the system. Prints which one it is; when none runs,
 * prints why, and returns undefined: the tests that want it are skipped.
 */
export async function launchChromium(
  print: (line: string) => void = (line) => console.log(`      ${line}`),
): Promise<Browser | undefined> {
  const reasons: string[] = []
  for (const { name, find } of candidates) {
    try {
      const found = await find()
      if (found === undefined) continue
      const { executablePath, fontConfiguration } = found
      const environment = { ...process.env, ...(fontConfiguration && { FONTCONFIG_FILE: fontConfiguration }) }
      const browser = await chromium.launch({ executablePath, args: ARGUMENTS, env: environment })
      print(`Chromium ${browser.version()}, ${name}`)
      return browser
    } catch (error) {
      reasons.push(`${name}: ${String(error).split('\n')[0]}`)
    }
  }
  print(`skipped: no Chromium runs here (${reasons.join('; ') || 'there is none'})`)
  return undefined
}

/**
 * Unpacks the Chromium of the npm package once, beside the packages. Done in a folder of its own and put in place in one
 * step, because several test runs may come here at once.
 */
async function unpackFromNpm(): ReturnType<Candidate['find']> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const packageFolder = join(dirname(entry), '..')
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  const cache = join(packageFolder, '..', '..', '.cache')
  const folder = join(cache, `chromium-${version}`)
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true })
    const unpacking = await mkdtemp(`${folder}-`)
    // The package unpacks into the folder for temporary files.
    const script = `await (await import(${JSON.stringify(`file://${entry}`)})).default.executablePath()`
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TMPDIR: unpacking },
    })
    const fonts = `<fontconfig><dir>${join(folder, 'fonts')}</dir></fontconfig>\n`
    await writeFile(join(unpacking, 'fonts.conf'), fonts)
    await rename(unpacking, folder).catch(async (error: unknown) => {
      await rm(unpacking, { recursive: true })
      if (!existsSync(folder)) throw error
    })
  }
  // A machine without fonts of its own gets those of the package.
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { fontConfiguration: join(folder, 'fonts.conf') }
  return { executablePath: join(folder, 'chromium'), ...fonts }
}
