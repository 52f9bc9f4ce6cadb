import { expect } from 'chai'
import { runToEnd, wakunodePath } from '../support/command-process.ts'

const FIELD_ELEMENT = /^0x[0-9a-f]{64}$/
const ADDRESS = /^0x[0-9a-fA-F]{40}$/
const REFUSED_KINDS = ['noProof', 'badProof', 'staleEpoch', 'unknownRoot']

describe('wakunode demo --json', function () {
  this.timeout(900_000)
  // biome-ignore lint/suspicious/noExplicitAny: what another program printed, checked field by field below
  let report: any

  before(async () => {
    const demo = await runToEnd(wakunodePath, ['demo', '--json'])
    expect(demo.exitCode, demo.transcript()).to.equal(0)
    expect(demo.output, 'stdout is the report and nothing else').to.have.length(1)
    report = JSON.parse(demo.output.at(-1)!)
  })

  it('is ok, and has every field of the contract and no other', () => {
    expect(report).to.have.all.keys([
      ...['ok', 'chain', 'members', 'nodes', 'honest', 'spam', 'refused', 'afterSlash', 'timingsMs'],
    ])
    expect(report.ok).to.equal(true)
  })

  it('tells chain, members and nodes', () => {
    const { chain, members, nodes } = report
    expect(chain).to.have.all.keys('chainId', 'contract', 'token', 'block')
    expect(chain.chainId).to.equal(31_337)
    for (const address of [chain.contract, chain.token]) expect(address).to.match(ADDRESS)
    expect(chain.block).to.be.a('number').above(0)

    expect(members.map(({ index }: { index: number }) => index)).to.deep.equal([0, 1, 2])
    for (const member of members) {
      expect(member).to.have.all.keys('index', 'idCommitment', 'rateLimit')
      expect(member.idCommitment).to.match(FIELD_ELEMENT)
      expect(member.rateLimit).to.be.a('number').at.least(5)
    }

    expect(nodes).to.have.length(4)
    for (const node of nodes) {
      expect(node).to.have.all.keys('peerId', 'multiaddr', 'rest', 'root', 'meshPeers')
      expect(node.multiaddr).to.match(new RegExp(`^/ip4/127\\.0\\.0\\.1/tcp/\\d+/p2p/${node.peerId}$`))
      expect(node.rest).to.match(/^http:\/\/127\.0\.0\.1:\d+$/)
      expect(node.root).to.match(FIELD_ELEMENT)
      expect(node.meshPeers).to.equal(3)
    }
  })

  it('delivers every honest message to every other node', () => {
    const { honest } = report
    expect(honest).to.have.all.keys('published', 'expectedDeliveries', 'delivered')
    expect(honest.published).to.be.above(0)
    expect(honest.expectedDeliveries).to.equal(honest.published * 3)
    expect(honest.delivered).to.equal(honest.expectedDeliveries)
  })

  it('relays the spammer up to its limit, finds its secret and slashes it', () => {
    const { spam } = report
    const { slashTx, ...counts } = spam
    expect(slashTx).to.match(FIELD_ELEMENT)
    expect(counts).to.deep.equal({
      limit: 5,
      sent: 10,
      relayed: 5,
      detectedBy: 3,
      secretRecovered: true,
      slashed: true,
    })
  })

  it('refuses every kind of stranger at every neighbour, each for a reason of its own', () => {
    expect(Object.keys(report.refused)).to.have.members(REFUSED_KINDS)
    const reasons = REFUSED_KINDS.map((kind) => {
      const { reason, ...counts } = report.refused[kind]
      expect(counts, kind).to.deep.equal({ sent: 1, nodes: 3, delivered: 0 })
      return reason
    })
    expect(reasons).to.deep.equal(['proof_missing', 'proof_invalid', 'epoch_mismatch', 'unknown_root'])
  })

  it('accepts nothing of the spammer after the slash, on one root for all', () => {
    const { afterSlash, nodes } = report
    const { contractRoot, reasons, ...counts } = afterSlash
    expect(counts).to.deep.equal({ sameRootOnAllNodes: true, sent: 2, accepted: 0 })
    expect(contractRoot).to.match(FIELD_ELEMENT)
    // The tree changed with the slash.
    expect(contractRoot).to.not.equal(nodes[0].root)
    expect(reasons).to.have.length(2)
    for (const reason of reasons)
      expect(reason)
        .to.match(/^[a-z_]+$/)
        .and.not.equal('valid')
  })

  it('tells how long things took', () => {
    const { timingsMs } = report
    expect(timingsMs).to.have.all.keys('start', 'proveFirst', 'provePrepared', 'verify', 'total')
    for (const name of ['start', 'proveFirst', 'verify', 'total']) expect(timingsMs[name], name).to.be.above(0)
    expect(timingsMs.provePrepared).to.satisfy((value: unknown) => value === null || typeof value === 'number')
    expect(timingsMs.total).to.be.at.least(timingsMs.start + timingsMs.proveFirst)
  })
})
