/** Writes src/dashboard/generated/page-files.ts from src/dashboard/page. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dashboardPage } from './dashboard-page.ts'

const root = join(import.meta.dirname, '..')
writeFileSync(join(root, 'src', 'dashboard', 'generated', 'page-files.ts'), await dashboardPage(root))
