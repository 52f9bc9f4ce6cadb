import type { Stream, StreamMessageEvent } from '@libp2p/interface'
import type { Clock } from '../foundation/index.ts'
import { encodeFrame, FrameAssembler } from './frame.ts'
import { NetworkError } from './network-error.ts'

/** How long a peer may take to close its side of a stream that has served its purpose. */
export const CLOSE_GRACE_MS = 5_000

/**
 * Reads one frame; what follows it is left unread.
 * @param onArrival called before the first byte is looked at, or when the stream ends without one; what it throws is thrown
 * @throws NetworkError `frame_too_large`, `frame_malformed`, `stream_ended_early`, `stream_failed`; the signal's reason
 */
export async function readFrame(
  stream: Stream,
  maxBytes: number,
  signal: AbortSignal,
  onArrival?: () => void,
): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  const assembler = new FrameAssembler(maxBytes)
  let hasArrived = false
  const arrive = (): void => {
    if (hasArrived) return
    hasArrived = true
    onArrival?.()
  }
  const onMessage = ({ data }: StreamMessageEvent): void => {
    try {
      arrive()
      const frame = assembler.push(data.subarray())
      if (frame !== undefined) resolve(frame)
    } catch (error) {
      reject(error)
    }
  }
  const onEnd = (): void => {
    try {
      arrive()
    } catch (error) {
      reject(error)
      return
    }
    const isGraceful = stream.status === 'open' || stream.status === 'closing' || stream.status === 'closed'
    reject(
      isGraceful
        ? new NetworkError('stream_ended_early', 'the stream ended within a message')
        : new NetworkError('stream_failed', 'the stream was reset'),
    )
  }
  // Bytes that came before the close are still dispatched, and `end` comes after them.
  const onClose = (): void => {
    if (stream.readBufferLength === 0) onEnd()
  }
  const onAbort = (): void => reject(signal.reason)
  stream.addEventListener('message', onMessage)
  stream.addEventListener('end', onEnd)
  stream.addEventListener('close', onClose)
  signal.addEventListener('abort', onAbort)
  if (signal.aborted) onAbort()
  else if ((isClosed(stream) || stream.readableEnded) && stream.readBufferLength === 0) onEnd()
  return promise.finally(() => {
    stream.removeEventListener('message', onMessage)
    stream.removeEventListener('end', onEnd)
    stream.removeEventListener('close', onClose)
    signal.removeEventListener('abort', onAbort)
  })
}

/** Sends one frame and closes our side of the stream. @throws NetworkError `stream_failed`; the signal's reason */
export async function writeFrame(stream: Stream, payload: Uint8Array, signal: AbortSignal): Promise<void> {
  try {
    if (!stream.send(encodeFrame(payload))) await stream.onDrain({ signal })
    await stream.close({ signal })
  } catch (cause) {
    if (signal.aborted) throw signal.reason
    throw new NetworkError('stream_failed', 'the message could not be sent', { cause })
  }
}

/** Waits until the peer has closed its side too, and resets the stream when that takes too long. */
export async function lingerUntilClosed(stream: Stream, clock: Clock, signal?: AbortSignal): Promise<void> {
  if (isClosed(stream)) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const giveUp = (): void => stream.abort(new NetworkError('request_timed_out', 'the peer did not close its side'))
  const cancel = clock.after(CLOSE_GRACE_MS, giveUp)
  stream.addEventListener('close', () => resolve(), { once: true })
  signal?.addEventListener('abort', giveUp, { once: true })
  // What the peer still sends is read and dropped: it would fill a buffer otherwise.
  stream.addEventListener('message', () => undefined)
  if (signal?.aborted) giveUp()
  await promise
  cancel()
  signal?.removeEventListener('abort', giveUp)
}

/** Whether nothing more goes either way: its `close` has been told, and is not told again. */
export function isClosed({ status }: Pick<Stream, 'status'>): boolean {
  return status === 'closed' || status === 'aborted' || status === 'reset'
}
