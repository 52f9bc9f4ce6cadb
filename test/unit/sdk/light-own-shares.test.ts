import { expect } from 'chai'
import { silentLogger } from '../../../src/foundation/index.ts'
import {
  epochOf,
  externalNullifierOf,
  identityFromSecrets,
  type MessageIdRange,
  RLN_IDENTIFIER,
  unsafe,
} from '../../../src/rln/index.ts'
import { lightOwnShares } from '../../../src/sdk/light-own-shares.ts'
import { FakeClock } from '../../support/fake-clock.ts'

const EPOCH_SECONDS = 600
const RATE_LIMIT = 5_000
const identity = identityFromSecrets(41n, 42n)

function createShares(messageIdRange?: MessageIdRange) {
  const clock = new FakeClock()
  const epoch = epochOf(BigInt(clock.nowMs()) * 1_000_000n, EPOCH_SECONDS)
  const stopped = Promise.withResolvers<bigint>()
  const events: unknown[] = []
  const allocator = {
    isBound: (_: bigint, messageId: number, x: bigint) => messageId === 3 && x === 10n,
    stopEpoch: async (stoppedEpoch: bigint) => {
      events.push(stoppedEpoch)
      stopped.resolve(stoppedEpoch)
    },
  }
  const membershipContract = { chainId: 1n, address: `0x${'1'.repeat(40)}` }
  const credential = { identity, membershipContract, treeIndex: 0, userMessageLimit: RATE_LIMIT }
  const shares = lightOwnShares(
    { clock, logger: silentLogger, allocator, onUsedElsewhere: () => events.push('told') },
    { credential, ...(messageIdRange && { messageIdRange }) },
    EPOCH_SECONDS,
  )
  return { shares, epoch, events, stopped: stopped.promise }
}

function shareOf(epoch: bigint, messageId: number, x: bigint) {
  const externalNullifier = externalNullifierOf(epoch, RLN_IDENTIFIER, 'hashed')
  return { epoch, externalNullifier, x, ...unsafe.computeShare(identity.secretHash, externalNullifier, messageId, x) }
}

describe('lightOwnShares', () => {
  it('stops the epoch when another device sends with the membership, and tells', () => {
    const { shares, epoch, events } = createShares()
    shares.inspect(shareOf(epoch, 3, 10n))
    expect(events).to.deep.equal([])
    shares.inspect(shareOf(epoch, 3, 11n))
    expect(events).to.deep.equal([epoch, 'told'])
  })

  it('concludes nothing from history, whose message ids are forgotten', () => {
    const { shares, epoch, events } = createShares()
    shares.inspect(shareOf(epoch - 1n, 0, 12n))
    expect(events).to.deep.equal([])
  })

  it('finds its own ids among those of devices that share the membership, however many they are', async () => {
    const { shares, epoch, stopped } = createShares({ from: 0, to: 2_500 })
    shares.inspect(shareOf(epoch, 2_400, 13n))
    expect(await stopped).to.equal(epoch)
  })
})
