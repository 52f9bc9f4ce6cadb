import { RoomError } from '../foundation/index.ts'

export const telemetryErrorCodes = [
  /** The address of the metrics server is taken, is not of this machine, or may not be opened. */
  'metrics_address_unavailable',
  /** Two rooms register one metric as different things. */
  'metric_mismatch',
] as const

export type TelemetryErrorCode = (typeof telemetryErrorCodes)[number]

/** Why figures cannot be kept or served. */
export class TelemetryError extends RoomError<TelemetryErrorCode> {}
