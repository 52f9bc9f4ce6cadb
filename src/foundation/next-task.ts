/**
 * Resolves in a task of its own, once what waits now has had its turn: input, timers, the network. Not by a timer: browsers
 * slow those down to one a second in pages that are not seen.
 */
export function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
