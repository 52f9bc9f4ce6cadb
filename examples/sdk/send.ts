import { createLightNode, openMembership, Protocols } from 'waku-rln-relay/sdk'

const { PEER, RPC_URL, CONTRACT, KEYSTORE, PASSWORD } = process.env as Record<string, string>

const node = await createLightNode({
  networkConfig: { clusterId: 42, numShardsInCluster: 1 },
  bootstrapPeers: [PEER!],
  rln: {
    rpcUrl: RPC_URL!,
    chainId: 31_337,
    contractAddress: CONTRACT!,
    epochSizeSeconds: 60,
    membership: await openMembership(KEYSTORE!, PASSWORD!),
  },
})
try {
  await node.waitForPeers([Protocols.LightPush], 30_000)
  const encoder = node.createEncoder({ contentTopic: '/my-app/1/greetings/text' })
  const { successes, failures } = await node.lightPush.send(encoder, { payload: new TextEncoder().encode('hello') })
  console.log(`relayed by ${successes.length} nodes; ${node.quota()!.left} messages left in this epoch`)
  for (const { peerId, error, description } of failures) console.error(peerId, error, description)
} finally {
  await node.stop()
}
