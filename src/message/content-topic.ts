import { MessageError } from './message-error.ts'

/** The parts of a content topic (23/WAKU2-TOPICS). */
export interface ContentTopic {
  /** How to shard it; only generation 0 is defined. */
  readonly generation: 0
  readonly application: string
  readonly version: string
  readonly name: string
  readonly encoding: string
}

/**
 * Parses `/application/version/name/encoding`, with or without the generation `/0` in front.
 * @throws MessageError `content_topic_invalid`, `content_topic_generation_unsupported`
 */
export function parseContentTopic(text: string): ContentTopic {
  const [empty, ...parts] = text.split('/')
  const names = parts.length === 5 ? parts.slice(1) : parts
  const [application, version, name, encoding] = names
  if (empty !== '' || names.length !== 4 || !application || !version || !name || !encoding) throw invalid(text)
  if (parts.length === 5) refuseOtherGeneration(parts[0]!, text)
  return { generation: 0, application, version, name, encoding }
}

function refuseOtherGeneration(generation: string, text: string): void {
  if (!/^[0-9]+$/.test(generation)) throw invalid(text)
  if (/[1-9]/.test(generation)) {
    throw new MessageError(
      'content_topic_generation_unsupported',
      `Content topic ${JSON.stringify(text)} is of generation ${generation}; only generation 0 can be sharded`,
    )
  }
}

function invalid(text: string): MessageError {
  return new MessageError(
    'content_topic_invalid',
    `Content topic ${JSON.stringify(text)} must look like /application/version/name/encoding`,
  )
}
