import type { Multiaddr } from '@multiformats/multiaddr'

export type DialTransport = 'tcp' | 'ws' | 'wss'

/**
 * What follows the host, for each transport. Only what stands here is dialled on a stranger's word: nothing that leads over a
 * relay, through further names, or to a path.
 */
const ENDINGS: Readonly<Record<DialTransport, readonly string[]>> = {
  tcp: ['tcp'],
  ws: ['tcp/ws'],
  wss: ['tcp/wss', 'tcp/tls/ws', 'tcp/tls/sni/ws'],
}

const HOSTS: readonly string[] = ['ip4', 'ip6', 'dns', 'dns4', 'dns6']

/** Whether one of the transports reaches the address; its peer id does not matter. */
export function isDialable(address: Multiaddr, transports: readonly DialTransport[]): boolean {
  const [host, ...rest] = address
    .getComponents()
    .map(({ name }) => name)
    .filter((name) => name !== 'p2p')
  const ending = rest.join('/')
  return HOSTS.includes(host ?? '') && transports.some((transport) => ENDINGS[transport].includes(ending))
}
