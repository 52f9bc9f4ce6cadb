import { expect } from 'chai'
import { parseEther } from 'ethers'
import {
  developmentPrivateKeys,
  MembershipError,
  membershipContractAt,
  mintTestTokens,
  openSigner,
  registerMembership,
  slashMembership,
} from '../../../src/membership/server.ts'
import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { eventually, liveSync } from '../../support/live-sync.ts'
import { type MembershipFixture, newIdentities, startMembershipFixture } from '../../support/membership-fixture.ts'

const activeSeconds = 3_600
const graceSeconds = 1_800

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    if (error instanceof MembershipError) return error.code
    throw error
  }
  return 'no error'
}

describe('a membership on a real chain', function () {
  this.timeout(120_000)
  let fixture: MembershipFixture
  let start: string

  before(async () => {
    fixture = await startMembershipFixture({
      activeDurationSeconds: activeSeconds,
      gracePeriodSeconds: graceSeconds,
      depositReleaseDelaySeconds: 1_200,
    })
  })
  beforeEach(async () => {
    start = await fixture.chain.snapshot()
  })
  afterEach(() => fixture.chain.revert(start))
  after(() => fixture?.stop())

  async function passSeconds(seconds: number): Promise<void> {
    await fixture.chain.request('evm_increaseTime', [seconds])
    await fixture.chain.mine()
  }

  it('is registered once however often it is run', async () => {
    const [alice, bob] = newIdentities(2)
    const signer = await openSigner(fixture.chain.rpcUrl, { privateKey: developmentPrivateKeys(2)[1]! })
    await mintTestTokens({ signer, token: fixture.deployment.token, amount: parseEther('10') })
    const request = { signer, contractAddress: fixture.deployment.contract, rateLimit: 30 }
    const steps: string[] = []
    const first = await registerMembership({
      ...request,
      idCommitment: alice!.commitment,
      onProgress: ({ step }) => steps.push(step),
    })
    expect(first).include({ status: 'registered', index: 0, rateLimit: 30 })
    expect(steps).deep.equal(['approving', 'waiting', 'registering', 'waiting'])
    const second = await registerMembership({ ...request, idCommitment: alice!.commitment, rateLimit: 40 })
    expect(second).deep.equal({ status: 'already_member', index: 0, rateLimit: 30 })
    expect(await registerMembership({ ...request, idCommitment: bob!.commitment })).include({ index: 1 })
  })

  it('is refused with a code that tells what to change', async () => {
    const { rpcUrl } = fixture.chain
    const { contract: contractAddress, token } = fixture.deployment
    const idCommitment = newIdentities(1)[0]!.commitment
    const poor = await openSigner(rpcUrl, { privateKey: developmentPrivateKeys(3)[2]! })
    const rich = { signer: fixture.signer, contractAddress, idCommitment, rateLimit: 20 }
    expect(await codeOf(registerMembership({ ...rich, rateLimit: 19 }))).equal('rate_limit_out_of_range')
    expect(await codeOf(registerMembership({ ...rich, rateLimit: 601 }))).equal('rate_limit_out_of_range')
    expect(await codeOf(registerMembership({ ...rich, chainId: 1 }))).equal('wrong_chain_id')
    expect(await codeOf(registerMembership({ ...rich, contractAddress: `0x${'12'.repeat(20)}` }))).equal(
      'no_contract_code',
    )
    expect(await codeOf(registerMembership({ ...rich, contractAddress: 'nonsense' }))).equal('no_contract_code')
    expect(await codeOf(registerMembership({ ...rich, contractAddress: token }))).equal('not_a_membership_contract')
    expect(await codeOf(registerMembership({ ...rich, signer: poor }))).equal('insufficient_tokens')
    expect(await codeOf(registerMembership({ ...rich, idCommitment: 0n }))).equal('id_commitment_invalid')
    expect(await codeOf(openSigner(rpcUrl, { chainId: 5 }))).equal('wrong_chain_id')
    expect(await codeOf(openSigner(rpcUrl, { privateKey: '0x12' }))).equal('private_key_invalid')
    await fixture.chain.request('hardhat_setBalance', [await poor.getAddress(), '0x1'])
    const free = mintTestTokens({ signer: poor, token, amount: 1n })
    expect(await codeOf(free)).equal('insufficient_gas_funds')
  })

  it('is followed from registration over grace and expiry to both kinds of erasure and reuse', async () => {
    const [a, b, c] = newIdentities(3)
    for (const identity of [a!, b!]) await fixture.register(identity)
    const sync = liveSync(fixture, { pollIntervalMs: 60_000 })
    await sync.start()
    const followed = async (): Promise<void> => {
      await eventually('the root of the contract', 20_000, async () => {
        await sync.refresh()
        return sync.newestRoot() === (await fixture.contract.root())
      })
    }
    expect(sync.newestRoot()).equal(await fixture.contract.root())
    expect(await sync.statusOf(a!.commitment)).include({ state: 'active' })
    await passSeconds(activeSeconds)
    expect(await sync.statusOf(a!.commitment)).include({ state: 'grace' })
    await passSeconds(graceSeconds)
    expect(await sync.statusOf(a!.commitment)).include({ state: 'expired' })
    expect(sync.memberOf(a!.commitment)).include({ index: 0 })

    await (await fixture.contract['eraseMemberships(uint256[],bool)']([a!.commitment], false)).wait()
    await followed()
    expect(await sync.statusOf(a!.commitment)).include({ state: 'erased' })
    expect(sync.memberOf(a!.commitment)).equal(undefined)
    expect(sync.pathOf(0).leaf).not.equal(0n)
    await (await fixture.contract['eraseMemberships(uint256[])']([b!.commitment])).wait()
    await followed()
    expect(sync.pathOf(1).leaf).equal(0n)
    await (await fixture.contract.clearLeaf(0)).wait()
    await followed()
    expect(sync.pathOf(0).leaf).equal(0n)
    await fixture.register(c!, 55)
    await followed()
    expect(sync.memberOf(c!.commitment)).include({ index: 1, rateLimit: 55 })
    expect(await sync.statusOf(newIdentities(1)[0]!.commitment)).include({ state: 'unknown' })
    await sync.stop()
  })

  it('is slashed by whoever knows the secret, and everybody who follows is told', async () => {
    const [spammer] = newIdentities(1)
    await fixture.register(spammer!)
    const sync = liveSync(fixture)
    const told: bigint[] = []
    sync.onSlashed(({ identitySecretHash }) => told.push(identitySecretHash))
    await sync.start()
    const signer = await openSigner(fixture.chain.rpcUrl, { privateKey: developmentPrivateKeys(4)[3]! })
    const request = { signer, contractAddress: fixture.deployment.contract, identitySecretHash: spammer!.secretHash }
    const saved: Uint8Array[] = []
    const outcome = await slashMembership({ ...request, saveSalt: async (salt) => void saved.push(salt) })
    expect(outcome).include({ status: 'slashed', index: 0, reward: parseEther('0.5'), burned: parseEther('0.5') })
    expect(saved).length(1)
    await eventually('the slash is followed', 20_000, () => told.length > 0)
    expect(told).deep.equal([spammer!.secretHash])
    expect(sync.newestRoot()).equal(await fixture.contract.root())
    expect(await sync.statusOf(spammer!.commitment)).include({ state: 'slashed' })
    expect(await slashMembership(request)).include({ status: 'already_slashed' })
    const contract = membershipContractAt(fixture.deployment.contract, signer)
    expect(await contract.depositsToWithdraw(await signer.getAddress(), fixture.deployment.token)).equal(
      parseEther('0.5'),
    )
    await sync.stop()
  })

  it('goes on with a slash whose commit was sent before a crash', async () => {
    const [spammer] = newIdentities(1)
    await fixture.register(spammer!)
    const request = {
      signer: fixture.signer,
      contractAddress: fixture.deployment.contract,
      identitySecretHash: spammer!.secretHash,
    }
    const salt = new Uint8Array(32).fill(7)
    const crashed = slashMembership({
      ...request,
      salt,
      clock: {
        nowMs: () => {
          throw new Error('crashed after the commit')
        },
        monotonicMs: () => 0,
        after: () => () => undefined,
        every: () => () => undefined,
      },
    })
    await crashed.catch(() => undefined)
    expect(await slashMembership({ ...request, salt })).include({ status: 'slashed' })
    const stranger = newIdentities(1)[0]!.secretHash
    expect(await codeOf(slashMembership({ ...request, identitySecretHash: stranger }))).equal('nothing_to_slash')
  })

  it('is dropped again with the branch it was registered on, online and while the node was down', async () => {
    const [shared, dead, live] = newIdentities(3)
    await fixture.register(shared!)
    const store = createMemoryStateStore()
    const sync = liveSync(fixture, { store })
    await sync.start()
    const restarted = liveSync(fixture, { store })
    for (const isOnline of [true, false]) {
      const fork = await fixture.chain.snapshot()
      await fixture.chain.mine(3)
      await fixture.register(dead!)
      const deadRoot = await fixture.contract.root()
      await eventually('the branch is followed', 20_000, () => sync.acceptsRoot(deadRoot))
      if (!isOnline) await sync.stop()
      await fixture.chain.revert(fork)
      await fixture.register(isOnline ? live! : newIdentities(1)[0]!)
      await fixture.chain.mine(5)
      const reader = isOnline ? sync : restarted
      if (!isOnline) await restarted.start()
      const root = await fixture.contract.root()
      await eventually('the other branch is followed', 20_000, () => reader.acceptsRoot(root))
      expect(reader.newestRoot()).equal(root)
      expect(reader.acceptsRoot(deadRoot)).equal(false)
      expect(reader.memberOf(dead!.commitment)).equal(undefined)
    }
    await restarted.stop()
  })
})
