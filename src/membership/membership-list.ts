import { ChainReader } from './chain-reader.ts'
import type { Member } from './membership-view.ts'
import { HttpRpcEndpoint } from './rpc-endpoint.ts'

/** Public endpoints commonly allow 10 000 blocks a request. */
const BLOCKS_PER_REQUEST = 10_000

/**
 * The live members in the order of their indices, from the contract's events. For people: a node follows the contract
 * with `MembershipSync`, which also proves that it missed nothing.
 * @param fromBlock a block before the first registration
 * @throws MembershipError `no_contract_code`, or an `rpc_*` code
 */
export async function listMembers(request: {
  readonly rpcUrl: string
  readonly chainId: number
  readonly contractAddress: string
  readonly fromBlock: number
}): Promise<Member[]> {
  const reader = new ChainReader(new HttpRpcEndpoint(request.rpcUrl), request.contractAddress)
  if (!(await reader.hasContractCode('latest'))) throw reader.noContractCode(request.chainId)
  const head = await reader.head()
  // Another contract has no events of ours either: its list would look like an empty one.
  await reader.rootAt(head.hash)
  const members = new Map<bigint, Member>()
  for (let from = request.fromBlock; from <= head.number; from += BLOCKS_PER_REQUEST) {
    const blocks = await reader.events(from, Math.min(from + BLOCKS_PER_REQUEST - 1, head.number))
    for (const event of blocks.flatMap(({ events }) => events)) {
      const { kind, idCommitment, index } = event
      if (kind === 'registered') members.set(idCommitment, { idCommitment, index, rateLimit: event.rateLimit })
      else if (kind === 'erased' || kind === 'slashed') members.delete(idCommitment)
    }
  }
  return [...members.values()].sort((a, b) => a.index - b.index)
}
