/** Burns a share of a processor when asked to, and touches nothing else: what a neighbour on the machine does by running. */
import { constants, setPriority } from 'node:os'

export interface BurnRequest {
  /** Of one processor. */
  readonly share: number
  readonly seconds: number
}

const PERIOD_MS = 10

async function burn({ share, seconds }: BurnRequest): Promise<void> {
  const endMs = performance.now() + seconds * 1_000
  const busyUs = share * PERIOD_MS * 1_000
  while (performance.now() < endMs) {
    const startMs = performance.now()
    const before = process.threadCpuUsage()
    let spentUs = 0
    while (spentUs < busyUs && performance.now() - startMs < PERIOD_MS) {
      const spent = process.threadCpuUsage(before)
      spentUs = spent.user + spent.system
    }
    const restMs = startMs + PERIOD_MS - performance.now()
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs))
  }
}

// It stands for another machine: it gets what the nodes leave over, and no node waits for it.
setPriority(constants.priority.PRIORITY_LOW)
process.on('message', ({ id, ...request }: BurnRequest & { readonly id: number }) => {
  burn(request).then(
    () => process.send!({ id, result: null }),
    (error: unknown) => process.send!({ id, error: String(error) }),
  )
})
process.once('disconnect', () => process.exit())
process.send!({ ready: true })
