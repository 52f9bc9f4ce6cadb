/** A REST server in a process of its own, so that what its clients cost is not measured with it. Argument: the options. */
import { silentLogger, systemClock } from '../../src/foundation/index.ts'
import { RestServer } from '../../src/rest/index.ts'
import { fullWakuNode } from './full-waku-node.ts'

const options = { port: 0, cacheCapacity: 10, allowedOrigins: [], servesAdmin: true, version: '1.2.3' }
const server = new RestServer(
  { node: fullWakuNode(), clock: systemClock, logger: silentLogger, setLogLevels: () => undefined },
  { ...options, ...JSON.parse(process.argv[2]!) },
)
await server.start()
process.send!(Number(new URL(server.url).port))
process.on('disconnect', () => process.exit())
