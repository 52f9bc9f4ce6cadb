import { expect } from 'chai'
import {
  externalNullifierOf,
  MessageIdAllocator,
  type MessageIdRequest,
  markFresh,
  messageX,
  RLN_IDENTIFIER,
  type RlnWitness,
  unsafe,
  type Verifier,
  witnessOf,
} from '../../../src/rln/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { rlnVector } from '../../support/rln-vectors.ts'
import { FakeStateStore } from './fake-state-store.ts'
import { witnessOf as witnessOfVector } from './witness-of.ts'

const idCommitment = 77n
const { pathElements, identityPathIndex } = witnessOfVector(rlnVector('nwaku-epoch-600s'))
const path = { pathElements, identityPathIndex }
const member = { identitySecret: 5n, rateLimit: 4, path }

async function openAllocator(): Promise<MessageIdAllocator> {
  const store = new FakeStateStore()
  await markFresh(store, idCommitment)
  const options = { idCommitment, rateLimit: 4, epochSizeSeconds: 600 }
  return MessageIdAllocator.open({ store, clock: new FakeClock() }, options)
}

describe('the way to a witness', () => {
  it('binds the message id to the x and the external nullifier it was reserved for', async () => {
    const allocator = await openAllocator()
    const externalNullifier = externalNullifierOf(1n, RLN_IDENTIFIER, 'hashed')
    for (const [index, text] of ['one', 'two', 'one'].entries()) {
      const x = messageX(new TextEncoder().encode(text))
      const reservation = allocator.reserve({ epoch: 1n, externalNullifier, x })
      const witness = witnessOf(reservation, member)
      expect(witness).to.deep.include({ x, externalNullifier, messageId: BigInt(index % 2), userMessageLimit: 4n })
      await reservation.durable
    }
  })

  /** Held by the compiler: `tsc` reports each line that would compile without its comment. */
  it('is closed by types to numbers from elsewhere, and open through `unsafe` only', () => {
    const x = messageX(new Uint8Array())
    const externalNullifier = externalNullifierOf(1n, RLN_IDENTIFIER, 'hashed')
    const numbers = { ...path, identitySecret: 5n, userMessageLimit: 4n, messageId: 0n, x: 1n, externalNullifier: 2n }
    const attempts = (verifier: Verifier): unknown[] => [
      // @ts-expect-error an x that is no signal's
      { epoch: 1n, externalNullifier, x: 7n } satisfies MessageIdRequest,
      // @ts-expect-error an external nullifier that was read
      { epoch: 1n, externalNullifier: 7n, x } satisfies MessageIdRequest,
      // @ts-expect-error an identifier that came with a message
      externalNullifierOf(1n, new Uint8Array(32), 'hashed'),
      // @ts-expect-error a message id that was not reserved
      witnessOf({ epoch: 1n, externalNullifier, x, messageId: 0, durable: Promise.resolve() }, member),
      // @ts-expect-error a witness put together by hand
      numbers satisfies RlnWitness,
      // @ts-expect-error signals that were read and not computed
      verifier.verify(new Uint8Array(128), { y: 1n, root: 1n, nullifier: 1n, x: 1n, externalNullifier: 1n }),
    ]
    expect(attempts).to.be.a('function')
    expect(unsafe.witnessOfNumbers(numbers).x).to.equal(1n)
    expect(unsafe.signalsOfNumbers([1n, 2n, 3n, 4n, 5n])).to.deep.equal({
      y: 1n,
      root: 2n,
      nullifier: 3n,
      x: 4n,
      externalNullifier: 5n,
    })
  })
})
