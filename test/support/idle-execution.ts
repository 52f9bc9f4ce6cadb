import { type ForkOptions, spawnSync } from 'node:child_process'

/** Linux' policy for what may run only while nothing else wants to; of util-linux. */
const COMMAND = ['chrt', '--idle', '0'] as const

/**
 * How `fork` starts a process that no other process waits for. A low priority is not enough: Linux lets who runs go on to the
 * end of its slice, so that a process of the lowest priority makes others wait for up to three milliseconds. Where there
 * is no such policy, the process runs like any other.
 */
export function idleExecution(flags: readonly string[]): Pick<ForkOptions, 'execPath' | 'execArgv'> {
  const [command, ...args] = COMMAND
  const isOffered = spawnSync(command, [...args, 'true']).status === 0
  if (!isOffered) return { execArgv: [...flags] }
  return { execPath: command, execArgv: [...args, process.execPath, ...flags] }
}
