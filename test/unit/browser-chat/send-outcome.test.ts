import { expect } from 'chai'
import { errorText } from '../../../examples/browser-chat/page/error-words.ts'
import { sendOutcome } from '../../../examples/browser-chat/page/send-outcome.ts'
import { SdkError } from '../../../src/sdk/index.ts'

describe('what became of a message, in words', () => {
  it('counts the nodes that relayed it, whatever others said', () => {
    const failures = [{ error: 'unavailable', description: 'busy', peerId: 'c' }] as const
    expect(sendOutcome({ successes: ['a'], failures: [] })).to.deep.equal({ text: 'relayed by 1 node', isSent: true })
    expect(sendOutcome({ successes: ['a', 'b'], failures }).text).to.equal('relayed by 2 nodes')
  })

  it('says why it was not sent, and when it can be', () => {
    const retryAtMs = Date.UTC(2030, 0, 1, 12, 30)
    const used = { error: 'message_limit_reached', description: 'all 20 are spent', retryAtMs } as const
    const { text, isSent } = sendOutcome({ successes: [], failures: [used] })
    expect(isSent).to.equal(false)
    expect(text).to.match(/^Not sent: your messages of this epoch are used up, again at .*:30/)
    const other = { error: 'internal_error', description: 'the disk is full' } as const
    expect(sendOutcome({ successes: [], failures: [other] }).text).to.equal('Not sent: the disk is full.')
  })
})

describe('errorText', () => {
  it('says what can be done about known codes, and makes sentences of the rest', () => {
    const known = Object.assign(new Error('eth_sendTransaction was rejected'), { code: 'wallet_rejected' })
    expect(errorText(known)).to.equal('You have refused it in the wallet.')
    expect(errorText(new SdkError('not_started', 'the node is not started'))).to.equal('The node is not started.')
    expect(errorText(Object.assign(new Error('odd?'), { code: 'constructor' }))).to.equal('Odd?')
    expect(errorText('text')).to.equal('Text.')
  })
})
