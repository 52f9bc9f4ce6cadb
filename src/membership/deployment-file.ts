import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isAddress } from 'ethers'
import type { Deployment } from './deployment.ts'
import { MembershipError } from './membership-error.ts'

/** In the folder a program is run in: where the deploy script writes and everything else looks. */
const defaultFolder = 'deployments'

export function deploymentFilePath(chainId: number, folder = defaultFolder): string {
  return join(folder, `${chainId}.json`)
}

/**
 * What was deployed to a chain; undefined when there is no file.
 * @throws MembershipError `deployment_file_invalid`
 */
export async function readDeploymentFile(chainId: number, folder?: string): Promise<Deployment | undefined> {
  const path = deploymentFilePath(chainId, folder)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw invalid(path, 'it cannot be read', error)
  }
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    throw invalid(path, 'it is not JSON', error)
  }
  if (!isDeployment(content) || content.chainId !== chainId) throw invalid(path, 'it does not describe a deployment')
  return content
}

/** Writes the file so that a reader sees the old one or the new one, never a part. Returns its path. */
export async function writeDeploymentFile(deployment: Deployment, folder = defaultFolder): Promise<string> {
  const path = deploymentFilePath(deployment.chainId, folder)
  const temporary = `${path}.${process.pid}.tmp`
  await mkdir(folder, { recursive: true })
  try {
    const file = await open(temporary, 'w')
    try {
      await file.writeFile(`${JSON.stringify(deployment, null, 2)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  return path
}

function isDeployment(content: unknown): content is Deployment {
  if (typeof content !== 'object' || content === null) return false
  const { chainId, block, contract, implementation, token, priceCalculator } = content as Record<string, unknown>
  return (
    [chainId, block].every(Number.isSafeInteger) && [contract, implementation, token, priceCalculator].every(isAddress)
  )
}

function invalid(path: string, why: string, cause?: unknown): MembershipError {
  return new MembershipError('deployment_file_invalid', `${path}: ${why}; delete it and deploy again`, { cause })
}
