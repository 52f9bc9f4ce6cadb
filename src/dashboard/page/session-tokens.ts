import type { TokenStore } from './node-feed.ts'

/** Tokens that were typed, kept until the tab is closed. */
export class SessionTokens implements TokenStore {
  get(nodeUrl: string): string | undefined {
    return sessionStorage.getItem(keyOf(nodeUrl)) ?? undefined
  }

  set(nodeUrl: string, token: string): void {
    sessionStorage.setItem(keyOf(nodeUrl), token)
  }
}

function keyOf(nodeUrl: string): string {
  return `wakunode-token ${nodeUrl}`
}
