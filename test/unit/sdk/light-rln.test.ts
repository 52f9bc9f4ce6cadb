import { expect } from 'chai'
import { noMetrics, type StateStore, silentLogger } from '../../../src/foundation/index.ts'
import type { MembershipCredential } from '../../../src/membership/index.ts'
import { type ArtifactSource, identityFromSecrets } from '../../../src/rln/index.ts'
import { fileArtifactSource } from '../../../src/rln/server.ts'
import type { RlnOptions } from '../../../src/sdk/index.ts'
import { LightRln } from '../../../src/sdk/light-rln.ts'
import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'

const contractAddress = '0xB9cd878C90E49F797B4431fBF4fb333108CB90e6'
/** Nobody listens there. */
const options: RlnOptions = { rpcUrl: 'http://127.0.0.1:1', chainId: 59_141, contractAddress, key: 'network' }

const credential: MembershipCredential = {
  identity: identityFromSecrets(1n, 2n),
  membershipContract: { chainId: 59_141n, address: contractAddress.toLowerCase() },
  treeIndex: 0,
  userMessageLimit: 20,
}

function createRln(given: Partial<RlnOptions>, artifacts: ArtifactSource | undefined = fileArtifactSource()) {
  const verifiers = { open: 0 }
  const platform = {
    ...(artifacts && { artifacts }),
    createProver: async () => {
      throw new Error('not to be started')
    },
    createVerifier: async () => {
      verifiers.open++
      return { verify: async () => ({ valid: true }) as const, close: async () => void verifiers.open-- }
    },
  }
  const components = { clock: new FakeClock(), logger: silentLogger, metrics: noMetrics, platform }
  return { rln: new LightRln(components, { ...options, ...given }), verifiers }
}

const codeOf = (create: () => unknown): string => {
  try {
    create()
    return 'none'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('LightRln', () => {
  it('refuses options that cannot be meant, before anything is opened', () => {
    const stateStore = createMemoryStateStore()
    const elsewhere = { ...credential, membershipContract: { chainId: 1n, address: contractAddress } }
    const other = { ...credential, membershipContract: { chainId: 59_141n, address: `0x${'1'.repeat(40)}` } }
    const refused: Record<string, () => unknown> = {
      'the development key on a real chain': () => createRln({ key: 'development' }),
      'a membership of another chain': () => createRln({ membership: { credential: elsewhere, stateStore } }),
      'a membership of another contract': () => createRln({ membership: { credential: other, stateStore } }),
      'no artifacts': () => createRln({}, null as never),
    }
    for (const [what, create] of Object.entries(refused)) expect(codeOf(create), what).to.equal('option_invalid')
    expect(codeOf(() => createRln({ membership: { credential, stateStore } }))).to.equal('none')
    expect(codeOf(() => createRln({ key: 'development', allowDevelopmentKey: true }))).to.equal('none')
  })

  it('checks nothing and proves nothing before it is started', async () => {
    const { rln } = createRln({ membership: { credential, stateStore: createMemoryStateStore() } })
    expect(await rln.check('/waku/2/rs/1/0', new Uint8Array())).to.equal('unchecked')
    const error = await rln
      .attach({
        payload: Uint8Array.of(1),
        contentTopic: '/a/1/b/c',
        version: 0,
        timestampNs: 0n,
        meta: new Uint8Array(),
        ephemeral: false,
      })
      .catch((failure) => failure)
    expect([error.code, rln.quota()]).to.deep.equal(['not_started', undefined])
  })

  it('closes what it was given and what it opened when no chain answers', async () => {
    const stores: StateStore[] = [createMemoryStateStore(), createMemoryStateStore()]
    const { rln, verifiers } = createRln({ stateStore: stores[0]!, membership: { credential, stateStore: stores[1]! } })
    const error = await rln.start().catch((failure) => failure)
    expect(error.code).to.match(/^rpc_/)
    expect(verifiers.open).to.equal(0)
    for (const store of stores) {
      expect(await store.get('a', new Uint8Array()).catch((failure) => failure.code)).to.equal('store_closed')
    }
  })

  it('sends not with a store that another one sends with: both would spend the same message ids', async () => {
    const stateStore = createMemoryStateStore()
    const [first, second, third] = [1, 2, 3].map(() => createRln({ membership: { credential, stateStore } }).rln)
    const starting = first!.start().catch((failure) => failure)
    const refused = await second!.start().catch((failure) => failure)
    expect(refused.code).to.equal('option_invalid')
    // The first one's, which is using it.
    expect(await stateStore.get('a', new Uint8Array())).to.equal(undefined)
    expect((await starting).code).to.match(/^rpc_/)
    expect((await third!.start().catch((failure) => failure)).code).to.match(/^rpc_/)
  })
})
