import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Metafile, type Plugin } from 'esbuild'

/** The SDK for a browser in one file, as an application's bundler makes it. */
export interface SdkBundle {
  readonly code: Uint8Array
  readonly bytes: number
  /** As a web server sends it. */
  readonly gzipBytes: number
  /** Modules of Node that it would import: there must be none. */
  readonly nodeImports: readonly string[]
  /** Bytes by package, or by room of ours; the largest first. */
  readonly parts: readonly (readonly [name: string, bytes: number])[]
}

const root = join(import.meta.dirname, '..')

/** @param source what the application imports, from the root of the repository */
export async function bundleSdk(source = "export * from './src/sdk/index.ts'"): Promise<SdkBundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'esm',
    minify: true,
    platform: 'browser',
    target: 'es2024',
    write: false,
    metafile: true,
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [markNodeModules(), oneCopyOfEachVersion()],
  })
  const code = outputFiles[0]!.contents
  return {
    code,
    bytes: code.length,
    gzipBytes: gzipSync(code, { level: 9 }).length,
    nodeImports: nodeImportsOf(metafile),
    parts: partsOf(metafile),
  }
}

/** Keeps imports of Node's modules as they are, so that they can be counted: esbuild would only stop at the first. */
function markNodeModules(): Plugin {
  return {
    name: 'node-modules',
    setup: ({ onResolve }) => {
      onResolve({ filter: /.*/ }, ({ path }) => (isBuiltin(path) ? { path, external: true } : undefined))
    },
  }
}

/**
 * Development packages of this repository keep older versions of some libraries at the top of `node_modules`, and npm then
 * puts the newer version beside each user of it. An application that installs the package has one copy.
 */
export function oneCopyOfEachVersion(): Plugin {
  const folders = new Map<string, string>()
  return {
    name: 'one-copy-of-each-version',
    setup: ({ onResolve, resolve }) => {
      onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
        if (pluginData === 'resolved') return undefined
        const resolved = await resolve(path, { kind, resolveDir, pluginData: 'resolved' })
        const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(resolved.path)?.[0]
        if (folder === undefined) return resolved
        const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
        const kept = folders.get(`${name}@${version}`) ?? folder
        folders.set(`${name}@${version}`, kept)
        return { ...resolved, path: kept + resolved.path.slice(folder.length) }
      })
    },
  }
}

function nodeImportsOf({ inputs }: Metafile): string[] {
  return Object.entries(inputs).flatMap(([file, { imports }]) =>
    imports.filter(({ path, external }) => external && isBuiltin(path)).map(({ path }) => `${file} imports ${path}`),
  )
}

function partsOf({ outputs }: Metafile): [string, number][] {
  const parts = new Map<string, number>()
  for (const [file, { bytesInOutput }] of Object.entries(Object.values(outputs)[0]!.inputs)) {
    const name = /(?:.*node_modules\/((?:@[^/]+\/)?[^/]+))|(src\/(?:services\/)?[^/]+)/.exec(file)
    const part = name?.[1] ?? name?.[2] ?? file
    parts.set(part, (parts.get(part) ?? 0) + bytesInOutput)
  }
  return [...parts].sort(([, a], [, b]) => b - a)
}
