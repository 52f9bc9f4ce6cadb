/** The one script besides the page's own, made by the same build. */
const WORKER_SCRIPT = 'proof-worker.js'

interface TrustedScripts {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown }
}

/** Where the browser lets nothing but named policies make scripts (Trusted Types), this is the one, for the one script. */
const policy = (globalThis as { trustedTypes?: TrustedScripts }).trustedTypes?.createPolicy('browser-chat', {
  createScriptURL: (url) => {
    if (url === WORKER_SCRIPT) return url
    throw new TypeError('this page starts no other script')
  },
})

/** A worker that makes and checks proofs beside the page, so that the page stays alive meanwhile. */
export function startProofWorker(): Worker {
  const url = (policy?.createScriptURL(WORKER_SCRIPT) ?? WORKER_SCRIPT) as string
  return new Worker(url, { type: 'module' })
}
