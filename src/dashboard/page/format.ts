/** Long ids by both ends. Short ones stay whole. */
export function shortId(id: string, kept = 6): string {
  return id.length <= 2 * kept + 1 ? id : `${id.slice(0, kept)}…${id.slice(-kept)}`
}

/** A peer id by its end: all ids of a kind begin alike. */
export function shortPeerId(peerId: string): string {
  return peerId.length <= 10 ? peerId : `…${peerId.slice(-8)}`
}

/** `0x` and both ends of a field element. */
export function shortHex(hex: string): string {
  return hex.length <= 14 ? hex : `${hex.slice(0, 8)}…${hex.slice(-6)}`
}

export function formatCount(count: number): string {
  return count.toLocaleString('en')
}

/** Messages a second: as many digits as can be believed. */
export function formatRate(perSecond: number | undefined): string {
  if (perSecond === undefined) return '–'
  if (perSecond >= 100) return formatCount(Math.round(perSecond))
  return perSecond === 0 ? '0' : perSecond.toFixed(perSecond >= 10 ? 1 : 2)
}

/** `48 s`, `3 min 05 s`, `2 h 10 min`, `4 d 3 h`. Negative is none. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1_000))
  const pad = (value: number): string => String(value).padStart(2, '0')
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${pad(seconds % 60)} s`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h ${pad(minutes % 60)} min`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}

/** Time of day on the reader's clock. */
export function formatTime(timeMs: number): string {
  return new Date(timeMs).toLocaleTimeString('en-GB')
}

/** Date and time of day on the reader's clock. */
export function formatDate(timeMs: number): string {
  const date = new Date(timeMs)
  const pad = (value: number): string => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}`
}

/** nwaku's words for states, for people: `NOT_READY` is `not ready`. */
export function formatState(state: string): string {
  return state.toLowerCase().replaceAll('_', ' ')
}
