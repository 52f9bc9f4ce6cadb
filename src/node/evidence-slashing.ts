import { bytesToHex, type Clock, hexToBytes, type Random } from '../foundation/index.ts'
import { type MembershipSigner, type SlashOutcome, slashMembership } from '../membership/server.ts'
import { recoverSecret } from '../rln/index.ts'
import type { DoubleSignalEvidence } from '../spam-protection/index.ts'
import { NodeError } from './node-error.ts'
import { isSameSlash, SlashAttemptFile, type SlashSettlement, type SlashTarget } from './slash-attempt-file.ts'

export interface EvidenceSlashRequest {
  readonly signer: MembershipSigner
  readonly contractAddress: string
  readonly chainId: number
  readonly evidence: DoubleSignalEvidence
  /** Its file: the attempt is kept beside it. */
  readonly evidencePath: string
  /** Who gets the reward. Default: the signer's account. */
  readonly receiver?: string
  readonly miningTimeoutMs?: number
  readonly onSent?: (step: 'commit' | 'reveal', transactionHash: string) => void
}

/** The secret behind a double signal. @throws NodeError `evidence_invalid` when it is not that of the named member */
export function secretOf({ shares, idCommitment }: DoubleSignalEvidence): bigint {
  const recovered = recoverSecret(...shares)
  if (recovered.idCommitment === idCommitment) return recovered.identitySecret
  throw new NodeError('evidence_invalid', 'the shares of this evidence are not those of the member it names')
}

/** The salt of an earlier attempt at the same slash. @throws NodeError `slash_attempt_unreadable` */
export async function earlierSaltOf(evidencePath: string, target: SlashTarget): Promise<Uint8Array | undefined> {
  const earlier = await new SlashAttemptFile(evidencePath).load()
  return earlier?.salt && isSameSlash(earlier, target) ? hexToBytes(earlier.salt) : undefined
}

/**
 * Slashes whom evidence convicts. Its salt is on disk before the commit is sent, so that a killed run is finished by the
 * next, and how it ended is on disk afterwards.
 * @throws MembershipError as `slashMembership`; NodeError `evidence_invalid`, `slash_attempt_unreadable`
 */
export async function slashWithEvidence(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  request: EvidenceSlashRequest,
): Promise<SlashOutcome> {
  const { signer, contractAddress, chainId, evidence, evidencePath, onSent } = request
  const identitySecretHash = secretOf(evidence)
  const sender = await signer.getAddress()
  const receiver = request.receiver ?? sender
  const target = { chainId, contract: contractAddress, sender, receiver }
  const file = new SlashAttemptFile(evidencePath)
  let salt = await earlierSaltOf(evidencePath, target)
  const outcome = await slashMembership({
    signer,
    contractAddress,
    chainId,
    identitySecretHash,
    receiver,
    clock,
    random,
    ...(salt && { salt }),
    saveSalt: (drawn) => {
      salt = drawn
      return file.save({ ...target, salt: toHex(drawn), settled: null })
    },
    ...(request.miningTimeoutMs !== undefined && { miningTimeoutMs: request.miningTimeoutMs }),
    ...(onSent && { onSent }),
  })
  const { status, transactionHash = null } = outcome
  const settled = { status, transactionHash, atMs: clock.nowMs() }
  await file.save({ ...target, salt: salt ? toHex(salt) : null, settled })
  return outcome
}

/** Writes down that there is nothing to slash any more, so that nobody tries again. */
export async function settleWithoutSlash(
  evidencePath: string,
  target: SlashTarget,
  settled: SlashSettlement,
): Promise<void> {
  const file = new SlashAttemptFile(evidencePath)
  const earlier = await file.load()
  await file.save({ ...target, salt: earlier?.salt ?? null, settled })
}

function toHex(bytes: Uint8Array): string {
  return `0x${bytesToHex(bytes)}`
}
