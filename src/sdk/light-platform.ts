import type { LightHost } from '../network/index.ts'
import type { ArtifactSource, PreparingProver, ProvingArtifacts, VerificationKey, Verifier } from '../rln/index.ts'

/** What a light node takes from where it runs. */
export interface LightPlatform {
  /** Where artifacts come from unless the application says otherwise. Missing: it must. */
  readonly artifacts?: ArtifactSource
  createHost(options: { readonly agentVersion: string }): Promise<LightHost>
  createProver(artifacts: ProvingArtifacts): Promise<PreparingProver>
  createVerifier(verificationKey: VerificationKey): Promise<Verifier>
}
