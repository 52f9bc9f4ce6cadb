/** How many peers of which kind there are. */
export interface PeerStatus {
  readonly relayInbound: number
  readonly relayOutbound: number
  readonly service: number
  readonly connected: number
  readonly known: number
  readonly staticPeers: number
  readonly staticConnected: number
}
