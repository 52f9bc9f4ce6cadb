/**
 * A process that syncs and says its root, to be killed: `node membership-sync-process.ts RPC_URL CONTRACT SQLITE_PATH`.
 * Prints one line, `root <decimal>`, and ends.
 */
import { noMetrics, silentLogger, systemClock } from '../../src/foundation/index.ts'
import { MembershipSync } from '../../src/membership/index.ts'
import { openSqliteStateStore } from '../../src/storage/server.ts'

const [rpcUrl, contractAddress, path] = process.argv.slice(2) as [string, string, string]
const store = await openSqliteStateStore(path)
const sync = new MembershipSync(
  { clock: systemClock, logger: silentLogger, metrics: noMetrics, store },
  { rpcUrls: [rpcUrl], chainId: 31337, contractAddress },
)
await sync.start()
console.log(`root ${sync.newestRoot()}`)
await sync.stop()
await store.close()
