import { NodeError } from './node-error.ts'

/** libp2p tells which address it could not open, and why, in the text of its error only. */
const FAILED_LISTENER = /(\/ip[46]\/\S+): Error: listen (E[A-Z]+)/

/** What went wrong when the host was started: a NodeError `address_unavailable`, or the error as it is. */
export function explainListenFailure(error: unknown): unknown {
  const isListening = error instanceof Error && error.name === 'UnsupportedListenAddressesError'
  const [, multiaddr, reason] = (isListening && FAILED_LISTENER.exec(error.message)) || []
  if (multiaddr === undefined) return error
  const portFlag = multiaddr.endsWith('/ws') ? '--websocket-port' : '--tcp-port'
  const why =
    reason === 'EADDRINUSE'
      ? `the port is in use (${portFlag})`
      : reason === 'EADDRNOTAVAIL'
        ? 'it is not an address of this machine (--listen-address)'
        : `${reason} (${portFlag}, --listen-address)`
  return new NodeError('address_unavailable', `cannot listen on ${multiaddr}: ${why}`, { cause: error })
}
