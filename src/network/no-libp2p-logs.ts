import type { ComponentLogger, Logger } from '@libp2p/interface'

/**
 * libp2p makes loggers for each connection and each stream, and its own ask the terminal for colours each time: a tenth of
 * what it costs to refuse a stream. What this node has to say it says through its own logger.
 */
export const noLibp2pLogs: ComponentLogger = { forComponent: () => noLogs }

const noLogs: Logger = Object.assign(() => undefined, {
  error: () => undefined,
  trace: () => undefined,
  enabled: false,
  newScope: () => noLogs,
})
