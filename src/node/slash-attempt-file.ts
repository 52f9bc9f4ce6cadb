import { readFile } from 'node:fs/promises'
import { replaceFile } from '../membership/server.ts'
import { NodeError } from './node-error.ts'

/** How a slash ended. `nothing_to_slash`: membership and deposit were gone before. */
export interface SlashSettlement {
  readonly status: 'slashed' | 'already_slashed' | 'nothing_to_slash'
  readonly transactionHash: string | null
  readonly atMs: number
}

/** What the commitment to a slash is bound to, besides secret and salt. */
export interface SlashTarget {
  readonly chainId: number
  readonly contract: string
  readonly sender: string
  readonly receiver: string
}

/** A slash under way, or settled. */
export interface SlashAttempt extends SlashTarget {
  /** 32 bytes, 0x hex; null when it was settled before anything was sent. */
  readonly salt: string | null
  readonly settled: SlashSettlement | null
}

/** An attempt takes some 400 characters. */
const MAX_LENGTH = 4_096

/**
 * What must survive a kill between commit and reveal, beside the evidence: `<evidence>.slash.json`, mode 0600, written
 * before the commit is sent.
 */
export class SlashAttemptFile {
  readonly path: string

  constructor(evidencePath: string) {
    this.path = `${evidencePath}.slash.json`
  }

  /** @throws NodeError `slash_attempt_unreadable` */
  async load(): Promise<SlashAttempt | undefined> {
    let text: string
    try {
      text = await readFile(this.path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw this.#unreadable(error)
    }
    try {
      if (text.length > MAX_LENGTH) throw new TypeError('too long')
      return attemptOf(JSON.parse(text))
    } catch (error) {
      throw this.#unreadable(error)
    }
  }

  async save(attempt: SlashAttempt): Promise<void> {
    await replaceFile(this.path, `${JSON.stringify(attempt)}\n`)
  }

  #unreadable(cause: unknown): NodeError {
    const text = `${this.path} cannot be read as an attempt to slash; delete it to start anew`
    return new NodeError('slash_attempt_unreadable', text, { cause })
  }
}

/** Whether both are the same commitment but for its salt. */
export function isSameSlash(a: SlashTarget, b: SlashTarget): boolean {
  return isSameContract(a, b) && same(a.sender, b.sender) && same(a.receiver, b.receiver)
}

export function isSameContract(a: SlashTarget, b: SlashTarget): boolean {
  return a.chainId === b.chainId && same(a.contract, b.contract)
}

/** Addresses are written with or without the capitals of a checksum. */
function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function attemptOf(json: unknown): SlashAttempt {
  const { chainId, contract, sender, receiver, salt, settled } = json as SlashAttempt
  const isAttempt =
    Number.isSafeInteger(chainId) &&
    [contract, sender, receiver].every((address) => /^0x[0-9a-f]{40}$/i.test(address)) &&
    (salt === null || /^0x[0-9a-f]{64}$/i.test(salt)) &&
    (settled === null || typeof settled.status === 'string')
  if (!isAttempt) throw new TypeError('it lacks fields')
  return { chainId, contract, sender, receiver, salt, settled }
}
