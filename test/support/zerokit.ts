import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { initSync } from '@waku/zerokit-rln-wasm'
import { type Zerokit, zerokitWithKey } from './zerokit-instance.ts'

export type { Zerokit } from './zerokit-instance.ts'

/** The network's proving key, which is not ours to ship: zerokit verifies with nothing else. */
export const networkKeyFile = new URL('../../../shared/artifacts/rln-20-network.zkey', import.meta.url)

/** The package's one binary: it uses one thread, and there is no other. */
export const zerokitBinary = new URL('rln_wasm_bg.wasm', import.meta.resolve('@waku/zerokit-rln-wasm'))

/** Undefined where the network's key is absent. Takes seconds. */
export function openZerokit(): Zerokit | undefined {
  if (!existsSync(networkKeyFile)) return undefined
  initSync({ module: readFileSync(fileURLToPath(zerokitBinary)) })
  return zerokitWithKey(readFileSync(networkKeyFile))
}
