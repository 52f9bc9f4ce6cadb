import type { TokenStore } from './node-feed.ts'
import { openStorage } from './page-storage.ts'

/** Tokens that were typed, kept until the tab is closed. */
export class SessionTokens implements TokenStore {
  readonly #storage = openStorage('sessionStorage')

  get(nodeUrl: string): string | undefined {
    return this.#storage.getItem(keyOf(nodeUrl)) ?? undefined
  }

  set(nodeUrl: string, token: string): void {
    this.#storage.setItem(keyOf(nodeUrl), token)
  }
}

function keyOf(nodeUrl: string): string {
  return `wakunode-token ${nodeUrl}`
}
