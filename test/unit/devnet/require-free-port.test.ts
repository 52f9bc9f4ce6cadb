import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect } from 'chai'
import { DevnetError } from '../../../src/devnet/devnet-error.ts'
import { freePort } from '../../../src/devnet/free-port.ts'
import { requireFreePort } from '../../../src/devnet/require-free-port.ts'

describe('requireFreePort', () => {
  it('lets a free port be, and any', async () => {
    const port = await freePort()
    await requireFreePort(port, '--web-port')
    await requireFreePort(port, '--web-port')
    await requireFreePort(0, '--web-port')
  })

  it('names the option of a port that is taken', async () => {
    const port = await freePort()
    const holder = createServer().listen(port, '127.0.0.1')
    await once(holder, 'listening')
    const error = await requireFreePort(port, '--web-port').catch((thrown: unknown) => thrown)
    holder.close()
    await once(holder, 'close')
    expect(error).to.be.instanceOf(DevnetError).with.property('code', 'port_taken')
    expect((error as DevnetError).message)
      .to.include('--web-port')
      .and.include(String(port))
  })
})
