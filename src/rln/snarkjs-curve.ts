import { type Bn128, buildBn128 } from 'ffjavascript'

/**
 * snarkjs finds its curve engine in a global of ffjavascript's and never ends the engine's threads. This file owns that
 * global: it counts who uses the engine, and the last one out ends it, so that a process can exit.
 */
let engine: Promise<Bn128> | undefined
let users = 0

export interface CurveLease {
  readonly curve: Bn128
  release(): Promise<void>
}

/** The shared engine, kept alive until released. */
export async function leaseCurve(): Promise<CurveLease> {
  engine ??= buildBn128()
  users++
  const curve = await engine
  let held = true
  return {
    curve,
    release: async () => {
      if (!held) return
      held = false
      users--
      if (users > 0) return
      engine = undefined
      await curve.terminate()
    },
  }
}

/** Makes the engine of this thread single-threaded. For worker threads, before anything leases it. */
export async function useSingleThreadedCurve(): Promise<void> {
  const curve = await buildBn128(true)
  Object.assign(globalThis, { curve_bn128: curve })
}
