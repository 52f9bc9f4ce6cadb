import { expect } from 'chai'
import { ReleaseStack } from '../../../src/foundation/index.ts'

describe('ReleaseStack', () => {
  it('releases in reverse order, once', async () => {
    const released: string[] = []
    const stack = new ReleaseStack()
    stack.add(() => void released.push('first'))
    stack.add(async () => void released.push('second'))
    await stack.releaseAll()
    await stack.releaseAll()
    expect(released).to.deep.equal(['second', 'first'])
  })

  it('goes on after a failure and throws it at the end', async () => {
    const released: string[] = []
    const failure = new Error('stuck')
    const stack = new ReleaseStack()
    stack.add(() => void released.push('first'))
    stack.add(() => Promise.reject(failure))
    expect(await stack.releaseAll().catch((error) => error)).to.equal(failure)
    expect(released).to.deep.equal(['first'])
  })

  it('throws several failures together', async () => {
    const stack = new ReleaseStack()
    stack.add(() => Promise.reject(new Error('one')))
    stack.add(() => Promise.reject(new Error('two')))
    expect(await stack.releaseAll().catch((error) => error)).to.be.instanceOf(AggregateError)
  })
})
