/**
 * Where messages, RLN and membership meet: attaching a proof to what is sent (17/WAKU2-RLN-RELAY, 64/WAKU2-NETWORK) and
 * judging what is received. Verdicts are values with one of a closed list of reasons. It opens no connection, asks no
 * RPC endpoint, slashes nobody, and accepts nothing that it could not verify.
 */
export type { NullifierJob } from './burned-nullifiers.ts'
export type { DoubleSignalEvidence, EvidenceStore } from './double-signal-evidence.ts'
export type { Autosharding } from './message-inspection.ts'
export {
  type ObservedShare,
  OwnShareWatch,
  type OwnShareWatchComponents,
  type OwnShareWatchOptions,
} from './own-share-watch.ts'
export { PlainValidator, type PlainValidatorComponents, type PlainValidatorOptions } from './plain-validator.ts'
export { ProofAttacher, type ProofAttacherComponents, type ProofAttacherOptions } from './proof-attacher.ts'
export { ProofCheck, type ProofCheckComponents, type ProofCheckOptions } from './proof-check.ts'
export {
  ProofValidator,
  type ProofValidatorComponents,
  type ProofValidatorOptions,
  type ValidationInput,
} from './proof-validator.ts'
export type { ProtectedShard } from './protected-shards.ts'
export type { RateLimitRules } from './rate-limit-rules.ts'
export { SlotKeeper, type SlotKeeperComponents, type SlotKeeperOptions } from './slot-keeper.ts'
export { SpamProtectionError, type SpamProtectionErrorCode, spamProtectionErrorCodes } from './spam-protection-error.ts'
export {
  type Blame,
  type ReasonCode,
  type Refusal,
  type RefusalCode,
  reasonCodes,
  type Verdict,
  type VerdictAction,
  type VerdictPolicy,
  verdictActions,
} from './verdict.ts'
