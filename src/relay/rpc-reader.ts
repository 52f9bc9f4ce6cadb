import type { RPC } from '@libp2p/gossipsub/message'
import type { PeerId, Stream } from '@libp2p/interface'
import { BoundedMap, type Clock } from '../foundation/index.ts'
import type { GossipsubInternals, InboundStreamHandle } from './gossipsub-internals.ts'
import { MAX_RPC_BYTES } from './gossipsub-options.ts'
import { GRAYLIST_THRESHOLD } from './peer-scoring.ts'
import { RpcBudget } from './rpc-budget.ts'
import { RpcFrames, RpcTooLong } from './rpc-frames.ts'

/** P7 is squared and weighs -10: 16 offences within minutes are -10 240, which is under the graylist threshold. */
const OFFENCE = 2
/** An RPC over the bound ends the connection as well: the fourth such connection is graylisted. */
const TOO_LONG_OFFENCE = 8

/** Peers whose budget is remembered, so that a new connection brings no new one; several times the connections. */
const MAX_BUDGETS = 1_024

export interface RpcReaderComponents {
  readonly router: GossipsubInternals
  readonly clock: Clock
  readonly disconnect: (peerId: PeerId) => Promise<void>
  readonly log: (text: string, error: unknown) => void
}

/**
 * Reads what peers send, in place of gossipsub 17, which reads as fast as a peer writes, keeps the streams that a newer
 * one replaced, and does not mind RPCs that cannot be decoded, are too long or flood it with control messages.
 */
export class RpcReader {
  readonly #components: RpcReaderComponents
  readonly #topicCount: number
  readonly #budgets = new BoundedMap<string, RpcBudget>(MAX_BUDGETS)

  /** @param topicCount topics this node carries */
  constructor(components: RpcReaderComponents, topicCount: number) {
    this.#components = components
    this.#topicCount = topicCount
  }

  /** Takes a stream a peer opened; the one it had before ends. */
  open(peerId: PeerId, stream: Stream): void {
    const { router } = this.#components
    const id = peerId.toString()
    if (!router.isStarted() || !router.peers.has(id)) return
    if (!this.#budgetOf(id).takeStream()) this.#punish(id, OFFENCE)
    const replaced = router.streamsInbound.get(id)
    const handle = new InboundStream(stream)
    router.streamsInbound.set(id, handle)
    if (replaced instanceof InboundStream) replaced.abort()
    void this.#read(peerId, stream, () => router.streamsInbound.get(id) === handle)
  }

  async #read(peerId: PeerId, stream: Stream, isCurrent: () => boolean): Promise<void> {
    const { router, disconnect, log } = this.#components
    const frames = new RpcFrames(MAX_RPC_BYTES)
    try {
      for await (const chunk of stream) {
        for (const bytes of frames.push(chunk.subarray())) {
          await this.#receive(peerId, bytes)
          if (!isCurrent()) return
        }
      }
    } catch (error) {
      // The end of a stream that another one replaced, or of a connection, says nothing new.
      if (!isCurrent()) return
      if (error instanceof RpcTooLong) {
        this.#punish(peerId.toString(), TOO_LONG_OFFENCE)
        stream.abort(error)
        disconnect(peerId).catch((failure: unknown) => log('a peer could not be disconnected', failure))
      } else {
        router.handlePeerReadStreamError(error as Error, peerId)
      }
    }
  }

  async #receive(peerId: PeerId, bytes: Uint8Array): Promise<void> {
    const { router, log } = this.#components
    const id = peerId.toString()
    const budget = this.#budgetOf(id)
    await budget.waitForMessages(1)
    if (router.score.score(id) < GRAYLIST_THRESHOLD) return
    const rpc = this.#decode(bytes)
    if (rpc === undefined || !budget.takeControl(rpc)) {
      this.#punish(id, OFFENCE)
      return
    }
    await budget.waitForMessages(rpc.messages.length - 1)
    try {
      await router.handleReceivedRpc(peerId, rpc)
    } catch (error) {
      log('an RPC could not be handled', error)
    }
  }

  /** Undefined when the bytes are no RPC, or one of more entries than allowed. */
  #decode(bytes: Uint8Array): RPC | undefined {
    try {
      const rpc = this.#components.router.decodeRpc(bytes)
      for (const message of rpc.messages) detach(message, bytes)
      return rpc
    } catch {
      return undefined
    }
  }

  #punish(id: string, offence: number): void {
    const { score } = this.#components.router
    score.addPenalty(id, offence, 'rpc_budget')
    // Scores are remembered for a second; a flood must not have that second.
    score.scoreCache.delete(id)
  }

  #budgetOf(id: string): RpcBudget {
    const known = this.#budgets.get(id)
    if (known !== undefined) return known
    const budget = new RpcBudget(this.#components.clock, this.#topicCount)
    this.#budgets.set(id, budget)
    return budget
  }
}

class InboundStream implements InboundStreamHandle {
  readonly #stream: Stream

  constructor(stream: Stream) {
    this.#stream = stream
  }

  abort(): void {
    this.#stream.abort(new Error('the peer opened another stream'))
  }

  async close(): Promise<void> {
    await this.#stream.close().catch((error: Error) => this.#stream.abort(error))
  }
}

/** Data is a view of its RPC: a small message, kept for its verdict, must not keep a large RPC alive. */
function detach(message: RPC.Message, rpc: Uint8Array): void {
  if (message.data !== undefined && 2 * message.data.length < rpc.length) message.data = message.data.slice()
}

/** Has `router` read through an {@link RpcReader}. */
export function readWithinBudget(
  router: GossipsubInternals,
  components: Omit<RpcReaderComponents, 'router'>,
  topicCount: number,
): void {
  const reader = new RpcReader({ ...components, router }, topicCount)
  router.createInboundStream = (peerId, stream) => reader.open(peerId, stream)
}
