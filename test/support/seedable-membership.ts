import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Contract, ContractFactory, type InterfaceAbi } from 'ethers'
import {
  lazyImtArtifact,
  poseidonT2Artifact,
  poseidonT3Artifact,
} from '../../src/membership/generated/contract-artifacts.ts'
import type { MembershipFixture } from './membership-fixture.ts'

/** The most a transaction may take (EIP-7825), and what fits. */
const seedingGas = '0x1000000'
const leavesPerTransaction = 150

const root = join(import.meta.dirname, '..', '..')
const artifactPath = join(root, 'build/contracts/contracts/test/SeedableWakuRlnV2.sol/SeedableWakuRlnV2.json')

interface HardhatArtifact {
  readonly abi: InterfaceAbi
  readonly bytecode: string
  readonly linkReferences: Record<string, Record<string, readonly { readonly start: number }[]>>
}

/** Turns the deployed contract into one that takes many leaves in a transaction. */
export async function makeSeedable(fixture: MembershipFixture): Promise<(size: number) => Promise<void>> {
  const { chain, signer, deployment, contract } = fixture
  const from = await signer.getAddress()
  if (!existsSync(artifactPath)) {
    execFileSync(process.execPath, ['node_modules/hardhat/dist/src/cli.js', 'build', '--quiet'], { cwd: root })
  }
  const deploy = async (abi: InterfaceAbi, bytecode: string): Promise<string> => {
    const deployed = await new ContractFactory(abi, bytecode, signer).deploy()
    await deployed.waitForDeployment()
    return deployed.getAddress()
  }
  const libraries: Record<string, string> = {}
  for (const { contractName, abi, bytecode, linkReferences } of [
    poseidonT2Artifact,
    poseidonT3Artifact,
    lazyImtArtifact,
  ]) {
    const places = Object.entries(linkReferences).flatMap(([name, starts]) =>
      starts.map((start) => ({ start, address: libraries[name]! })),
    )
    libraries[contractName] = await deploy(abi as unknown as InterfaceAbi, link(bytecode, places))
  }
  const seedable: HardhatArtifact = JSON.parse(await readFile(artifactPath, 'utf8'))
  const places = Object.values(seedable.linkReferences).flatMap((source) =>
    Object.entries(source).flatMap(([name, found]) => found.map(({ start }) => ({ start, address: libraries[name]! }))),
  )
  const implementation = await deploy(seedable.abi, link(seedable.bytecode, places))
  const proxy = new Contract(deployment.contract, seedable.abi, signer)
  await (await proxy.getFunction('upgradeTo')(implementation)).wait()
  return async (size) => {
    for (let next = Number(await contract.nextFreeIndex()); next < size; ) {
      const count = Math.min(leavesPerTransaction, size - next)
      const data = proxy.interface.encodeFunctionData('seedLeaves', [10n ** 9n + BigInt(next), count])
      // Mined when it returns; with the gas given, because estimating executes it a dozen times.
      await chain.request('eth_sendTransaction', [{ from, to: deployment.contract, data, gas: seedingGas }])
      next += count
    }
  }
}

function link(bytecode: string, places: readonly { readonly start: number; readonly address: string }[]): string {
  return places.reduce((code, { start, address }) => {
    const at = 2 + 2 * start
    return code.slice(0, at) + address.slice(2).toLowerCase() + code.slice(at + 40)
  }, bytecode)
}
