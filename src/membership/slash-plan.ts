import { bytesToHex } from '../foundation/index.ts'
import { membershipInterface } from './contract.ts'
import type { PlannedTransaction } from './planned-transaction.ts'
import { slashCommitment } from './slashing.ts'

/** In a tree of 100 000 leaves: docs/gas.md, rounded up. */
const COMMIT_GAS = 50_000n
const REVEAL_GAS = 880_000n

/**
 * The two transactions of a slash: the second works from the block after the first on, for a day, and from the same
 * sender only. Whoever sees the second knows the secret, and can do nothing with it.
 * @param parts.salt 32 bytes; saved before the first is sent
 */
export function planSlash(parts: {
  readonly chainId: number
  readonly contractAddress: string
  readonly sender: string
  readonly identitySecretHash: bigint
  readonly receiver: string
  readonly salt: Uint8Array
}): PlannedTransaction[] {
  const { chainId, contractAddress, identitySecretHash, receiver, salt } = parts
  const common = { to: contractAddress, value: 0n, chainId }
  const reveal = [identitySecretHash, receiver, `0x${bytesToHex(salt)}`]
  return [
    {
      ...common,
      what: 'commit the slash',
      data: membershipInterface.encodeFunctionData('commitSlash', [slashCommitment(parts)]),
      typicalGas: COMMIT_GAS,
    },
    {
      ...common,
      what: 'slash (a block or more after the commit, within a day)',
      data: membershipInterface.encodeFunctionData('slash', reveal),
      typicalGas: REVEAL_GAS,
    },
  ]
}
