import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { dashboardPage } from '../../../scripts/dashboard-page.ts'

const root = join(import.meta.dirname, '..', '..', '..')
/** Light: as large as a photograph on a phone, with its charts. */
const MAX_PAGE_BYTES = 120_000

describe('the files of the dashboard', () => {
  const path = join(root, 'src', 'dashboard', 'generated', 'page-files.ts')

  it('are what `npm run generate` makes of src/dashboard/page', async () => {
    expect(
      (await dashboardPage(root)) === readFileSync(path, 'utf8'),
      'run node scripts/generate-dashboard.ts',
    ).to.equal(true)
  })

  it('are light', () => {
    expect(readFileSync(path).length).to.be.below(MAX_PAGE_BYTES)
  })
})
