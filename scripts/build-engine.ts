/**
 * Compiles the arithmetic engine from engine/assembly into src/rln/bn254/generated/engine-binary.ts:
 *
 *     node scripts/build-engine.ts
 *
 * The same sources give the same bytes. The binary lies in a module, not in a file of its own, so that threads, the
 * compiled package and a browser's bundle find it without looking for it.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { main as compile } from 'assemblyscript/asc'

const root = join(import.meta.dirname, '..')
const ENTRY = 'engine/assembly/index.ts'
export const ENGINE_BINARY_FILE = 'src/rln/bn254/generated/engine-binary.ts'

/** @returns the text of the module that holds the binary */
export async function buildEngine(): Promise<string> {
  let binary: Uint8Array | undefined
  const { error, stderr } = await compile(
    [ENTRY, '--baseDir', root, '--outFile', 'engine.wasm', '-O3', '--runtime', 'stub', '--noAssert'],
    {
      writeFile: (_name: string, contents: Uint8Array | string) => {
        if (typeof contents !== 'string') binary = contents
      },
    },
  )
  if (error || !binary) throw new Error(`the engine does not compile:\n${stderr}`, { cause: error })
  const lines = Buffer.from(binary)
    .toString('base64')
    .match(/.{1,116}/g)!
  return [
    '// Written by scripts/build-engine.ts from engine/assembly.',
    'export const ENGINE_BINARY_BASE64 = `',
    ...lines,
    '`',
    '',
  ].join('\n')
}

if (import.meta.main) await writeFile(join(root, ENGINE_BINARY_FILE), await buildEngine())
