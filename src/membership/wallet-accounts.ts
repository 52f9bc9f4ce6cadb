import { getAddress, isAddress } from 'ethers'

/** The accounts of a wallet's answer, with checksums, the one in use first. What is no account is passed over. */
export function accountsOf(reply: unknown): string[] {
  if (!Array.isArray(reply)) return []
  return reply.filter((account) => isAddress(account)).map((account) => getAddress(account))
}
