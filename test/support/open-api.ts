import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { openApiDocument } from '../../src/rest/openapi/document.ts'

type Document = ReturnType<typeof openApiDocument>

/** An operation and where it is. */
export interface LocatedOperation {
  readonly path: string
  readonly method: string
  readonly operation: Document['paths'][string] extends infer Methods ? NonNullable<Methods[keyof Methods]> : never
}

export function operationsOf(document: Document): LocatedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
}

/** Judges answers by the document's schemas. */
export class OpenApiJudge {
  readonly #ajv: Ajv2020
  readonly #operations: readonly LocatedOperation[]

  constructor(document: Document) {
    // A draft that says what it does not know would let a misspelt keyword pass.
    this.#ajv = new Ajv2020({ strict: true, strictTypes: false, formats: { 'date-time': true } })
    this.#ajv.addSchema(forAjv({ $id: 'openapi', $defs: document.components.schemas }))
    this.#operations = operationsOf(document)
  }

  /** What is wrong with an answer; undefined when it is as the document says. */
  whatIsWrong(
    { method, url }: { readonly method: string; readonly url: string },
    { status, contentType, body }: { readonly status: number; readonly contentType: string; readonly body: string },
  ): string | undefined {
    const operation = this.operationOf(method, url)
    if (operation === undefined) return `${method} ${url} is not in the document`
    const answer = operation.operation.responses[status]
    if (answer === undefined) return `${method} ${url} gave ${status}, which is not in the document`
    const [mediaType] = contentType.split(';')
    const schema = answer.content?.[mediaType!]?.schema
    if (schema === undefined) return `${method} ${url} gave ${status} as ${mediaType}, which is not in the document`
    const validate = this.#compile(schema)
    if (validate(mediaType === 'application/json' ? JSON.parse(body) : body)) return undefined
    return `${method} ${url}: ${this.#ajv.errorsText(validate.errors)}`
  }

  operationOf(method: string, url: string): LocatedOperation | undefined {
    const segments = url.split('?')[0]!.split('/')
    const matches = ({ path }: LocatedOperation): boolean => {
      const pattern = path.split('/')
      return (
        pattern.length === segments.length && pattern.every((part, i) => part.startsWith('{') || part === segments[i])
      )
    }
    const found = this.#operations.filter((operation) => operation.method === method && matches(operation))
    return found.find(({ path }) => !path.includes('{')) ?? found[0]
  }

  /** @throws Error for what is no schema */
  #compile(schema: object): ValidateFunction {
    return this.#ajv.compile(forAjv(schema))
  }
}

/** With references to where a JSON Schema of its own has them. */
function forAjv(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', 'openapi#/$defs/'))
}
