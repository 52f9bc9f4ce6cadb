import { peerIdFromString } from '@libp2p/peer-id'

/** Whether a text is the id of a peer, as libp2p writes it. */
export function isPeerId(text: string): boolean {
  try {
    peerIdFromString(text)
    return true
  } catch {
    // That it cannot be read is the answer.
    return false
  }
}
