/** What implementations begin their agent version with. A closed set: peers write what they like, labels must be few. */
const FAMILIES = ['waku-rln-relay', 'nwaku', 'logos-delivery', 'go-waku', 'js-waku', 'js-libp2p', 'nim-libp2p'] as const

export type AgentFamily = (typeof FAMILIES)[number] | 'other'

/** Every family, for figures that show also those of which nobody is connected. */
export const agentFamilies: readonly AgentFamily[] = [...FAMILIES, 'other']

/** The implementation behind the agent version that a peer told by identify. */
export function agentFamilyOf(agentVersion = ''): AgentFamily {
  const text = agentVersion.slice(0, 32).toLowerCase()
  return FAMILIES.find((family) => text.startsWith(family)) ?? 'other'
}
