import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { LineProcess } from '../child-process.ts'
import { DevnetError } from '../devnet-error.ts'
import { isClone, packageRoot } from '../package-root.ts'

/** esbuild takes less than a second on two idle cores. */
const BUILD_TIMEOUT_MS = 60_000

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.zkey': 'application/octet-stream',
}

/** A file as a server gives it. */
export interface PageFile {
  readonly contentType: string
  readonly body: Uint8Array
}

/** The files of a folder with the kinds that a page has; nothing of folders below it. */
export async function readPageFolder(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const names = (await readdir(folder)).filter((name) => extname(name) in CONTENT_TYPES)
  const files = names.map(async (name): Promise<[string, PageFile]> => {
    return [name, { contentType: CONTENT_TYPES[extname(name)]!, body: await readFile(join(folder, name)) }]
  })
  return new Map(await Promise.all(files))
}

/** Keys and circuit, by which the page proves. */
export const artifactsFolder = join(packageRoot, 'circuits', 'artifacts')

/**
 * The folder with the chat page: the published package brings it along, a clone bundles it from examples/browser-chat.
 * @param folder where a clone may put it
 * @throws DevnetError `page_not_built`
 */
export async function builtChatPage(folder: string): Promise<string> {
  if (!isClone) return join(packageRoot, 'dist', 'browser-chat')
  const script = join(packageRoot, 'scripts', 'build-browser-chat.ts')
  const child = new LineProcess({ file: process.execPath, args: [script, folder], cwd: packageRoot })
  const built = await child.firstLine((line) => line.startsWith('built ') || undefined, BUILD_TIMEOUT_MS)
  const lines = child.takeErrorLines()
  await child.stop()
  if (built) return folder
  throw new DevnetError('page_not_built', `examples/browser-chat cannot be bundled: ${lines.join(' ')}`)
}
