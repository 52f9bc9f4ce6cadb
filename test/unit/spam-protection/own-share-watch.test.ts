import { expect } from 'chai'
import {
  externalNullifierOf,
  identityFromSecrets,
  type MessageIdRange,
  nullifiersOf,
  RLN_IDENTIFIER,
  unsafe,
} from '../../../src/rln/index.ts'
import { OwnShareWatch } from '../../../src/spam-protection/own-share-watch.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'

const RATE_LIMIT = 8
const identity = identityFromSecrets(41n, 42n)

function createWatch(messageIdRange?: MessageIdRange) {
  const bound = new Set<string>()
  const stopped: bigint[] = []
  const seen: bigint[] = []
  const logger = new RecordingLogger()
  const watch = new OwnShareWatch(
    {
      allocator: {
        isBound: (externalNullifier, messageId, x) => bound.has(`${externalNullifier}:${messageId}:${x}`),
        stopEpoch: async (epoch) => {
          stopped.push(epoch)
        },
      },
      nullifiersOf: async (...job) => nullifiersOf(...job),
      logger,
    },
    { identitySecret: identity.secretHash, rateLimit: RATE_LIMIT, ...(messageIdRange && { messageIdRange }) },
  )
  watch.onUsedElsewhere((epoch) => seen.push(epoch))
  const bind = (share: ReturnType<typeof shareOf>, messageId: number) => {
    bound.add(`${share.externalNullifier}:${messageId}:${share.x}`)
  }
  return { watch, stopped, seen, logger, bind }
}

function shareOf(messageId: number, { epoch = 5n, x = 123n, secret = identity.secretHash } = {}) {
  const externalNullifier = externalNullifierOf(epoch, RLN_IDENTIFIER, 'hashed')
  return { epoch, externalNullifier, x, ...unsafe.computeShare(secret, externalNullifier, messageId, x) }
}

describe('OwnShareWatch', () => {
  it('is calm about what was made here and about what others make', () => {
    const { watch, stopped, bind } = createWatch()
    bind(shareOf(3), 3)
    watch.inspect(shareOf(3))
    watch.inspect(shareOf(3, { secret: 777n }))
    expect(stopped).to.deep.equal([])
  })

  it('stops the epoch at once when our credential speaks from elsewhere, and says so once', () => {
    const { watch, stopped, seen, logger, bind } = createWatch()
    bind(shareOf(3), 3)
    watch.inspect(shareOf(3, { x: 124n }))
    watch.inspect(shareOf(4))
    expect(stopped).to.deep.equal([5n])
    expect(seen).to.deep.equal([5n])
    expect(logger.at('error')).to.have.length(1)
    expect(logger.text()).to.not.include(identity.secretHash.toString())
    watch.inspect(shareOf(0, { epoch: 6n }))
    expect(stopped).to.deep.equal([5n, 6n])
  })

  it('lets another device use its own ids, and not ours', async () => {
    const { watch, stopped } = createWatch({ from: 0, to: 3 })
    watch.inspect(shareOf(4))
    await watch.settled()
    expect(stopped).to.deep.equal([])
    watch.inspect(shareOf(3))
    await watch.settled()
    expect(stopped).to.deep.equal([5n])
  })
})
