import { expect } from 'chai'
import type { PeerRecord } from '../../../src/network/index.ts'
import { ServicePeerMeter } from '../../../src/node/service-peer-meter.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

const STORE = '/vac/waku/store-query/3.0.0'
const PUSH_V2 = '/vac/waku/lightpush/2.0.0-beta1'
const PUSH = '/vac/waku/lightpush/3.0.0'

describe('ServicePeerMeter', () => {
  it('counts the connected peers that serve, each once, whatever else they speak', async () => {
    const [clock, metrics] = [new FakeClock(), new RecordingMetrics()]
    const peer = (connectedness: PeerRecord['connectedness'], ...protocols: string[]) =>
      ({ connectedness, protocols }) as unknown as PeerRecord
    let records = [peer('Connected', STORE, PUSH, PUSH_V2), peer('NotConnected', STORE), peer('Connected', '/invented')]
    const meter = new ServicePeerMeter({ peers: { records: async () => records }, clock, metrics })
    const figures = () => [metrics.value('waku_store_peers'), metrics.value('waku_lightpush_peers')]
    await meter.start()
    await clock.advanceAsync(0)
    expect(figures()).to.deep.equal([1, 1])
    records = [peer('Connected', PUSH_V2), peer('Connected', PUSH)]
    await clock.advanceAsync(10_000)
    expect(figures()).to.deep.equal([0, 2])
    await meter.stop()
    expect(clock.pendingTimers).to.equal(0)
    expect(metrics.seriesCount()).to.equal(2)
  })
})
