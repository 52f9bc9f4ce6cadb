import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { repositoryRoot } from '../../support/command-process.ts'
import { codeBlocksOf } from '../../support/markdown-blocks.ts'

/** What the snippets leave to the application: one topic, on which everybody hears everything at once. */
const APPLICATION = `
const listeners: ((payload: Uint8Array) => void)[] = []
const subscribe = (listener: (payload: Uint8Array) => void) => void listeners.push(listener)
const publish = (payload: Uint8Array) => listeners.forEach((listener) => listener(payload))
const pairedSessions: import('waku-rln-relay/encryption').NoiseSession[] = []
const paired = (session: import('waku-rln-relay/encryption').NoiseSession) => void pairedSessions.push(session)
const textOf = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes)
`

/** Tells what came of them. */
const OUTCOME = `
const throughTheWire = async (encoder: any, decoder: any, text: string) => {
  const proto = await encoder.toProtoObj({ payload: new TextEncoder().encode(text) })
  return await decoder.fromProtoObj(routingInfo.pubsubTopic, proto)
}
const symmetricMessage = await throughTheWire(encoder, decoder, 'to the room')
const noiseMessage = await throughTheWire(noiseEncoder, noiseDecoder, 'second')
const [ofPhone, ofLaptop] = [pairedSessions[0]!, pairedSessions[1]!]
const acrossDevices = ofLaptop.open(ofPhone.seal(new TextEncoder().encode('over the new session')))
console.log(JSON.stringify({
  symmetric: textOf(symmetricMessage.payload),
  isSigned: symmetricMessage.verifySignature(sigPrivKey.publicKey),
  opened: opened.ok && textOf(opened.payload),
  isOneSession: String(atAlice.handshakeHash) === String(atBob.handshakeHash),
  noise: textOf(noiseMessage.payload),
  number: Number(noiseMessage.number),
  code,
  paired: pairedSessions.length,
  acrossDevices: acrossDevices.ok && textOf(acrossDevices.payload),
}))
`

const PRIVACY_OUTCOME = `
console.log(JSON.stringify({ bits, topic: bucketContentTopic(buckets, publicKeyOfTheReader) }))
`

/** The TypeScript of a document in its order, as one program of an application. */
function programOf(path: string): string {
  const blocks = codeBlocksOf(path).filter(({ language }) => language === 'ts')
  return blocks.map(({ lines }) => lines.join('\n')).join('\n')
}

async function run(program: string): Promise<unknown> {
  const argv = ['--conditions=waku-source', '--input-type=module-typescript', '-']
  const child = spawn(process.execPath, argv, { cwd: repositoryRoot })
  child.stdin.end(program)
  const [output, complaints] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (output === '') throw new Error(complaints)
  return JSON.parse(output)
}

describe('the snippets', function () {
  this.timeout(60_000)

  it('of docs/encryption.md run as they stand: sealing, a handshake, sessions on a topic, a pairing', async () => {
    const outcome = await run(APPLICATION + programOf('docs/encryption.md') + OUTCOME)
    const { code } = outcome as { code: string }
    expect(code).to.match(/^\d{8}$/)
    expect(outcome).to.deep.equal({
      symmetric: 'to the room',
      isSigned: true,
      opened: 'for Bob alone',
      isOneSession: true,
      noise: 'second',
      number: 1,
      code,
      paired: 2,
      acrossDevices: 'over the new session',
    })
  })

  it('of docs/privacy.md run as they stand: buckets of content topics', async () => {
    const given = 'const publicKeyOfTheReader = new Uint8Array(65).fill(4)\n'
    const outcome = await run(given + programOf('docs/privacy.md') + PRIVACY_OUTCOME)
    expect(outcome).to.have.property('bits', 10)
    expect((outcome as { topic: string }).topic).to.match(/^\/chat\/1\/bucket-10-[0-3][0-9a-f]{2}\/proto$/)
  })
})
