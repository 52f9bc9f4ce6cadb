import { monitorEventLoopDelay } from 'node:perf_hooks'

export interface ProcessLoadFigures {
  /** CPU time of all threads since the last reset, and of all but the main thread, milliseconds. */
  readonly cpuMs: number
  readonly otherThreadsCpuMs: number
  readonly wallMs: number
  /** How late the event loop ran, milliseconds. */
  readonly lagP99Ms: number
  readonly lagMaxMs: number
  /** Resident memory now and its peak since the last reset, as looked at once a second; bytes. */
  readonly rss: number
  readonly peakRss: number
  readonly heapUsed: number
}

const DELAY_RESOLUTION_MS = 1
const MEMORY_INTERVAL_MS = 1_000

/** What a process spends. Where the only busy threads besides the main one verify, theirs is the CPU time of verifying. */
export class ProcessLoad {
  readonly #lag = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS })
  #cpu = process.cpuUsage()
  #mainCpu = process.threadCpuUsage()
  #resetAtMs = performance.now()
  #peakRss = process.memoryUsage.rss()

  constructor() {
    this.#lag.enable()
    setInterval(() => this.#lookAtMemory(), MEMORY_INTERVAL_MS).unref()
  }

  reset(): void {
    this.#lag.reset()
    this.#cpu = process.cpuUsage()
    this.#mainCpu = process.threadCpuUsage()
    this.#resetAtMs = performance.now()
    this.#peakRss = process.memoryUsage.rss()
  }

  figures(): ProcessLoadFigures {
    const all = process.cpuUsage(this.#cpu)
    const main = process.threadCpuUsage(this.#mainCpu)
    const cpuMs = (all.user + all.system) / 1_000
    return {
      cpuMs,
      otherThreadsCpuMs: cpuMs - (main.user + main.system) / 1_000,
      wallMs: performance.now() - this.#resetAtMs,
      lagP99Ms: this.#lag.percentile(99) / 1e6,
      lagMaxMs: this.#lag.max / 1e6,
      rss: this.#lookAtMemory(),
      peakRss: this.#peakRss,
      heapUsed: process.memoryUsage().heapUsed,
    }
  }

  #lookAtMemory(): number {
    const rss = process.memoryUsage.rss()
    this.#peakRss = Math.max(this.#peakRss, rss)
    return rss
  }
}
