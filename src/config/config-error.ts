import { RoomError } from '../foundation/index.ts'

export const configErrorCodes = [
  /** A name in the configuration file or a `WAKUNODE2_` variable is no option of ours. */
  'unknown_option',
  /** A value cannot be read as what the option takes, or lies outside its bounds. */
  'invalid_value',
  /** Something that has no default was not given. */
  'missing_value',
  /** Two options contradict each other. */
  'conflicting_options',
  /** The configuration file, or a file it points to, cannot be read. */
  'unreadable_file',
] as const

export type ConfigErrorCode = (typeof configErrorCodes)[number]

/** What is wrong with the configuration, naming the flag to change. */
export class ConfigError extends RoomError<ConfigErrorCode> {}
