import type { Schema } from './schemas.ts'

/** An answer's body by its content type; undefined: none. */
export type Content = Readonly<Record<string, { readonly schema: Schema }>>

export interface Answer {
  readonly description: string
  readonly content?: Content
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly description: string
  readonly required: boolean
  readonly schema: Schema
}

/** One method of one path. */
export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required: true; readonly content: Content }
  readonly responses: Readonly<Record<string, Answer>>
}

export type Operations = Readonly<Record<string, Partial<Record<'get' | 'post' | 'put' | 'delete', Operation>>>>

export const inJson = (schema: Schema): Content => ({ 'application/json': { schema } })
export const inText = (schema: Schema = { type: 'string' }): Content => ({ 'text/plain': { schema } })

export const done: Answer = { description: 'Done.', content: inText({ const: 'OK' }) }

export function answer(description: string, schema: Schema): Answer {
  return { description, content: inJson(schema) }
}

/** A refusal, as a line of text. */
export function refusal(description: string): Answer {
  return { description, content: inText() }
}

/** A refusal, as a line of text or with the code of an error. */
export function failure(description: string): Answer {
  return { description, content: { ...inText(), ...inJson({ $ref: '#/components/schemas/Failure' }) } }
}

export function body(schema: Schema): NonNullable<Operation['requestBody']> {
  return { required: true, content: inJson(schema) }
}

export function inPath(name: string, description: string, schema: Schema = { type: 'string' }): Parameter {
  return { name, in: 'path', description, required: true, schema }
}
