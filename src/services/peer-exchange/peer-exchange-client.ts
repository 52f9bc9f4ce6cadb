import { type Clock, sleep } from '../../foundation/index.ts'
import { RequestClient, type RequestClientComponents, type WakuPeerRecord } from '../../network/index.ts'
import {
  MAX_RECORDS_PER_ANSWER,
  type PeerExchangeRequest,
  type PeerExchangeResponse,
  peerExchangeStatus,
} from './peer-exchange-codec.ts'
import { peerExchangeProtocol } from './peer-exchange-protocol.ts'
import { readClusterRecord } from './record-pool.ts'

/** Checking a signature takes milliseconds, of which a page wants to have its share. */
const PAUSE_BETWEEN_RECORDS_MS = 1

export interface NamedPeers {
  /** Of nodes of this cluster, each signed by its node; empty unless the status is 200. */
  readonly records: readonly WakuPeerRecord[]
  readonly statusCode: number
}

/** Asks connected peers whom else there is, for who tells nobody himself (34/WAKU2-PEER-EXCHANGE). */
export class PeerExchangeClient {
  readonly #clock: Clock
  readonly #clusterId: number
  readonly #client: RequestClient<PeerExchangeRequest, PeerExchangeResponse>

  constructor(components: RequestClientComponents, options: { readonly clusterId: number }) {
    this.#clock = components.clock
    this.#clusterId = options.clusterId
    this.#client = new RequestClient(components, peerExchangeProtocol)
  }

  /** Asks for 60 records. @throws NetworkError as any request; the signal's reason when called off while records are read */
  async ask(peerId: string, signal: AbortSignal): Promise<NamedPeers> {
    const options = { signal, connectedOnly: true }
    const answer = await this.#client.request(peerId, { peers: MAX_RECORDS_PER_ANSWER }, options)
    const records: WakuPeerRecord[] = []
    for (const bytes of answer.statusCode === peerExchangeStatus.ok ? answer.records : []) {
      await sleep(this.#clock, PAUSE_BETWEEN_RECORDS_MS, signal)
      const record = readClusterRecord(bytes, this.#clusterId)
      if (record !== undefined) records.push(record.peer)
    }
    return { records, statusCode: answer.statusCode }
  }
}
