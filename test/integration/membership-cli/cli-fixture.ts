import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CliContext } from '../../../src/cli/cli-context.ts'
import { main } from '../../../src/cli/main.ts'
import { developmentPrivateKeys, type MembershipSigner, openSigner } from '../../../src/membership/server.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'

export const ACTIVE_SECONDS = 10_000
export const GRACE_SECONDS = 5_000
export const RELEASE_DELAY_SECONDS = 1_000

export interface CommandOutcome {
  readonly exitCode: number
  /** Of the line on stdout, when it is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into many shapes
  readonly json: any
  readonly stdout: string
  readonly stderr: string
}

/** A chain, a contract and a folder, and `wakunode` with an environment that points to them. */
export class CliFixture {
  readonly membership: MembershipFixture
  readonly folder: string
  readonly environment: Record<string, string | undefined>

  private constructor(membership: MembershipFixture, folder: string) {
    this.membership = membership
    this.folder = folder
    this.environment = {
      WAKUNODE2_RLN_RELAY_ETH_CLIENT_ADDRESS: membership.chain.rpcUrl,
      WAKUNODE2_RLN_RELAY_ETH_CONTRACT_ADDRESS: membership.deployment.contract,
      WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY: developmentPrivateKeys(2)[1]!,
      WAKUNODE2_RLN_RELAY_CRED_PASSWORD: 'correct horse',
    }
  }

  static async start(): Promise<CliFixture> {
    const membership = await startMembershipFixture({
      activeDurationSeconds: ACTIVE_SECONDS,
      gracePeriodSeconds: GRACE_SECONDS,
      depositReleaseDelaySeconds: RELEASE_DELAY_SECONDS,
    })
    return new CliFixture(membership, await mkdtemp(join(tmpdir(), 'membership-cli-')))
  }

  async stop(): Promise<void> {
    await this.membership.stop()
    await rm(this.folder, { recursive: true, force: true })
  }

  /** One of the chain's funded accounts. */
  async account(index: number): Promise<{ readonly address: string; readonly signer: MembershipSigner }> {
    const privateKey = developmentPrivateKeys(index + 1)[index]!
    const signer = await openSigner(this.membership.chain.rpcUrl, { privateKey })
    return { address: await signer.getAddress(), signer }
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  /** Lets block time pass. */
  async pass(seconds: number): Promise<void> {
    await this.membership.chain.request('evm_increaseTime', [seconds])
    await this.membership.chain.mine()
  }

  /** Runs `wakunode membership ...`; `context` and `environment` replace what a test wants otherwise. */
  async membershipCommand(
    argv: readonly string[],
    changes: { readonly context?: Partial<CliContext>; readonly environment?: Record<string, string | undefined> } = {},
  ): Promise<CommandOutcome> {
    const stdout: string[] = []
    const stderr: string[] = []
    const exitCode = await main(['membership', ...argv], {
      print: (line) => stdout.push(line),
      remark: (line) => stderr.push(line),
      environment: { ...this.environment, ...changes.environment },
      untilStopped: () => new Promise(() => undefined),
      ...changes.context,
    })
    const last = stdout.at(-1) ?? ''
    return {
      exitCode,
      json: last.startsWith('{') ? JSON.parse(last) : undefined,
      stdout: stdout.join('\n'),
      stderr: stderr.join('\n'),
    }
  }
}
