import { RlnError } from '../../../src/rln/index.ts'

/** The RlnError that `action` throws or rejects with. Fails when there is none, or when it is another error. */
export async function rlnErrorOf(action: () => unknown): Promise<RlnError> {
  try {
    await action()
  } catch (error) {
    if (error instanceof RlnError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
