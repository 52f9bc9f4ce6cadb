import { byId, setText } from '../dom.ts'
import type { Panel } from './panel.ts'

/** What does not change: who the node is, and whom it follows. */
export function aboutPanel(): Panel {
  const [peerId, version, contract, chain] = [byId('peer-id'), byId('version'), byId('contract'), byId('chain')]
  const [verification, addresses] = [byId('verification'), byId('addresses')]
  return {
    render({ status }) {
      if (status === undefined) return
      const { node, rln } = status
      setText(peerId, node.peerId)
      setText(version, `version ${node.version}`)
      setText(contract, rln?.contractAddress ?? 'none: RLN is off')
      setText(chain, rln === null ? '–' : `id ${rln.chainId}, block ${rln.blockNumber}`)
      setText(verification, rln?.verificationMs == null ? '–' : `${rln.verificationMs.toFixed(1)} ms`)
      setText(addresses, node.multiaddrs.map((address) => address.replace(/\/p2p\/[^/]+$/, '')).join('  '))
    },
  }
}
