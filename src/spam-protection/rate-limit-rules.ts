import { BoundedMap } from '../foundation/index.ts'
import {
  type ExternalNullifier,
  type ExternalNullifierMode,
  externalNullifierOf,
  RLN_IDENTIFIER,
  type RlnIdentifier,
} from '../rln/index.ts'

/** What sender and validators of a network must agree on. */
export interface RateLimitRules {
  readonly epochSizeSeconds: number
  /** Default: `hashed`, as nwaku >= 0.38. */
  readonly externalNullifierMode?: ExternalNullifierMode
  /** Default: The Waku Network's. */
  readonly rlnIdentifier?: RlnIdentifier
}

/** Epochs whose external nullifier is kept: with epochs of a second, all that are acceptable at once. */
const MAX_EPOCHS = 64

/** External nullifiers of epochs under our own RLN identifier; the last ones are remembered. */
export class ExternalNullifiers {
  readonly rlnIdentifier: RlnIdentifier
  readonly #mode: ExternalNullifierMode
  readonly #known = new BoundedMap<bigint, ExternalNullifier>(MAX_EPOCHS)

  constructor(rules: RateLimitRules) {
    this.rlnIdentifier = rules.rlnIdentifier ?? RLN_IDENTIFIER
    this.#mode = rules.externalNullifierMode ?? 'hashed'
  }

  of(epoch: bigint): ExternalNullifier {
    const known = this.#known.get(epoch)
    if (known !== undefined) return known
    const externalNullifier = externalNullifierOf(epoch, this.rlnIdentifier, this.#mode)
    this.#known.set(epoch, externalNullifier)
    return externalNullifier
  }
}
