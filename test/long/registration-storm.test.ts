import { expect } from 'chai'
import { MessageTally } from '../../src/devnet/demo/message-tally.ts'
import { DevelopmentNetwork } from '../../src/devnet/index.ts'
import { seenWithin, waitUntil } from '../../src/devnet/wait-until.ts'
import { sleep, systemClock, systemRandom } from '../../src/foundation/index.ts'
import {
  HttpRpcEndpoint,
  membershipContractAt,
  membershipRoot,
  mintTestTokens,
  openSigner,
  quoteRegistration,
  tokenAt,
} from '../../src/membership/server.ts'
import { RestError } from '../../src/rest/index.ts'
import { createIdentity } from '../../src/rln/index.ts'
import { FakeRandom } from '../support/fake-random.ts'

const SEED = Number(process.env.STORM_SEED ?? Date.now() % 2 ** 31)
const MEMBERS = 4
/** More than a member can prove in the storm. */
const MEMBER_RATE_LIMIT = 300
const CONTENT_TOPIC = '/storm/1/test/utf8'

const REGISTRATIONS = 300
const MAX_PER_BLOCK = 20
const NEWCOMER_RATE_LIMIT = 20
/** The chain's pace: a new root with every block. */
const BLOCK_INTERVAL_MS = 1_000
/** Four times what a registration takes. Given, so that none is tried out on the chain before it is sent. */
const REGISTRATION_GAS = 1_500_000
const STORM_TIMEOUT_MS = 300_000
/** Nodes look at the chain every 2 s and hold messages of unknown roots for 4 s; the rest is for a loaded machine. */
const SETTLE_TIMEOUT_MS = 30_000

describe('a storm of registrations while members publish through nodes', function () {
  this.timeout(600_000)
  let network: DevelopmentNetwork
  let tally: MessageTally
  let isOver = false
  /** What was accepted for publishing, and by which node. */
  const accepted = new Map<string, number>()
  let tooSlow = 0
  let proofMsInAll = 0

  before(async () => {
    network = await DevelopmentNetwork.start(
      { clock: systemClock, random: systemRandom },
      {
        rateLimits: Array.from({ length: MEMBERS }, () => MEMBER_RATE_LIMIT),
        nodeCount: MEMBERS,
        clusterId: 42,
        epochSizeSeconds: 600,
        minRateLimit: NEWCOMER_RATE_LIMIT,
        onProgress: () => undefined,
      },
    )
    const clients = network.nodes.map(({ rest }) => rest)
    tally = new MessageTally(clients, CONTENT_TOPIC)
    await tally.subscribe()
  })
  after(() => network?.stop())

  /** Registers fresh identities, a random number of them in every block. Gives the number of registrations in each. */
  async function storm(): Promise<number[]> {
    const { rpcUrl } = network.chain
    const { contract: contractAddress, token } = network.deployment
    const signer = await openSigner(rpcUrl, { privateKey: network.privateKeys.at(-1)! })
    const contract = membershipContractAt(contractAddress, signer)
    const { deposit } = await quoteRegistration({ signer, contractAddress, rateLimit: NEWCOMER_RATE_LIMIT })
    const amount = BigInt(REGISTRATIONS) * deposit
    await mintTestTokens({ signer, token, amount })
    await (await tokenAt(token, signer).approve(contractAddress, amount)).wait()
    const chain = new HttpRpcEndpoint(rpcUrl)
    await chain.request('evm_setAutomine', [false])
    let nonce = await signer.getNonce()
    const random = new FakeRandom(SEED)
    const blocks: number[] = []
    for (let left = REGISTRATIONS; left > 0; left -= blocks.at(-1)!) {
      const blockIsDue = sleep(systemClock, BLOCK_INTERVAL_MS)
      const count = Math.min(1 + (random.bytes(1)[0]! % MAX_PER_BLOCK), left)
      for (let sent = 0; sent < count; sent++) {
        const { commitment } = createIdentity(random)
        await contract.register(commitment, NEWCOMER_RATE_LIMIT, [], { nonce: nonce++, gasLimit: REGISTRATION_GAS })
      }
      await blockIsDue
      await chain.request('evm_mine', [])
      expect(Number(await chain.request('eth_getBlockTransactionCountByNumber', ['latest'])), 'mined').to.equal(count)
      blocks.push(count)
    }
    return blocks
  }

  /** One message after the other until the storm is over. */
  async function publishThrough(position: number): Promise<void> {
    for (let number = 0; !isOver; number++) {
      const text = `message ${number} of member ${position}`
      const payload = Buffer.from(text).toString('base64')
      try {
        const receipt = await network.nodes[position]!.rest.publish({ payload, contentTopic: CONTENT_TOPIC })
        proofMsInAll += receipt.proofMs
        accepted.set(text, position)
      } catch (error) {
        // Where a proof takes longer than the 20 s in which a message is fresh, the node says so and sends nothing.
        if (!(error instanceof RestError) || !error.message.includes('timestamp_out_of_range')) throw error
        tooSlow++
      }
    }
  }

  function missingDeliveries(): string[] {
    return [...accepted].flatMap(([text, sender]) => {
      const nodes = new Set(tally.nodesThatDelivered(text)).add(sender)
      return network.nodes.flatMap((_node, node) => (nodes.has(node) ? [] : [`"${text}" at node ${node}`]))
    })
  }

  it(`${REGISTRATIONS} at 1 to ${MAX_PER_BLOCK} a block: no message of ${MEMBERS} members is lost`, async () => {
    const startedAtMs = performance.now()
    const publishing = network.nodes.map((_node, position) => publishThrough(position))
    // The nodes keep only the newest messages for their readers.
    const collecting = seenWithin(systemClock, STORM_TIMEOUT_MS, async () => {
      await tally.collect()
      return isOver
    })
    const storming = storm().finally(() => {
      isOver = true
    })
    const [blocks] = await Promise.all([storming, collecting, ...publishing])
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1)
    await seenWithin(systemClock, SETTLE_TIMEOUT_MS, async () => {
      await tally.collect()
      return missingDeliveries().length === 0
    })
    const lost = missingDeliveries()
    console.log(
      `      ${REGISTRATIONS} registrations in ${blocks.length} blocks and ${seconds} s; ${accepted.size} messages, ` +
        `${lost.length} of ${accepted.size * (MEMBERS - 1)} deliveries lost; ` +
        `${Math.round(proofMsInAll / accepted.size)} ms a proof, ${tooSlow} too slow to be sent; seed ${SEED}`,
    )
    expect(lost).to.deep.equal([])
    expect(new Set(accepted.values()).size, 'members that published').to.equal(MEMBERS)
    const root = await membershipRoot(network.chain.rpcUrl, network.deployment.contract)
    await waitUntil(systemClock, 'all nodes at the root of the contract', SETTLE_TIMEOUT_MS, async () => {
      const statuses = await Promise.all(network.nodes.map(({ rest }) => rest.rlnStatus()))
      return statuses.every((status) => BigInt(status.root) === root && status.leafCount === MEMBERS + REGISTRATIONS)
    })
  })
})
