import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { membershipRoot, openSigner, slashMembership } from '../../membership/server.ts'
import { evidencePath, readEvidenceFile } from '../../node/server.ts'
import { recoverSecret } from '../../rln/index.ts'
import type { DoubleSignalEvidence } from '../../spam-protection/index.ts'
import { seenWithin } from '../wait-until.ts'
import { type DemoStage, spammerOf } from './demo-stage.ts'

/** Nodes look at the chain every 2 seconds. */
const SYNC_TIMEOUT_MS = 30_000
/** Evidence is written as soon as a node is certain. */
const EVIDENCE_TIMEOUT_MS = 5_000
/** The account that reports the spammer: none of the members'. */
const REPORTER_ACCOUNT = 9

export interface SlashOutcome {
  readonly secretRecovered: boolean
  readonly slashed: boolean
  readonly slashTx: string | null
}

/** Recovers the spammer's secret from the evidence its first neighbour kept, and slashes it on chain. */
export async function slashPhase(stage: DemoStage, identitySecret: bigint): Promise<SlashOutcome> {
  const { network, clock, say } = stage
  const { idCommitment } = spammerOf(stage)
  const path = evidencePath(join(network.storagePath(0), 'evidence'), idCommitment)
  const evidence = await seenWithin(clock, EVIDENCE_TIMEOUT_MS, () => readEvidenceIfPresent(path))
  const recovered = evidence && recoverSecret(...evidence.shares)
  const secretRecovered = recovered?.identitySecret === identitySecret && recovered.idCommitment === idCommitment
  say(secretRecovered ? "  the spammer's secret follows from its two messages" : '  the secret was not recovered')
  if (recovered === undefined) return { secretRecovered, slashed: false, slashTx: null }
  const outcome = await slashMembership({
    signer: await openSigner(network.chain.rpcUrl, { privateKey: network.privateKeys[REPORTER_ACCOUNT]! }),
    contractAddress: network.deployment.contract,
    identitySecretHash: recovered.identitySecret,
  })
  const slashTx = outcome.transactionHash ?? null
  say(`  slashed on chain (commit, then reveal): ${slashTx}`)
  return { secretRecovered, slashed: outcome.status === 'slashed', slashTx }
}

/** Waits until every node, and the attackers' view, has the contract's root. */
export async function rootsAfterSlash(
  stage: DemoStage,
): Promise<{ contractRoot: bigint; sameRootOnAllNodes: boolean }> {
  const { network, membership, clock, say } = stage
  const contractRoot = await membershipRoot(network.chain.rpcUrl, network.deployment.contract)
  const areEqual = async (): Promise<boolean> => {
    const statuses = await Promise.all(network.nodes.map((node) => node.rest.rlnStatus()))
    return membership.newestRoot() === contractRoot && statuses.every((status) => BigInt(status.root) === contractRoot)
  }
  await seenWithin(clock, SYNC_TIMEOUT_MS, areEqual)
  const sameRootOnAllNodes = await areEqual()
  say(sameRootOnAllNodes ? '  all nodes have the root without the spammer' : '  not all nodes have the new root')
  return { contractRoot, sameRootOnAllNodes }
}

async function readEvidenceIfPresent(path: string): Promise<DoubleSignalEvidence | undefined> {
  return existsSync(path) ? readEvidenceFile(path) : undefined
}
