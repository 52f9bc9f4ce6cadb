import type { Multiaddr } from '@multiformats/multiaddr'
import type { LightHost } from '../network/index.ts'
import type { ArtifactSource, PreparingProver, ProvingArtifacts, VerificationKey, Verifier } from '../rln/index.ts'
import type { StartWorker } from './rln-options.ts'

/** What a light node takes from where it runs. */
export interface LightPlatform {
  /** Where artifacts come from unless the application says otherwise. Missing: it must. */
  readonly artifacts?: ArtifactSource
  /** Whether an address that a stranger named is of a kind that the host can dial. */
  canDial(address: Multiaddr): boolean
  createHost(options: { readonly agentVersion: string }): Promise<LightHost>
  /** @param worker starts a Web Worker, where the application has said how */
  createProver(artifacts: ProvingArtifacts, worker: StartWorker | undefined): Promise<PreparingProver>
  createVerifier(verificationKey: VerificationKey, worker: StartWorker | undefined): Promise<Verifier>
}
