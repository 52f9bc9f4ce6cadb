import { createLightNode, Protocols } from 'waku-rln-relay/sdk'

const { PEER, RPC_URL, CONTRACT } = process.env as Record<string, string>

const node = await createLightNode({
  networkConfig: { clusterId: 42, numShardsInCluster: 1 },
  bootstrapPeers: [PEER!],
  rln: { rpcUrl: RPC_URL!, chainId: 31_337, contractAddress: CONTRACT!, epochSizeSeconds: 60 },
})
await node.waitForPeers([Protocols.Filter, Protocols.Store], 30_000)
const decoder = node.createDecoder({ contentTopic: '/my-app/1/greetings/text' })
const textOf = ({ payload }: { payload: Uint8Array }): string => new TextDecoder().decode(payload)

// What comes from now on; with its proof checked here: valid, or root_unknown.
await node.filter.subscribe(decoder, (message, { proof }) => console.log('now:', textOf(message), proof))

// What came in the last hour, oldest first.
const timeStart = new Date(Date.now() - 3_600_000)
for await (const { message, proof } of node.store.query(decoder, { timeStart })) {
  console.log('before:', textOf(message), proof)
}

process.once('SIGTERM', () => node.stop())
