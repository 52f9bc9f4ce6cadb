import { expect } from 'chai'
import { silentLogger } from '../../../src/foundation/index.ts'
import type { SpamRecord } from '../../../src/node/index.ts'
import { RestServer } from '../../../src/rest/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { FakeWakuNode } from '../../support/fake-waku-node.ts'

const hex = (digits: string): string => `0x${digits.padStart(64, '0')}`

describe('the RLN routes', () => {
  let node: FakeWakuNode
  let clock: FakeClock
  let server: RestServer

  beforeEach(async () => {
    node = new FakeWakuNode()
    clock = new FakeClock()
    const options = { address: '127.0.0.1', port: 0, cacheCapacity: 1, allowedOrigins: [], version: '1.2.3' }
    server = new RestServer({ node, clock, logger: silentLogger }, options)
    await server.start()
  })
  afterEach(() => server.stop())

  const json = async (path: string): Promise<unknown> => (await fetch(`${server.url}/rln/v1${path}`)).json()

  it('count the seconds down to the next epoch', async () => {
    node.status = { ...node.status, epochEndsAtMs: clock.nowMs() + 10_500 }
    expect(await json('/status')).to.include({ secondsToNextEpoch: 11 })
    await clock.advanceAsync(10_000)
    expect(await json('/status')).to.include({ secondsToNextEpoch: 1 })
    await clock.advanceAsync(1_000)
    expect(await json('/status')).to.include({ secondsToNextEpoch: 0 })
  })

  it('are not found, with a code, on a node without RLN', async () => {
    node.hasRln = false
    for (const path of ['/status', '/nullifiers/stats', '/spam']) {
      const response = await fetch(`${server.url}/rln/v1${path}`)
      expect([response.status, (await response.json()).code], path).to.deep.equal([404, 'rln_not_mounted'])
    }
  })

  it('tell how full the nullifier log is', async () => {
    expect(await json('/nullifiers/stats')).to.deep.equal({
      nullifiers: 3,
      maxNullifiers: 400,
      maxNullifiersPerEpoch: 200,
      epochs: [
        { epoch: 28, nullifiers: 1 },
        { epoch: 29, nullifiers: 2 },
      ],
    })
  })

  it('tell who was caught and what became of it, and nothing that a record may hold besides', async () => {
    const caught = {
      idCommitment: 0xc0ffeen,
      epoch: 29n,
      detectedAtMs: 5,
      memberIndex: 2,
      peers: ['a', 'b'],
      fate: 'member',
      slashReport: 'waiting',
      shares: [{ x: '1', y: '2' }],
      identitySecret: '0x5ec3e7',
    } as SpamRecord
    node.caught.push(caught, { idCommitment: 1n, fate: 'slashed' })
    expect(await json('/spam')).to.deep.equal([
      {
        idCommitment: hex('c0ffee'),
        epoch: 29,
        detectedAtMs: 5,
        memberIndex: 2,
        peers: ['a', 'b'],
        fate: 'member',
        slashReport: 'waiting',
      },
      {
        idCommitment: hex('1'),
        epoch: null,
        detectedAtMs: null,
        memberIndex: null,
        peers: [],
        fate: 'slashed',
        slashReport: null,
      },
    ])
  })
})
