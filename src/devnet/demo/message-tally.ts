import type { RestClient } from '../../rest/index.ts'

/** Which message reached the application of which node, as read from the nodes' REST APIs. */
export class MessageTally {
  readonly #nodes: readonly RestClient[]
  readonly #contentTopic: string
  readonly #seenBy = new Map<string, Set<number>>()

  constructor(nodes: readonly RestClient[], contentTopic: string) {
    this.#nodes = nodes
    this.#contentTopic = contentTopic
  }

  async subscribe(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.subscribe([this.#contentTopic])))
  }

  /** Takes what has arrived since the last call. */
  async collect(): Promise<void> {
    await Promise.all(
      this.#nodes.map(async (node, index) => {
        for (const { payload } of await node.takeMessages(this.#contentTopic)) {
          const text = Buffer.from(payload, 'base64').toString('utf8')
          const seenBy = this.#seenBy.get(text) ?? new Set()
          this.#seenBy.set(text, seenBy.add(index))
        }
      }),
    )
  }

  /** Indices of the nodes that delivered the text. */
  nodesThatDelivered(text: string): readonly number[] {
    return [...(this.#seenBy.get(text) ?? [])]
  }
}
