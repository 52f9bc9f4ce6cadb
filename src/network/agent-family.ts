/** What implementations of Waku and libp2p begin their agent version with. A closed set, because peers write what they like. */
const FAMILIES = [
  'waku-rln-relay',
  'nwaku',
  'logos-delivery',
  'go-waku',
  'js-waku',
  'nim-libp2p',
  'go-libp2p',
  'js-libp2p',
  'rust-libp2p',
] as const

export type AgentFamily = (typeof FAMILIES)[number] | 'other' | 'unknown'

/** Every family, for figures that shall show also those of which no peer is connected. */
export const agentFamilies: readonly AgentFamily[] = [...FAMILIES, 'other', 'unknown']

/** The implementation behind a peer's agent version (identify): `unknown` when it told none. */
export function agentFamilyOf(agentVersion: string | undefined): AgentFamily {
  if (agentVersion === undefined || agentVersion === '') return 'unknown'
  const text = agentVersion.slice(0, 32).toLowerCase()
  return FAMILIES.find((family) => text.startsWith(family)) ?? 'other'
}
