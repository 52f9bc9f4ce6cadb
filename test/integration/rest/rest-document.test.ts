import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { silentLogger, systemClock } from '../../../src/foundation/index.ts'
import { RestServer } from '../../../src/rest/index.ts'
import { openApiDocument } from '../../../src/rest/openapi/document.ts'
import { fullWakuNode } from '../../support/full-waku-node.ts'
import { codeBlocksOf } from '../../support/markdown-blocks.ts'
import { OpenApiJudge, operationsOf } from '../../support/open-api.ts'

const run = promisify(execFile)
const TOKEN = 'correct-horse-battery-staple'
const OPTIONS = { version: '1.2.3', servesAdmin: true }
/** Has curl say besides what it asked and how it was answered, in a last line. */
const TELLING_CURL = `curl() { command curl -w '\\n%{method} %{url_effective} %{http_code} %{content_type}' "$@"; }`

describe('docs/rest.md', function () {
  this.timeout(60_000)
  const document = openApiDocument(OPTIONS)
  const judge = new OpenApiJudge(document)
  const blocks = codeBlocksOf('docs/rest.md')
  const commands = blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ lines }) => lines.filter((line) => line.startsWith('curl ')))
  const asked = new Set<unknown>()
  let server: RestServer

  before(async function () {
    const hasCurl = await run('curl', ['--version']).then(
      () => true,
      () => false,
    )
    if (!hasCurl) {
      console.log('      skipped: there is no curl on this machine')
      this.skip()
    }
    // The routes and their server are the real ones; the node behind them is a fake, which publishes to itself.
    server = new RestServer(
      { node: fullWakuNode(), clock: systemClock, logger: silentLogger, setLogLevels: () => undefined },
      { ...OPTIONS, address: '127.0.0.1', port: 0, cacheCapacity: 10, allowedOrigins: [], token: TOKEN },
    )
    await server.start()
  })
  after(() => server?.stop())

  async function shell(command: string): Promise<string> {
    const env = { ...process.env, REST: server.url, TOKEN }
    return (await run('sh', ['-c', `${TELLING_CURL}\n${command}`], { env })).stdout
  }

  for (const command of commands) {
    it(`${command.length > 90 ? `${command.slice(0, 90)}..` : command}`, async () => {
      const output = await shell(command)
      if (command.includes('| head')) {
        expect(output).to.equal('retry: 2000\n')
        asked.add(judge.operationOf('GET', '/events')!.operation)
        return
      }
      const [, body, method, url, status, contentType] = /^(.*)\n(\S+) (\S+) (\d+) (.*)$/s.exec(output)!
      const question = { method: method!, url: url!.slice(server.url.length) }
      const answer = { status: Number(status), contentType: contentType!, body: body! }
      expect(answer.status).to.equal(200)
      expect(judge.whatIsWrong(question, answer)).to.equal(undefined)
      asked.add(judge.operationOf(question.method, question.url)!.operation)
    })
  }

  it('asks every route there is', () => {
    const missing = operationsOf(document).filter(({ operation }) => !asked.has(operation))
    expect(missing.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([])
  })

  it('shows answers as they are', () => {
    const shown = blocks.flatMap(({ language, lines }, index) => {
      return language === 'json' ? [{ json: lines.join('\n'), command: blocks[index - 1]!.lines.at(-1)! }] : []
    })
    expect(shown.length).to.be.greaterThan(3)
    for (const { json, command } of shown) {
      const method = command.includes(' -d ') ? 'POST' : 'GET'
      const url = /\$REST(\S+)/.exec(command)![1]!
      const answer = { status: 200, contentType: 'application/json', body: json }
      expect(judge.whatIsWrong({ method, url }, answer), command).to.equal(undefined)
    }
  })
})
