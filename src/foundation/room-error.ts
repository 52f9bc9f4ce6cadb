/**
 * The base of every error class: one class a room, over a closed union of codes. Programs and tests look at `code`,
 * people read `message`, which says what was wrong, where, and what to do. `docs/errors.md` lists every code.
 */
export abstract class RoomError<Code extends string> extends Error {
  readonly code: Code

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }
}
