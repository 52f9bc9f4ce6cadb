import type { DialTransport, LightHost } from '../network/index.ts'
import type { ArtifactSource, PreparingProver, ProvingArtifacts, VerificationKey, Verifier } from '../rln/index.ts'
import type { StartWorker } from './rln-options.ts'

/** What a light node takes from where it runs. */
export interface LightPlatform {
  /** Where artifacts come from unless the application says otherwise. Missing: it must. */
  readonly artifacts?: ArtifactSource
  /** What the host dials over. */
  transports(): readonly DialTransport[]
  createHost(options: { readonly agentVersion: string }): Promise<LightHost>
  /** @param worker starts a Web Worker, where the application has said how */
  createProver(artifacts: ProvingArtifacts, worker: StartWorker | undefined): Promise<PreparingProver>
  createVerifier(verificationKey: VerificationKey, worker: StartWorker | undefined): Promise<Verifier>
}
