import { RoomError } from '../foundation/index.ts'

export const devnetErrorCodes = [
  /** Hardhat is not installed: a development network needs a clone of the repository with its development packages. */
  'hardhat_missing',
  /** The chain did not come up in time, or ended by itself. */
  'chain_not_started',
  /** A node process did not come up in time, or ended by itself. */
  'node_not_started',
  /** The page of the browser chat could not be bundled. */
  'page_not_built',
  /** A port that was asked for is taken. */
  'port_taken',
  /** Something that had to happen in the network did not happen in time. */
  'expectation_not_met',
] as const

export type DevnetErrorCode = (typeof devnetErrorCodes)[number]

/** Why a development network cannot be started or did not behave. */
export class DevnetError extends RoomError<DevnetErrorCode> {}
