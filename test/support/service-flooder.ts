/**
 * A process that asks one service as often as it is told to, and prints what it was answered.
 * Arguments: address, service, requests a second, seconds.
 */
import { noMetrics, silentLogger, systemClock } from '../../src/foundation/index.ts'
import { NetworkError, RequestClient } from '../../src/network/index.ts'
import { createHost } from '../../src/network/server.ts'
import { floodedServices } from './flooded-services.ts'

const [address = '', name = '', rate = '0', seconds = '0'] = process.argv.slice(2)
const service = floodedServices[name]!
const host = await createHost({ logger: silentLogger }, { listenAddresses: [], agentVersion: 'flooder', services: {} })
await host.start()
const client = new RequestClient({ host, clock: systemClock, metrics: noMetrics }, service.protocol)
const answers: Record<string, number> = {}
const count = (answer: string): void => {
  answers[answer] = (answers[answer] ?? 0) + 1
}
const asked: Promise<void>[] = []
const intervalMs = 20
const endMs = Date.now() + Number(seconds) * 1_000
while (Date.now() < endMs) {
  for (let index = 0; index < (Number(rate) * intervalMs) / 1_000; index++) {
    asked.push(
      client.request(address, service.request).then(
        (response) => count(String(service.statusOf(response))),
        (error) => count(error instanceof NetworkError ? error.code : 'failed'),
      ),
    )
  }
  await new Promise((resolve) => setTimeout(resolve, intervalMs))
}
await Promise.all(asked)
console.log(JSON.stringify(answers))
await host.stop()
