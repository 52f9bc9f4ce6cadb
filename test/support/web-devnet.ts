import { DevelopmentNetwork, startWebChat, type WebChat } from '../../src/devnet/index.ts'
import { ReleaseStack, systemClock, systemRandom } from '../../src/foundation/index.ts'
import { HttpRpcEndpoint } from '../../src/membership/index.ts'

/** Long enough that a test is in one epoch, but for one in a thousand. */
const EPOCH_SIZE_SECONDS = 86_400
const RATE_LIMIT = 20

/** Two nodes on a chain of their own, and the chat page that is served against them. */
export class WebDevnet {
  readonly network: DevelopmentNetwork
  readonly chat: WebChat
  readonly #releases: ReleaseStack

  private constructor(network: DevelopmentNetwork, chat: WebChat, releases: ReleaseStack) {
    this.network = network
    this.chat = chat
    this.#releases = releases
  }

  static async start(): Promise<WebDevnet> {
    const releases = new ReleaseStack()
    try {
      const network = await DevelopmentNetwork.start(
        { clock: systemClock, random: systemRandom },
        {
          rateLimits: [RATE_LIMIT, RATE_LIMIT],
          nodeCount: 2,
          clusterId: 42,
          epochSizeSeconds: EPOCH_SIZE_SECONDS,
          minRateLimit: 5,
          onProgress: () => undefined,
        },
      )
      releases.add(() => network.stop())
      const chat = await startWebChat({ random: systemRandom }, { network, port: 0 })
      releases.add(() => chat.stop())
      return new WebDevnet(network, chat, releases)
    } catch (error) {
      await releases.releaseAll()
      throw error
    }
  }

  /** The chain's clock goes forward, and a block is mined at the new time. */
  async passTime(seconds: number): Promise<void> {
    const chain = new HttpRpcEndpoint(this.network.chain.rpcUrl)
    await chain.request('evm_increaseTime', [seconds])
    await chain.request('evm_mine', [])
  }

  stop(): Promise<void> {
    return this.#releases.releaseAll()
  }
}
