import { expect } from 'chai'
import { systemRandom } from '../../src/foundation/index.ts'
import type { MembershipSync } from '../../src/membership/index.ts'
import { createIdentity } from '../../src/rln/index.ts'
import { eventually, liveSync } from '../support/live-sync.ts'
import { type MembershipFixture, startMembershipFixture } from '../support/membership-fixture.ts'

const registrations = 300
const maxPerBlock = 20
const nodes = 4
/** How long a validator parks a message whose root it does not know. */
const parkMs = 4_000

describe('a storm of registrations (reliability row R13)', function () {
  this.timeout(600_000)
  let fixture: MembershipFixture

  before(async () => {
    fixture = await startMembershipFixture()
  })
  after(() => fixture?.stop())

  it(`${registrations} registrations at 1 to ${maxPerBlock} a block: every root a sender proves under is accepted`, async () => {
    const syncs: MembershipSync[] = []
    for (let node = 0; node < nodes; node++) {
      const sync = liveSync(fixture, { pollIntervalMs: 1_500 + 400 * node })
      await sync.start()
      syncs.push(sync)
    }
    await fixture.chain.setAutomine(false)
    let sent = 0
    let lost = 0
    let refreshed = 0
    const messages: Promise<void>[] = []
    /** One message: proven on the sender's newest root, arriving everywhere else at once. */
    const publish = (sender: MembershipSync): void => {
      const root = sender.newestRoot()
      sent++
      for (const receiver of syncs.filter((sync) => sync !== sender)) {
        messages.push(
          (async () => {
            const deadlineMs = performance.now() + parkMs
            while (!receiver.acceptsRoot(root)) {
              if (performance.now() > deadlineMs) {
                lost++
                return
              }
              refreshed++
              await receiver.refresh()
            }
          })(),
        )
      }
    }
    let nonce = await fixture.signer.getNonce()
    for (let registered = 0; registered < registrations; ) {
      const count = Math.min(1 + (systemRandom.bytes(1)[0]! % maxPerBlock), registrations - registered)
      for (let i = 0; i < count; i++) {
        const { commitment } = createIdentity(systemRandom)
        await fixture.contract.register(commitment, 20, [], { nonce: nonce++, gasLimit: 1_500_000 })
      }
      await fixture.chain.mine()
      registered += count
      for (const sender of syncs) publish(sender)
      await new Promise((resolve) => setTimeout(resolve, 500))
      for (const sender of syncs) publish(sender)
    }
    await fixture.chain.mine(3)
    await Promise.all(messages)
    const root = await fixture.contract.root()
    await eventually('all nodes at the contract root', 20_000, () => syncs.every((sync) => sync.newestRoot() === root))
    const next = await fixture.contract.nextFreeIndex()
    console.log(
      `      ${next} registered, ${sent} messages to ${nodes - 1} nodes each, ${refreshed} refreshes, ${lost} lost`,
    )
    expect(Number(next)).equal(registrations)
    expect(lost).equal(0)
    for (const sync of syncs) await sync.stop()
  })
})
