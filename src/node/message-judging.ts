import { join } from 'node:path'
import type { NodeConfig } from '../config/index.ts'
import type { ReleaseStack, StateStore } from '../foundation/index.ts'
import { PlainValidator, type ProofCheck, type ValidationInput, type Verdict } from '../spam-protection/index.ts'
import { createMemoryStateStore, openSqliteStateStore } from '../storage/server.ts'
import { findNetworkSettings } from './network-settings.ts'
import type { NodeComponents } from './node-components.ts'
import { type Protection, startProtection } from './protection.ts'
import { ShardRules } from './shard-rules.ts'

/** Judges what is to be relayed. */
export interface MessageValidator {
  /** Never rejects. */
  validate(input: ValidationInput): Promise<Verdict>
  /** Messages judged since the start, by reason. */
  counts(): Readonly<Record<string, number>>
}

/** How this node tells good messages from bad ones, and where it keeps what it must not forget. */
export interface MessageJudging {
  readonly store: StateStore
  readonly validator: MessageValidator
  /** For messages that come by services. */
  readonly proofCheck: Pick<ProofCheck, 'check'>
  /** Missing: no proof is asked for, made or looked at. */
  readonly protection?: Protection
}

/** Where there is no membership set, nothing can be said of a proof. */
const NO_PROOF_CHECK: MessageJudging['proofCheck'] = { check: async () => 'unchecked' }

/** Starts judging, by RLN unless that is switched off. Releases are put on the stack. */
export async function startMessageJudging(
  components: NodeComponents & { readonly addressOf: (peerId: string) => string | undefined },
  config: NodeConfig,
  releases: ReleaseStack,
): Promise<MessageJudging> {
  const { logger } = components
  const { rln } = config
  const settings = rln && (await findNetworkSettings(rln))
  const store = await openStore(components, config.storagePath)
  releases.add(() => store.close())
  if (rln === undefined || settings === undefined) {
    const risk = config.network.isRelaying
      ? 'anybody can flood this node, and it passes the flood on'
      : 'nothing proves what this node pushes, or checks what it is sent'
    logger.warn(`RLN is off (--rln-relay=false): ${risk}`)
    const validator = new PlainValidator(components, new ShardRules(config.network).messageRules)
    return { store, validator, proofCheck: NO_PROOF_CHECK }
  }
  if (settings.key === 'development') {
    logger.warn('development key: whoever made it can forge proofs; for development chains only')
  }
  const protection = await startProtection({ ...components, store }, { ...config, rln }, settings, releases)
  const { validator, proofCheck } = protection
  return { store, validator, proofCheck, protection }
}

async function openStore({ logger }: NodeComponents, storagePath: string | undefined): Promise<StateStore> {
  if (storagePath === undefined) {
    logger.warn('no --local-storage-path with --tcp-port 0: what this node learns is forgotten when it stops')
    return createMemoryStateStore()
  }
  // Nullifiers and tree can be lost without harm to anybody's secret; a node that does not start helps nobody.
  return openSqliteStateStore(join(storagePath, 'state.sqlite3'), { onCorrupt: 'move-aside', logger })
}
