import { RoomError } from '../foundation/index.ts'

export const cliErrorCodes = [
  /** The command line, or what it points to, cannot be read. */
  'wrong_usage',
  /** A file named on the command line cannot be read or written. */
  'unreadable_file',
  /** The person at the terminal did not agree to what it costs; nothing was sent. */
  'not_confirmed',
  /** A part that only a clone of the repository has is not there. */
  'not_in_this_install',
] as const

export type CliErrorCode = (typeof cliErrorCodes)[number]

/** What is wrong with the command as it was typed. */
export class CliError extends RoomError<CliErrorCode> {}
