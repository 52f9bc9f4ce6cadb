import type { MembershipSync } from '../membership/server.ts'
import type { PeerManager } from '../network/index.ts'
import { diagnoseTopic, type Relay } from '../relay/index.ts'
import type { PeerExchangeService } from '../services/peer-exchange/index.ts'
import type { ProofValidator, Verdict } from '../spam-protection/index.ts'
import type { History } from './history.ts'
import type { LightServices } from './light-services.ts'
import { inNwakuOrder, type ServiceJudgement } from './service-health.ts'
import type { HealthState, ProtocolJudgement, TopicHealthEntry } from './waku-node.ts'

/** The parts of a node that can be unwell. */
export interface HealthSources {
  readonly relay: Pick<Relay<Verdict>, 'topics' | 'peers' | 'subscribers' | 'meshPeers'>
  /** Missing: RLN is off. */
  readonly protection?: {
    readonly membership: Pick<MembershipSync, 'health'>
    readonly validator: Pick<ProofValidator, 'isClockSuspect'>
  }
  readonly peers: Pick<PeerManager, 'status'>
  /** Missing: the node relays. */
  readonly isRelaying?: boolean
  readonly history: Pick<History, 'judge'>
  readonly light: Pick<LightServices, 'judge'>
  readonly peerExchange: Pick<PeerExchangeService, 'serves'>
}

/** What holds at this moment; since when is for the watch to say. */
export interface HealthJudgement {
  readonly node: HealthState
  readonly protocols: readonly ProtocolJudgement[]
  readonly topics: readonly Omit<TopicHealthEntry, 'sinceMs'>[]
}

/** Judges every part by what it tells: its state in nwaku's words, what is wrong, and what to do about it. */
export function judgeHealth(sources: HealthSources): HealthJudgement {
  const topics = judgeTopics(sources)
  const { isRelaying = true, light, history, peerExchange } = sources
  const relay: ServiceJudgement = isRelaying ? judgeRelay(topics) : { name: 'Relay', state: 'NOT_MOUNTED' }
  const rln = judgeRln(sources)
  const isReady = [relay, rln].every(({ state }) => state === 'READY' || state === 'NOT_MOUNTED')
  return {
    node: isReady ? 'READY' : rln.state === 'SYNCHRONIZING' ? 'SYNCHRONIZING' : 'NOT_READY',
    protocols: [
      ...inNwakuOrder([
        relay,
        rln,
        ...history.judge(),
        ...light.judge(relay.state),
        ...(peerExchange.serves ? [{ name: 'Peer Exchange', state: 'READY' } as const] : []),
      ]),
      judgePeers(sources),
    ],
    topics,
  }
}

function judgeTopics({ relay }: HealthSources): HealthJudgement['topics'] {
  const relayPeers = relay.peers().length
  return relay.topics.map((pubsubTopic) => {
    const meshPeers = relay.meshPeers(pubsubTopic).length
    const subscribers = relay.subscribers(pubsubTopic).length
    return { pubsubTopic, meshPeers, ...diagnoseTopic({ relayPeers, subscribers, meshPeers }) }
  })
}

/** Shards that a problem names; a node may relay a thousand. */
const MAX_NAMED_TOPICS = 8

function judgeRelay(topics: HealthJudgement['topics']): ServiceJudgement {
  const lonely = topics.filter(({ health }) => health === 'unhealthy')
  const [first] = lonely
  if (first === undefined) return { name: 'Relay', state: 'READY' }
  const named = lonely.slice(0, MAX_NAMED_TOPICS).map(({ pubsubTopic }) => pubsubTopic)
  const names = [...named, ...(lonely.length > named.length ? [`${lonely.length - named.length} more`] : [])].join(', ')
  const { problem, advice } = first
  return {
    name: 'Relay',
    state: 'NOT_READY',
    problem: `no mesh peers on ${names}: ${problem}`,
    ...(advice && { advice }),
  }
}

const RPC_ADVICE = 'check --rln-relay-eth-client-address, or give a second endpoint'

/** What to do when the chain cannot be followed, for the reasons that are not the endpoint's reachability. */
const ADVICE: Readonly<Partial<Record<string, string>>> = {
  wrong_chain_id: 'the endpoint is one of another chain: check --rln-relay-eth-client-address and --rln-relay-chain-id',
  no_contract_code: 'there is no contract: check --rln-relay-eth-contract-address',
  not_a_membership_contract: 'it is another contract: check --rln-relay-eth-contract-address',
  rpc_behind: 'the endpoint lags behind its chain: wait, or give another one (--rln-relay-eth-client-address)',
  rpc_disagreement: 'one of the endpoints is wrong: leave it out of --rln-relay-eth-client-address',
}

function judgeRln({ protection, isRelaying = true }: HealthSources): ServiceJudgement {
  const name = 'Rln Relay'
  if (protection === undefined) {
    const problem = isRelaying
      ? 'RLN is off: anybody can flood this node, and it passes the flood on'
      : 'RLN is off: nothing proves what this node pushes, or checks what it is sent'
    return { name, state: 'NOT_MOUNTED', problem, advice: 'leave out --rln-relay=false, unless all peers are trusted' }
  }
  const { membership, validator } = protection
  const { status, reason } = membership.health()
  if (validator.isClockSuspect) {
    const problem = 'clock_suspect: nearly all peers disagree with the clock of this machine'
    return { name, state: 'NOT_READY', problem, advice: 'set the clock, best by NTP' }
  }
  const advice = (reason && ADVICE[reason]) ?? RPC_ADVICE
  switch (status) {
    case 'synced':
      return { name, state: 'READY' }
    case 'degraded': {
      const problem = `${reason}: the chain cannot be followed; the last roots still count`
      return { name, state: 'READY', problem, advice }
    }
    case 'starting': {
      const problem = `${reason === undefined ? '' : `${reason}: `}the membership set is being read from the chain`
      return { name, state: 'SYNCHRONIZING', problem, advice: reason === undefined ? 'wait' : advice }
    }
    case 'not_synced': {
      const problem = `${reason ?? 'not_synced'}: the chain was not followed for too long, so no message is accepted`
      return { name, state: 'NOT_READY', problem, advice }
    }
  }
}

function judgePeers({ peers }: HealthSources): ProtocolJudgement {
  const { connected, known, staticPeers, staticConnected } = peers.status()
  const name = 'Peers'
  if (connected === 0) {
    const advice =
      staticPeers > 0
        ? 'check that they are up and that their addresses and peer ids are right (--staticnode)'
        : 'name peers by --staticnode, or tell others the address of this node'
    const problem = known === 0 ? 'no peer is connected or known' : `none of ${known} known peers is connected`
    return { name, state: 'NOT_READY', problem, advice }
  }
  if (staticConnected === staticPeers) return { name, state: 'READY' }
  const problem = `${staticPeers - staticConnected} of ${staticPeers} static peers are not connected`
  return { name, state: 'READY', problem, advice: 'check that they are up, and --staticnode; they are dialled on' }
}
