import type { Libp2p } from '@libp2p/interface'
import { encodeFrame } from '../../src/network/frame.ts'
import { metadataProtocol } from '../../src/services/metadata/metadata-protocol.ts'

/** Has a bare host say which cluster it belongs to, as nodes want to know of everybody who stays. */
export async function answerMetadata(host: Libp2p, clusterId: number): Promise<void> {
  const answer = encodeFrame(metadataProtocol.request.encode({ clusterId, shards: [] }))
  await host.handle(metadataProtocol.id, async (stream) => {
    stream.addEventListener('message', () => undefined)
    stream.send(answer)
    await stream.close()
  })
}
