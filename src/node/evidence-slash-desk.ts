import type { Clock, Random } from '../foundation/index.ts'
import { accountOf, openSigner } from '../membership/server.ts'
import type { DoubleSignalEvidence } from '../spam-protection/index.ts'
import { evidencePath } from './evidence-files.ts'
import { settleWithoutSlash, slashWithEvidence } from './evidence-slashing.ts'
import { isSameContract, SlashAttemptFile, type SlashTarget } from './slash-attempt-file.ts'
import type { SlashDesk } from './slash-reporter.ts'

export interface EvidenceSlashDeskOptions {
  /** Asked in turn, one an attempt. */
  readonly rpcUrls: readonly string[]
  readonly chainId: number
  readonly contractAddress: string
  /** Pays the gas and gets the reward. */
  readonly privateKey: string
  readonly evidenceFolder: string
}

/** Then it is looked at again; the salt is on disk. */
const MINING_TIMEOUT_MS = 60_000

/** Slashes with the evidence files of a node. */
export class EvidenceSlashDesk implements SlashDesk {
  readonly account: string
  readonly #components: { readonly clock: Clock; readonly random: Random }
  readonly #options: EvidenceSlashDeskOptions
  readonly #closed = new AbortController()

  /** @throws MembershipError `private_key_invalid` */
  constructor(components: { readonly clock: Clock; readonly random: Random }, options: EvidenceSlashDeskOptions) {
    this.account = accountOf(options.privateKey)
    this.#components = components
    this.#options = options
  }

  async isSettled(evidence: DoubleSignalEvidence): Promise<boolean> {
    const attempt = await new SlashAttemptFile(this.#pathOf(evidence)).load()
    return attempt?.settled != null && isSameContract(attempt, this.#target())
  }

  async slash(evidence: DoubleSignalEvidence, attempt: number): Promise<'slashed' | 'already_slashed'> {
    const { rpcUrls, chainId, contractAddress, privateKey } = this.#options
    const rpcUrl = rpcUrls[attempt % rpcUrls.length]!
    const signer = await openSigner(rpcUrl, { privateKey, chainId, signal: this.#closed.signal })
    try {
      const { status } = await slashWithEvidence(this.#components, {
        signer,
        chainId,
        contractAddress,
        evidence,
        evidencePath: this.#pathOf(evidence),
        miningTimeoutMs: MINING_TIMEOUT_MS,
      })
      return status
    } finally {
      signer.provider?.destroy()
    }
  }

  async settleWithoutSlash(evidence: DoubleSignalEvidence): Promise<void> {
    const atMs = this.#components.clock.nowMs()
    const settled = { status: 'nothing_to_slash', transactionHash: null, atMs } as const
    await settleWithoutSlash(this.#pathOf(evidence), this.#target(), settled)
  }

  close(): void {
    this.#closed.abort(new Error('stopped'))
  }

  #pathOf({ idCommitment }: DoubleSignalEvidence): string {
    return evidencePath(this.#options.evidenceFolder, idCommitment)
  }

  #target(): SlashTarget {
    const { chainId, contractAddress } = this.#options
    return { chainId, contract: contractAddress, sender: this.account, receiver: this.account }
  }
}
