/** Longer ones are no origin of a page; it bounds what matching costs. */
const MAX_ORIGIN_LENGTH = 300

/**
 * Reads what `--rest-allow-origin` allows, as nwaku does: `https://app.example`, `localhost:*` (http or https), several
 * with commas between. `*` stands for any text, `?` for any character or none. `null`, which sandboxed pages and files
 * call themselves, is never allowed.
 */
export function originMatcher(allowed: readonly string[]): (origin: string) => boolean {
  const patterns = allowed
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map(patternOf)
  return (origin) => origin.length <= MAX_ORIGIN_LENGTH && patterns.some((pattern) => pattern.test(origin))
}

function patternOf(text: string): RegExp {
  const [, scheme = 'https?://', rest] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/i.exec(text)!
  const escaped = rest!.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${scheme}${escaped.replace(/\*+/g, '[^/]*').replaceAll('?', '[^/]?')}$`, 'i')
}
