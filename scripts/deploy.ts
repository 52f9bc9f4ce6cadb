/**
 * Deploys the membership contract and writes deployments/<chain id>.json into the current folder:
 *
 *     npx hardhat run scripts/deploy.ts --network localhost
 *
 * PRIVATE_KEY: the account that pays; default: the first one the endpoint keeps unlocked.
 */
import { networkUrl, runCommand, runScript } from './chain-command.ts'

await runScript(async () => {
  await runCommand(['contract', 'deploy', '--yes', '--rln-relay-eth-client-address', await networkUrl()], {
    WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY: process.env.PRIVATE_KEY,
  })
})
