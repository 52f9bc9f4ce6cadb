import { existsSync } from 'node:fs'
import { systemClock, systemRandom } from 'waku-rln-relay/foundation'
import { openSigner } from 'waku-rln-relay/membership'
import { enrolMember } from 'waku-rln-relay/node'
import type { ChatOptions } from './chat-options.ts'

/** Messages an epoch. */
const RATE_LIMIT = 20

/** Registers a membership and writes its keystore, unless an earlier run did: the membership is kept. */
export async function join({ devnet, keystorePath, privateKey }: ChatOptions, password: string): Promise<void> {
  if (existsSync(keystorePath)) return
  console.log('Registering a membership on the development chain ...')
  const components = { clock: systemClock, random: systemRandom }
  await enrolMember(components, {
    signer: await openSigner(devnet.chain.rpc, { privateKey }),
    contractAddress: devnet.chain.contract,
    rateLimit: RATE_LIMIT,
    keystorePath,
    password,
    encryption: { pbkdf2Iterations: 10_000 },
    mintTestTokens: true,
  })
}
