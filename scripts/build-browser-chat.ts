/** Bundles examples/browser-chat into the folder that is named: all that a web server needs but config.json and artifacts/. */
import { copyFile, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { oneCopyOfEachVersion } from './sdk-bundle.ts'

const root = join(import.meta.dirname, '..')
const source = join(root, 'examples', 'browser-chat')

const [given] = process.argv.slice(2)
if (given === undefined) throw new Error('Usage: node scripts/build-browser-chat.ts FOLDER')
const folder = resolve(given)

await mkdir(folder, { recursive: true })
await build({
  entryPoints: {
    page: join(source, 'page', 'main.ts'),
    style: join(source, 'style.css'),
    'proof-worker': join(source, 'page', 'proof-worker.ts'),
    'dev-wallet': join(source, 'dev-wallet', 'dev-wallet.ts'),
    'dev-wallet-style': join(source, 'dev-wallet', 'dev-wallet.css'),
  },
  outdir: folder,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2024',
  conditions: ['waku-source'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'error',
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  plugins: [oneCopyOfEachVersion()],
})
for (const name of ['index.html', 'icon.svg']) await copyFile(join(source, name), join(folder, name))
console.log(`built ${folder}`)
