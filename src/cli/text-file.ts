import { readFileSync } from 'node:fs'
import { CliError } from './cli-error.ts'

/** Reads a file that the user named. @throws CliError saying which and why. */
export function readTextFile(path: string): string {
  return readFile(path).toString('utf8')
}

/** Reads a file that the user named. @throws CliError saying which and why. */
export function readFile(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw explainUnreadable(path, error)
  }
}

/** The system's error for a file that the user named as a CliError; any other error as it is. */
export function explainUnreadable(path: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (syscall === undefined) return error
  const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : `${code}`
  return new CliError('unreadable_file', `cannot read ${path}: ${why}`, { cause: error })
}
