import { expect } from 'chai'
import { LineProcess } from '../../../src/devnet/child-process.ts'

const TIMEOUT_MS = 20_000

function program(source: string): LineProcess {
  return new LineProcess({ file: process.execPath, args: ['-e', source] })
}

describe('LineProcess', function () {
  this.timeout(2 * TIMEOUT_MS)
  let child: LineProcess
  afterEach(() => child.kill())

  it('finds the first line that means something', async () => {
    child = program('console.log("noise\\nport 17\\nport 18"); setInterval(() => {}, 1000)')
    expect(await child.firstLine((line) => /port (\d+)/.exec(line)?.[1], TIMEOUT_MS)).to.equal('17')
    expect(child.hasEnded).to.equal(false)
    await child.stop()
    expect(child.hasEnded).to.equal(true)
  })

  it('gives up when the child ends without that line, and keeps the last it said of why', async () => {
    child = program('for (let i = 0; i < 100; i++) console.error("error", i)')
    expect(await child.firstLine(() => undefined, TIMEOUT_MS)).to.equal(undefined)
    expect(child.hasEnded).to.equal(true)
    expect(child.takeErrorLines()).to.deep.equal(Array.from({ length: 20 }, (_, index) => `error ${80 + index}`))
    expect(child.takeErrorLines()).to.deep.equal([])
  })

  it('gives up when time has passed', async () => {
    child = program('setInterval(() => {}, 1000)')
    expect(await child.firstLine(() => undefined, 1)).to.equal(undefined)
    expect(child.hasEnded).to.equal(false)
  })

  it('tells of a program that cannot be started', async () => {
    child = new LineProcess({ file: '/nowhere/program', args: [] })
    expect(await child.firstLine(() => undefined, TIMEOUT_MS)).to.equal(undefined)
    expect(child.takeErrorLines().join()).to.include('ENOENT')
    await child.stop()
  })

  it('drains what the child goes on printing, so that it never blocks', async () => {
    const megabyte = 'process.stdout.write("x".repeat(1 << 20) + "\\n", () => process.exit(0))'
    child = program(`console.log("ready"); process.stdin.destroy(); ${megabyte}`)
    expect(await child.firstLine((line) => line === 'ready' || undefined, TIMEOUT_MS)).to.equal(true)
    await child.stop()
    expect(child.hasEnded).to.equal(true)
  })
})
