import { silentLogger } from '../foundation/index.ts'
import { createHost } from '../network/server.ts'
import { createWorkerProver, createWorkerVerifier, fileArtifactSource } from '../rln/server.ts'
import { createLightNodeOn } from './create-light-node.ts'
import type { LightNode } from './light-node.ts'
import type { LightNodeOptions } from './light-node-options.ts'
import type { LightPlatform } from './light-platform.ts'
import { createMessageProverOn, type MessageProver, type MessageProverOptions } from './message-prover.ts'

const nodePlatform: LightPlatform = {
  artifacts: fileArtifactSource(),
  transports: () => ['tcp', 'ws', 'wss'],
  createHost: ({ agentVersion }) =>
    createHost({ logger: silentLogger }, { listenAddresses: [], agentVersion, services: {} }),
  createProver: (artifacts) => createWorkerProver(artifacts),
  createVerifier: (verificationKey) => createWorkerVerifier(verificationKey),
}

/** As in a browser, on Node's own means. @throws as there */
export function createLightNode(options: LightNodeOptions = {}): Promise<LightNode> {
  return createLightNodeOn(nodePlatform, options)
}

/** As in a browser, on Node's own means. @throws as there */
export function createMessageProver(options: MessageProverOptions): Promise<MessageProver> {
  return createMessageProverOn(nodePlatform, options)
}
