import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { MembershipError, readDeploymentFile, writeDeploymentFile } from '../../../src/membership/server.ts'

const address = '0x1111111111111111111111111111111111111111'
const deployment = {
  chainId: 31337,
  contract: address,
  implementation: address,
  token: address,
  priceCalculator: address,
  block: 12,
}

describe('the deployments file', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deployments-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('is read as it was written, and leaves nothing else behind', async () => {
    const path = await writeDeploymentFile(deployment, folder)
    expect(path).equal(join(folder, '31337.json'))
    expect(await readDeploymentFile(31337, folder)).deep.equal(deployment)
    await writeDeploymentFile({ ...deployment, block: 13 }, folder)
    expect((await readDeploymentFile(31337, folder))?.block).equal(13)
    expect(await readdir(folder)).deep.equal(['31337.json'])
  })

  it('may be missing', async () => {
    expect(await readDeploymentFile(31337, folder)).equal(undefined)
    expect(await readDeploymentFile(31337, join(folder, 'nowhere'))).equal(undefined)
  })

  const { contract: _, ...incomplete } = deployment
  for (const content of [
    '',
    '{',
    'null',
    '[]',
    JSON.stringify(incomplete),
    JSON.stringify({ ...deployment, chainId: 1 }),
  ]) {
    it(`is refused when it holds ${content.slice(0, 30) || 'nothing'}`, async () => {
      await writeFile(join(folder, '31337.json'), content)
      const failure = await readDeploymentFile(31337, folder).then(
        () => undefined,
        (error: unknown) => error,
      )
      expect(failure).instanceOf(MembershipError).include({ code: 'deployment_file_invalid' })
    })
  }
})
