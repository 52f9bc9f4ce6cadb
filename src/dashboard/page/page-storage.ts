/** What the page keeps of the browser's storage. */
export type PageStorage = Pick<Storage, 'getItem' | 'setItem'>

/** The browser's storage; where it is forbidden to pages, memory: the page then works all the same, until it is left. */
export function openStorage(kind: 'localStorage' | 'sessionStorage'): PageStorage {
  try {
    return window[kind]
  } catch {
    const items = new Map<string, string>()
    return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => items.set(key, value) }
  }
}
