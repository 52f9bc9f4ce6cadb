import type { Libp2p } from '@libp2p/interface'
import type { Logger } from '../foundation/index.ts'

/**
 * Deletes what libp2p keeps of peers that nobody needs. It would keep each stranger for hours, and whoever comes under ever
 * new ids would fill the memory. Never rejects.
 */
export async function forgetStrangers(
  peerStore: Pick<Libp2p['peerStore'], 'all' | 'delete'>,
  logger: Logger,
  isNeeded: (peerId: string) => boolean,
): Promise<void> {
  try {
    for (const { id } of await peerStore.all()) if (!isNeeded(id.toString())) await peerStore.delete(id)
  } catch (error) {
    logger.warn('strangers could not be forgotten, trying again later', { error })
  }
}
