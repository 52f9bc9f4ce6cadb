import { join } from 'node:path'
import type { NodeConfig, RlnConfig } from '../config/index.ts'
import { EvidenceSlashDesk } from './evidence-slash-desk.ts'
import type { NetworkSettings } from './network-settings.ts'
import type { NodeComponents } from './node-components.ts'
import { SlashReporter, type SlashReporterComponents } from './slash-reporter.ts'

/** Where a node keeps evidence, and attempts to slash beside it. */
export function evidenceFolder(storagePath: string): string {
  return join(storagePath, 'evidence')
}

/** The reporter of a node with `--slash`; undefined without. @throws MembershipError `private_key_invalid` */
export function openSlashReporter(
  { clock, random, logger, metrics }: NodeComponents,
  { rln, storagePath }: Pick<NodeConfig, 'storagePath'> & { readonly rln: RlnConfig },
  { chainId, contractAddress }: NetworkSettings,
  parts: Pick<SlashReporterComponents, 'evidence' | 'view'>,
): SlashReporter | undefined {
  if (rln.slash === undefined || storagePath === undefined) return undefined
  const desk = new EvidenceSlashDesk(
    { clock, random },
    {
      rpcUrls: rln.rpcUrls,
      chainId,
      contractAddress,
      privateKey: rln.slash.privateKey,
      evidenceFolder: evidenceFolder(storagePath),
    },
  )
  const room = logger.child('slashing')
  room.info('members that signal twice are slashed', { account: desk.account })
  return new SlashReporter({ clock, logger: room, metrics, desk, ...parts })
}
