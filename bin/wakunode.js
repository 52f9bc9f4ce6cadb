#!/usr/bin/env node
// The command `wakunode`: finds a Node that can run it, then the built program or, in a clone, its sources.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { complaint, isNewEnough } from './require-node.js'

const EXIT_WRONG_USAGE = 2

// import.meta.dirname is newer than the Nodes this file has to cope with.
const root = fileURLToPath(new URL('..', import.meta.url))

if (isNewEnough(process.versions.node)) await runHere()
else await runWithBroughtNode()

async function runHere() {
  silenceSqliteWarning()
  outliveReaders()
  const built = join(root, 'dist', 'cli', 'main.js')
  const sources = join(root, 'src', 'cli', 'main.ts')
  const { main } = await import(pathToFileURL(existsSync(built) ? built : sources).href)
  process.exitCode = await main(process.argv.slice(2))
}

/** Node 22 calls its SQLite experimental on every start; the part in use is the same in Node 24, where it is not. */
function silenceSqliteWarning() {
  const emitWarning = process.emitWarning
  process.emitWarning = (warning, ...details) => {
    const isSqlite = String(warning).includes('SQLite is an experimental feature')
    if (!isSqlite) emitWarning.call(process, warning, ...details)
  }
}

/** Whoever reads the output may leave before its end, as `head` does: then nobody is there to write for. */
function outliveReaders() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error
      if (stream === process.stdout) process.emit('outputClosed')
    })
  }
}

/** Runs this file again on the Node that `npm ci` brought into a clone. */
async function runWithBroughtNode() {
  const packages = ['linux-x64', 'linux-arm64', 'win-x64'].map((platform) => `node-${platform}`)
  const binary = process.platform === 'win32' ? 'node.exe' : 'node'
  const brought = packages
    .map((name) => join(root, 'node_modules', name, 'bin', binary))
    .find((path) => existsSync(path))
  if (brought === undefined) {
    console.error(`error: ${complaint}`)
    process.exitCode = EXIT_WRONG_USAGE
    return
  }
  const child = spawn(brought, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  // Whoever stops this process means the program; a terminal sends Ctrl-C to both by itself.
  const hasTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY)
  process.on('SIGINT', () => hasTerminal || child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.exitCode = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
}
