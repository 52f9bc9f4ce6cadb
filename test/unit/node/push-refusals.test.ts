import { expect } from 'chai'
import { NOTHING_LEFT_FOR_OTHERS, refusalOf, unprovenOf } from '../../../src/node/push-refusals.ts'
import { lightPushStatus } from '../../../src/services/lightpush/index.ts'
import {
  type RefusalCode,
  reasonCodes,
  type SpamProtectionErrorCode,
  spamProtectionErrorCodes,
} from '../../../src/spam-protection/index.ts'

const refusalCodes = reasonCodes.filter((reason): reason is RefusalCode => reason !== 'valid')

describe('refusals of pushed messages', () => {
  it('have a status of light push for every verdict, and repeat its reason code', () => {
    const statuses = new Set<number>(Object.values(lightPushStatus))
    for (const reason of refusalCodes) {
      const { ok, status, description } = refusalOf(reason)
      expect(ok, reason).to.equal(false)
      expect(statuses.has(status), reason).to.equal(true)
      expect(status, reason).to.not.equal(200)
      expect(description, reason).to.match(new RegExp(`: ${reason}$`))
    }
  })

  it('are in the words that clients know an RLN failure by, where the proof is at fault and nowhere else', () => {
    const faulty = refusalCodes.filter((reason) => refusalOf(reason).description.startsWith('RLN validation failed'))
    expect(faulty).to.include.members(['proof_missing', 'proof_invalid', 'unknown_root', 'double_signal'])
    expect(faulty).to.not.include.members(['malformed_message', 'not_synced', 'over_budget', 'signature_invalid'])
    for (const reason of faulty) expect(refusalOf(reason).status, reason).to.equal(420)
  })

  it('tell a fault of the message from one of this node, where another node may be asked', () => {
    const statusOf = (reason: RefusalCode): number => refusalOf(reason).status
    expect(statusOf('malformed_message')).to.equal(400)
    expect(statusOf('message_too_large')).to.equal(413)
    expect(statusOf('wrong_shard')).to.equal(421)
    expect(statusOf('over_budget')).to.equal(429)
    expect(statusOf('internal_error')).to.equal(500)
    for (const reason of ['not_synced', 'queue_full', 'clock_suspect'] as const) expect(statusOf(reason)).to.equal(503)
  })

  it('say that no proof was to be had, without what only the operator may read', () => {
    const atFault: readonly SpamProtectionErrorCode[] = ['timestamp_out_of_range', 'signal_not_provable']
    for (const code of spamProtectionErrorCodes) {
      const secret = Object.assign(new Error('/var/node/keystore.json'), { code })
      const { status, description } = unprovenOf(secret)
      expect(status, code).to.equal(atFault.includes(code) ? 420 : 504)
      expect(description).to.equal(`could not generate rln proof: ${code}`)
    }
    expect(NOTHING_LEFT_FOR_OTHERS).to.include({ ok: false, status: 504 })
  })
})
