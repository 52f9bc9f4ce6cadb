import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { ROOMS } from '../../../scripts/house-plan.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const snapshotPath = join(import.meta.dirname, 'doors.json')

type Exports = Readonly<Record<string, readonly string[]>>

/** The names that every door exports at run time, by the door's path. */
async function loadExports(): Promise<Exports> {
  const doors = ROOMS.flatMap((room) => [`src/${room}/index.ts`, `src/${room}/server.ts`])
  const exported: Record<string, readonly string[]> = {}
  for (const door of doors.filter((path) => existsSync(join(root, path)))) {
    exported[door] = Object.keys(await import(join(root, door))).sort()
  }
  return exported
}

describe('the doors of the rooms', function () {
  this.timeout(60_000)

  // What others may import is a promise: it grows and shrinks on purpose only.
  it('export what doors.json says (UPDATE=1 npm test -- house/doors rewrites it)', async () => {
    const exported = await loadExports()
    if (process.env.UPDATE === '1') writeFileSync(snapshotPath, `${JSON.stringify(exported, null, 2)}\n`)
    expect(exported).to.deep.equal(JSON.parse(readFileSync(snapshotPath, 'utf8')))
  })

  it('have no default export', async () => {
    for (const [door, names] of Object.entries(await loadExports())) expect(names, door).to.not.include('default')
  })

  it('begin with a header that says what the room does', () => {
    for (const room of ROOMS) {
      const door = ['index.ts', 'server.ts']
        .map((name) => join(root, 'src', room, name))
        .find((path) => existsSync(path))
      if (door !== undefined) expect(readFileSync(door, 'utf8'), door).to.match(/^\/\*\*\n/)
    }
  })
})
