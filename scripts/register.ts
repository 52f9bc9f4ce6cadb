/**
 * Registers a membership with the contract of deployments/<chain id>.json and writes its keystore:
 *
 *     RATE_LIMIT=20 KEYSTORE=./alice.json KEYSTORE_PASSWORD=.. npx hardhat run scripts/register.ts --network localhost
 *
 * PRIVATE_KEY: the account that pays; default: the first one the endpoint keeps unlocked.
 */
import { networkUrl, runCommand, runScript, ScriptError } from './chain-command.ts'

function required(name: string, meaning: string): string {
  const value = process.env[name]
  if (value) return value
  throw new ScriptError(`${name} is not set: ${meaning}`)
}

await runScript(async () => {
  const rateLimit = required('RATE_LIMIT', 'how many messages an epoch the member may send, such as 20')
  if (!/^[1-9]\d{0,4}$/.test(rateLimit)) throw new ScriptError(`RATE_LIMIT takes a whole number, not "${rateLimit}"`)
  const keystore = required('KEYSTORE', 'the file to write the credential to, such as ./alice.json')
  const password = required('KEYSTORE_PASSWORD', 'what encrypts the keystore')
  const flags = {
    'rln-relay-eth-client-address': await networkUrl(),
    'rln-relay-user-message-limit': rateLimit,
    'rln-relay-cred-path': keystore,
  }
  const args = Object.entries(flags).map(([name, value]) => `--${name}=${value}`)
  await runCommand(['membership', 'register', '--yes', ...args], {
    WAKUNODE2_RLN_RELAY_CRED_PASSWORD: password,
    WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY: process.env.PRIVATE_KEY,
  })
})
