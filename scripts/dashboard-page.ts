import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const banner = '/*! Contains uPlot 1.6, copyright (c) 2025 Leon Sorokin, MIT licence */'

/** The text of src/dashboard/generated/page-files.ts: the page's files as the server gives them, bundled and minified. */
export async function dashboardPage(root: string): Promise<string> {
  const folder = join(root, 'src', 'dashboard', 'page')
  const { outputFiles } = await build({
    entryPoints: { page: join(folder, 'main.ts'), style: join(folder, 'style.css') },
    outdir: folder,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    banner: { js: banner, css: banner },
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  })
  const built = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))!.text
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8').replace(/>\s*\n\s*</g, '>\n<')
  const files = [
    { name: '', contentType: 'text/html; charset=utf-8', body: text('index.html') },
    { name: 'page.js', contentType: 'text/javascript; charset=utf-8', body: built('page.js') },
    { name: 'page.css', contentType: 'text/css; charset=utf-8', body: built('style.css') },
    { name: 'icon.svg', contentType: 'image/svg+xml', body: text('icon.svg') },
  ]
  const entries = files.map(({ name, contentType, body }) => {
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    return `  ${JSON.stringify({ name, contentType, etag, body })},\n`
  })
  return `/** Made from src/dashboard/page by scripts/generate-dashboard.ts. Do not edit. */
export interface PageFile {
  readonly name: string
  readonly contentType: string
  readonly etag: string
  readonly body: string
}

export const pageFiles: readonly PageFile[] = [
${entries.join('')}]
`
}
