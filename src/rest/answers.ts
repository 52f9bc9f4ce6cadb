import type { FastifyReply, FastifyRequest } from 'fastify'

/** nwaku's answer to what was done. */
export function sendOk(reply: FastifyReply): FastifyReply {
  return reply.type('text/plain').send('OK')
}

/** A line that says what was wrong. */
export function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).type('text/plain').send(message)
}

/** The body as a list of texts; undefined when it is none, is empty or has more than `most`. */
export function textsOf(body: unknown, most: number): string[] | undefined {
  const isList = Array.isArray(body) && body.length > 0 && body.length <= most
  return isList && body.every((text) => typeof text === 'string') ? body : undefined
}

/** What refuses a request that could not be read, such as a body that is no JSON, in the shape of a route's other answers. */
export function refuseUnreadable(toAnswer: (message: string) => object) {
  return (error: Error & { statusCode?: number }, _request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { statusCode = 500, message } = error
    if (statusCode >= 500) throw error
    return reply.code(statusCode).send(toAnswer(message))
  }
}
