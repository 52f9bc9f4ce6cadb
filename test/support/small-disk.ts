import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of its own, in memory and small. */
export interface SmallDisk {
  readonly directory: string
  /** Takes all the space that is left, until `release`. */
  fill(): void
  release(): void
  resize(sizeMib: number): void
  /** Makes it read-only, or writable again. Refused by the system while a file is open for writing. */
  remount(mode: 'ro' | 'rw'): void
  remove(): void
}

/** Mounts one, or says why that cannot be done here. */
export function mountSmallDisk(sizeMib: number): SmallDisk | string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'mounting a small disk takes root on Linux'
  const directory = mkdtempSync(join(tmpdir(), 'small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m`, 'tmpfs', directory], { stdio: 'pipe' })
  } catch (error) {
    rmSync(directory, { recursive: true })
    return `no small disk can be mounted here: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}`
  }
  const filler = join(directory, 'filler')
  return {
    directory,
    fill: () => {
      try {
        for (;;) writeFileSync(filler, new Uint8Array(64 * 1024), { flag: 'a' })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    },
    release: () => rmSync(filler),
    resize: (mib) => execFileSync('mount', ['-o', `remount,size=${mib}m`, directory], { stdio: 'pipe' }),
    remount: (mode) => execFileSync('mount', ['-o', `remount,${mode}`, directory], { stdio: 'pipe' }),
    remove: () => {
      execFileSync('umount', [directory], { stdio: 'pipe' })
      rmSync(directory, { recursive: true })
    },
  }
}
