import type { MessageQuota } from 'waku-rln-relay/sdk'
import { byId, setText } from './dom.ts'

/** What is left of the epoch's messages, and when all are there again. */
export function showQuota(quota: MessageQuota | undefined, nowMs: number): void {
  byId('meter').hidden = quota === undefined
  if (quota === undefined) return
  const { left, rateLimit, epochEndsAtMs, availableAtMs } = quota
  const bar = byId<HTMLProgressElement>('quota-bar')
  bar.max = rateLimit
  bar.value = left
  setText(byId('quota'), `${left} of ${rateLimit} messages left`)
  const wait = (ms: number): string => seconds(Math.max(0, Math.ceil((ms - nowMs) / 1000)))
  const text =
    availableAtMs === undefined ? `all again in ${wait(epochEndsAtMs)}` : `nothing before ${wait(availableAtMs)}`
  setText(byId('epoch'), text)
}

function seconds(count: number): string {
  if (count < 60) return `${count} s`
  const minutes = Math.floor(count / 60)
  return minutes < 60 ? `${minutes} min ${count % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
