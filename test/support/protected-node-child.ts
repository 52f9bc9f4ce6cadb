import { fileURLToPath } from 'node:url'
import type { ReasonCode } from '../../src/spam-protection/index.ts'
import { AskedProcess } from './asked-process.ts'
import type { RelayNodeSettings } from './journaled-relay-node.ts'
import type { ProcessLoadFigures } from './process-load.ts'

export interface ProtectedNodeSettings extends RelayNodeSettings {
  readonly journalPath: string
  /** Whether proofs are verified, or tags that stand for them compared. */
  readonly proofs: 'real' | 'stubs'
}

/** Every request is answered with the state. */
export interface ProtectedNodeRequest {
  /** Has the time of the corpus begin. */
  readonly startClockAtMs?: number
  /** Has the load counted from now on. */
  readonly resetLoad?: true
  /** Before the memory is looked at. Needs `--expose-gc`. */
  readonly collectGarbage?: true
}

export interface ProtectedNodeState {
  readonly meshPeers: readonly string[]
  /** Peer ids, one for each connection. */
  readonly connections: readonly string[]
  readonly scores: Readonly<Record<string, number>>
  /** Messages judged, by the peer they came from and by reason. */
  readonly verdictsOf: Readonly<Record<string, Partial<Record<ReasonCode, number>>>>
  /** Proofs verified, by the peer they came from. */
  readonly verifiedOf: Readonly<Record<string, number>>
  readonly counts: Readonly<Record<ReasonCode, number>>
  readonly verified: number
  /** Most validations under way at once; most messages that waited for theirs, as seen by the second. */
  readonly mostUnderWay: number
  readonly mostWaiting: number
  readonly load: ProcessLoadFigures
}

const script = fileURLToPath(new URL('protected-node-process.ts', import.meta.url))

/** A node of the corpus' network in a process of its own. */
export class ProtectedNodeChild {
  readonly #process: AskedProcess<ProtectedNodeRequest>

  private constructor(process: AskedProcess<ProtectedNodeRequest>) {
    this.#process = process
  }

  /** Resolves when it relays. @param flags of Node */
  static async start(settings: ProtectedNodeSettings, flags: readonly string[] = []): Promise<ProtectedNodeChild> {
    return new ProtectedNodeChild(await AskedProcess.start(script, settings, flags))
  }

  /** How the process ended; undefined while it runs. */
  get end(): string | undefined {
    return this.#process.end
  }

  state(request: ProtectedNodeRequest = {}): Promise<ProtectedNodeState> {
    return this.#process.ask(request)
  }

  kill(): Promise<void> {
    return this.#process.kill()
  }
}
