import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Runs a script of this folder with its options as JSON, hands over each line it prints, and kills it `killAfterMs` after
 * its first line unless it kills itself before. Resolves when it is dead and all its lines were handed over.
 * @throws Error when it ended in another way
 */
export async function runAndKill(
  script: string,
  options: unknown,
  { killAfterMs, onLine }: { readonly killAfterMs: number; readonly onLine: (line: string) => void },
): Promise<void> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [path, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let timer: NodeJS.Timeout | undefined
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    timer ??= setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    for (const line of lines) onLine(line)
  })
  const [code, signal] = await new Promise<unknown[]>((resolve) => {
    child.on('close', (...outcome) => resolve(outcome))
  })
  clearTimeout(timer)
  if (signal !== 'SIGKILL') throw new Error(`${script} was not killed: it ended with ${code ?? signal}`)
}
