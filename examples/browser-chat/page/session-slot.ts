import type { ChatSession } from './chat-session.ts'

/**
 * Holds the one session of the page. Reading and unlocking begin one each, and either may be ready first: the one that was
 * taken in last stays, and the other is stopped.
 */
export class SessionSlot<Session extends Pick<ChatSession, 'stop' | 'waitForNodes'>> {
  #session: Session | undefined

  get session(): Session | undefined {
    return this.#session
  }

  /** Stops the session that is in, if any. */
  async empty(): Promise<void> {
    const before = this.#session
    this.#session = undefined
    await before?.stop()
  }

  /**
   * Takes a session in, stops the one before, and waits for nodes.
   * @returns false when the session was put out meanwhile: it is stopped, and nobody waits for it any more
   */
  async fill(session: Session): Promise<boolean> {
    const before = this.#session
    this.#session = session
    await before?.stop()
    try {
      await session.waitForNodes()
    } catch (error) {
      if (this.#session === session) throw error
    }
    return this.#session === session
  }
}
