import type { Clock, Logger, Metrics } from '../foundation/index.ts'
import { MeasuredArchive } from './measured-archive.ts'
import { createMemoryMessageArchive } from './memory-message-archive.ts'
import type { MessageArchive } from './message-archive.ts'
import { openSqliteMessageArchive } from './open-sqlite-message-archive.ts'

/** Where an archive is kept. */
export type ArchiveLocation =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly path: string }
  /** `postgres://USER:PASSWORD@HOST:PORT/NAME`, and the most connections at once. */
  | { readonly kind: 'postgres'; readonly url: string; readonly maxConnections?: number }

export interface OpenMessageArchiveOptions {
  /** Give the space of deleted messages back to the disk first. */
  readonly vacuum?: boolean
  /** Change a database of an older schema, which else is refused. Default: true. */
  readonly migrates?: boolean
}

/**
 * Opens the archive at a place, or creates it there.
 * @throws StorageError saying what is wrong with the place
 */
export async function openMessageArchive(
  components: { readonly clock: Clock; readonly logger: Logger; readonly metrics: Metrics },
  location: ArchiveLocation,
  options: OpenMessageArchiveOptions = {},
): Promise<MessageArchive> {
  return new MeasuredArchive({ ...components, archive: await open(components, location, options) })
}

async function open(
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
  location: ArchiveLocation,
  options: OpenMessageArchiveOptions,
): Promise<MessageArchive> {
  switch (location.kind) {
    case 'memory':
      return createMemoryMessageArchive()
    case 'sqlite':
      return openSqliteMessageArchive(location.path, { ...options, clock, logger })
    case 'postgres': {
      // Loaded only where it is used: the driver costs every other node time at its start.
      const { openPostgresMessageArchive } = await import('./open-postgres-message-archive.ts')
      const { url, maxConnections } = location
      return openPostgresMessageArchive(url, {
        ...options,
        ...(maxConnections !== undefined && { maxConnections }),
        logger,
      })
    }
  }
}
