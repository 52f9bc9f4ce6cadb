import { expect } from 'chai'
import { describeDeliveries } from '../support/delivery-check.ts'
import { FakeRandom } from '../support/fake-random.ts'
import { partitionTrial } from '../support/partition-trial.ts'

const SEED = Number(process.env.SEED ?? 26)
const FAULT_MS = 60_000
const MESH_BACK_MS = 15_000

describe('a network of ten nodes that falls in two halves for a minute (reliability row R26)', function () {
  this.timeout(10 * 60_000)
  const random = new FakeRandom(SEED)

  for (const fault of ['cut', 'silence'] as const) {
    it(`is one mesh again soon after a ${fault}, and delivers everything`, async () => {
      const trial = await partitionTrial(
        { nodes: 10, dialled: 4, fault, faultMs: FAULT_MS, messagesPerSecond: 5, trafficMs: 20_000, deadlineMs: 5_000 },
        random,
      )
      console.log(`seed ${SEED}; ${fault} of ${FAULT_MS / 1000} s; mesh back after ${trial.meshBackMs} ms`)
      for (const part of ['before', 'apart', 'after'] as const) {
        console.log(`  ${part}: ${describeDeliveries(trial[part])}`)
      }
      expect(trial.before.lost).to.deep.equal([])
      expect(trial.apart.lost, 'a half is whole by itself').to.deep.equal([])
      expect(trial.meshBackMs).to.be.at.most(MESH_BACK_MS)
      expect(trial.after.lost).to.deep.equal([])
    })
  }
})
