import type { Clock, Random } from '../../foundation/index.ts'
import type { MembershipSync } from '../../membership/server.ts'
import { epochOf } from '../../rln/index.ts'
import type { DevelopmentMember } from '../development-members.ts'
import type { DevelopmentNetwork } from '../development-network.ts'
import type { MessageForger } from '../message-forger.ts'
import type { NodeProcess } from '../node-process.ts'
import { waitUntil } from '../wait-until.ts'
import type { MessageTally } from './message-tally.ts'

/** Content topic of everything the demo sends. */
export const DEMO_CONTENT_TOPIC = '/waku-rln-relay/1/demo/utf8'

/** What the phases of the demo share. */
export interface DemoStage {
  readonly clock: Clock
  readonly random: Random
  readonly network: DevelopmentNetwork
  readonly tally: MessageTally
  /** The attackers' own view of the contract. */
  readonly membership: MembershipSync
  readonly forger: MessageForger
  readonly say: (line: string) => void
}

/** The member that breaks the rules; its own node is the one of the same position. */
export const SPAMMER = 2

export function spammerOf(stage: DemoStage): DevelopmentMember {
  return stage.network.members[SPAMMER]!
}

/** The nodes that attackers attach to: all but the spammer's own. */
export function neighboursOf(stage: DemoStage): readonly NodeProcess[] {
  return stage.network.nodes.filter((_node, position) => position !== SPAMMER)
}

export function neighbourAddresses(stage: DemoStage): string[] {
  return neighboursOf(stage).map((node) => node.address('tcp')!)
}

export function nowNs(clock: Clock): bigint {
  return BigInt(clock.nowMs()) * 1_000_000n
}

export function currentEpoch({ clock, network }: DemoStage): bigint {
  return epochOf(nowNs(clock), network.options.epochSizeSeconds)
}

/** Milliseconds until the epoch begins; negative when it has. */
export function timeUntilMs({ clock, network }: DemoStage, epoch: bigint): number {
  return Number(epoch) * network.options.epochSizeSeconds * 1000 - clock.nowMs()
}

/** Waits until an epoch after `epoch` has begun, saying so. */
export async function waitForEpochAfter(stage: DemoStage, epoch: bigint): Promise<void> {
  const { clock, network, say } = stage
  const sizeMs = network.options.epochSizeSeconds * 1000
  const leftMs = timeUntilMs(stage, epoch + 1n)
  if (leftMs > 0) say(`  waiting ${Math.ceil(leftMs / 1000)} s for the next epoch`)
  await waitUntil(clock, 'the next epoch began', leftMs + sizeMs, async () => currentEpoch(stage) > epoch)
}

/** Messages each neighbour has refused so far, by reason. */
export async function verdictsOfNeighbours(stage: DemoStage): Promise<readonly Readonly<Record<string, number>>[]> {
  const statuses = await Promise.all(neighboursOf(stage).map((node) => node.rest.rlnStatus()))
  return statuses.map((status) => status.verdicts)
}
