import { isIP } from 'node:net'
import { checkAddresses } from '../network/index.ts'
import { ConfigError } from './config-error.ts'
import type { NodeOptionValues } from './node-options.ts'

export interface Announcement {
  readonly announcedAddresses: readonly string[]
  readonly announcesOnlyThose: boolean
}

const DOMAIN_NAME = /^([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i

/** The multiaddrs a node listens on. */
export function listenMultiaddrs(options: NodeOptionValues): string[] {
  const ip = options['listen-address']
  const base = `/${ip.includes(':') ? 'ip6' : 'ip4'}/${ip}/tcp`
  const webSocket = webSocketEnding(options)
  return [
    `${base}/${options['tcp-port']}`,
    ...(webSocket === undefined ? [] : [`${base}/${options['websocket-port']}${webSocket}`]),
  ]
}

/** How addresses of the WebSocket listener end; undefined when there is none. */
function webSocketEnding(options: NodeOptionValues): '/ws' | '/wss' | undefined {
  if (options['websocket-secure-support']) return '/wss'
  return options['websocket-support'] ? '/ws' : undefined
}

/**
 * Which addresses peers are told, by nwaku's rules: a name, else an external IP address takes the place of what is listened
 * on; given multiaddrs come on top, or stand alone.
 * @throws ConfigError, NetworkError `invalid_listen_address`, both naming the flag to change
 */
export function announcementFrom(options: NodeOptionValues): Announcement {
  const given = checkAddresses(options['ext-multiaddr'], '--ext-multiaddr')
  if (options['ext-multiaddr-only']) {
    if (given.length === 0) throw new ConfigError('missing_value', '--ext-multiaddr-only needs an --ext-multiaddr')
    return { announcedAddresses: given, announcesOnlyThose: true }
  }
  const host = externalHost(options)
  if (host === undefined) return { announcedAddresses: given, announcesOnlyThose: false }
  return { announcedAddresses: [...externalAddresses(host, options), ...given], announcesOnlyThose: true }
}

/** The beginning of an external address: a name comes before an IP address. */
function externalHost(options: NodeOptionValues): string | undefined {
  const ip = externalIp(options.nat)
  const name = options['dns4-domain-name']
  if (name === undefined) return ip && `/${isIP(ip) === 6 ? 'ip6' : 'ip4'}/${ip}`
  if (name.length > 253 || !DOMAIN_NAME.test(name)) {
    throw new ConfigError('invalid_value', `--dns4-domain-name takes a domain name, not "${name}"`)
  }
  return `/dns4/${name}`
}

function externalIp(nat: string): string | undefined {
  if (nat === 'any' || nat === 'none') return undefined
  const ip = nat.startsWith('extip:') ? nat.slice('extip:'.length) : ''
  if (isIP(ip) !== 0) return ip
  const advice = nat === 'upnp' || nat === 'pmp' ? ': open the port at the router and give --nat extip:IP' : ''
  throw new ConfigError('invalid_value', `--nat takes any, none or extip:IP, not "${nat}"${advice}`)
}

function externalAddresses(host: string, options: NodeOptionValues): string[] {
  const portOf = (name: 'tcp-port' | 'websocket-port'): number => {
    const port = options[name]
    if (port !== 0) return port
    throw new ConfigError(
      'conflicting_options',
      `--${name} 0 is any free port: to be announced, it must be a fixed one`,
    )
  }
  const webSocket = webSocketEnding(options)
  return [
    `${host}/tcp/${portOf('tcp-port')}`,
    ...(webSocket === undefined ? [] : [`${host}/tcp/${portOf('websocket-port')}${webSocket}`]),
  ]
}
