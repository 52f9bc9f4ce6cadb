/**
 * snarkjs and ffjavascript start worker threads for their curve on first use and share them through a global; only an
 * explicit end lets the process go. Tests use both as oracles, so the run ends them once, after the last test.
 */
export const mochaHooks = {
  async afterAll(): Promise<void> {
    const shared = globalThis as { curve_bn128?: { terminate(): Promise<void> } | null }
    await shared.curve_bn128?.terminate()
  },
}
