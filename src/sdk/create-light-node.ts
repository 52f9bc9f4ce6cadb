import { noMetrics, silentLogger, systemClock, systemRandom } from '../foundation/index.ts'
import { createDialingHost } from '../network/index.ts'
import {
  createProver,
  createProverOnWorkers,
  createVerifier,
  createVerifierOnWorkers,
  webWorkerSpawner,
} from '../rln/index.ts'
import { AssembledLightNode } from './assembled-light-node.ts'
import type { LightNode } from './light-node.ts'
import type { LightNodeOptions } from './light-node-options.ts'
import type { LightPlatform } from './light-platform.ts'
import { createMessageProverOn, type MessageProver, type MessageProverOptions } from './message-prover.ts'

/** A browser, or whatever runs ECMAScript with fetch and WebSocket: proofs are made and verified on workers where there are. */
const browserPlatform: LightPlatform = {
  // A page served over https is kept from ws:// by the browser itself.
  transports: () => (globalThis.location?.protocol === 'https:' ? ['wss'] : ['ws', 'wss']),
  createHost: createDialingHost,
  createProver: (artifacts, worker) =>
    worker ? createProverOnWorkers(webWorkerSpawner(worker), artifacts) : createProver(artifacts),
  createVerifier: (verificationKey, worker) =>
    worker ? createVerifierOnWorkers(webWorkerSpawner(worker), verificationKey) : createVerifier(verificationKey),
}

/**
 * A light node, started unless told otherwise.
 * @throws SdkError `option_invalid`; NetworkError `invalid_peer_address`, `peer_id_missing`; with `rln` MembershipError for
 *   the chain and RlnError for the keys
 */
export function createLightNode(options: LightNodeOptions = {}): Promise<LightNode> {
  return createLightNodeOn(browserPlatform, options)
}

/** A prover for the messages of somebody else's node. @throws as `createLightNode` */
export function createMessageProver(options: MessageProverOptions): Promise<MessageProver> {
  return createMessageProverOn(browserPlatform, options)
}

export async function createLightNodeOn(platform: LightPlatform, options: LightNodeOptions): Promise<LightNode> {
  const { clock = systemClock, random = systemRandom, logger = silentLogger, metrics = noMetrics } = options
  const node = await AssembledLightNode.create({ platform, clock, random, logger, metrics }, options)
  if (options.autoStart ?? true) await node.start()
  return node
}
