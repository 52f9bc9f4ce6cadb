/** How far the reading of an artifact is. */
export interface ArtifactProgress {
  readonly name: string
  /** Read so far. */
  readonly bytes: number
  /** Missing where the server does not say, or sends it compressed. */
  readonly totalBytes?: number
  /** Whether it comes out of the browser's cache, at once and whole. */
  readonly fromCache: boolean
}
