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
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : `${code}`
    throw new CliError('unreadable_file', `cannot read ${path}: ${why}`, { cause: error })
  }
}
