import { createLightNode, type LightNode } from '@waku/sdk'
import { createMessageProver, openMembership } from 'waku-rln-relay/sdk'

const { PEER, RPC_URL, CONTRACT, KEYSTORE, PASSWORD } = process.env as Record<string, string>

const networkConfig = { clusterId: 42, numShardsInCluster: 1 }
const prover = await createMessageProver({
  networkConfig,
  rln: {
    rpcUrl: RPC_URL!,
    chainId: 31_337,
    contractAddress: CONTRACT!,
    epochSizeSeconds: 60,
    membership: await openMembership(KEYSTORE!, PASSWORD!),
  },
})
const node: LightNode = await createLightNode({ networkConfig, libp2p: { filterMultiaddrs: false } })
try {
  await node.dial(PEER!)
  const encoder = prover.withProofs(node.createEncoder({ contentTopic: '/my-app/1/greetings/text' }))
  const message = { payload: new TextEncoder().encode('hello from js-waku'), timestamp: new Date() }
  const { successes } = await node.lightPush.send(encoder, message)
  console.log(`relayed by ${successes?.length} nodes`)
} finally {
  await node.stop()
  await prover.stop()
}
