import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { listFiles } from '../../../scripts/source-rules.ts'
import { ConfigError, readOptions } from '../../../src/config/index.ts'
import { logConfigFrom, logLevelsFrom, logRooms } from '../../../src/config/log-config.ts'

const root = join(import.meta.dirname, '..', '..', '..')

describe('logConfigFrom', () => {
  it('writes what operators need, as text, when nothing is said', () => {
    const options = readOptions({ flags: {}, environment: {}, readText: () => '' })
    expect(logConfigFrom(options)).to.deep.equal({ level: 'info', rooms: {}, format: 'text' })
  })

  it('takes the environment in the same form', () => {
    const environment = { WAKUNODE2_LOG_LEVEL: 'WARN,relay:TRACE', WAKUNODE2_LOG_FORMAT: 'JSON' }
    const options = readOptions({ flags: {}, environment, readText: () => '' })
    expect(logConfigFrom(options)).to.deep.equal({ level: 'warn', rooms: { relay: 'trace' }, format: 'json' })
  })

  it('refuses another format, naming the flag', () => {
    expect(() => logConfigFrom({ 'log-level': 'INFO', 'log-format': 'xml' }))
      .to.throw(ConfigError, /--log-format/)
      .with.property('code', 'invalid_value')
  })
})

describe('logLevelsFrom', () => {
  it("takes all of nwaku's levels, and SILENT", () => {
    for (const level of ['TRACE', 'DEBUG', 'INFO', 'NOTICE', 'WARN', 'ERROR', 'FATAL', 'SILENT']) {
      expect(logLevelsFrom(level)).to.deep.equal({ level: level.toLowerCase(), rooms: {} })
    }
  })

  it('takes levels of single rooms, before or after that of all others, in any case', () => {
    const expected = { level: 'warn', rooms: { relay: 'trace', 'spam-protection': 'debug' } }
    expect(logLevelsFrom('WARN,relay:TRACE,spam-protection:DEBUG')).to.deep.equal(expected)
    expect(logLevelsFrom('relay:trace, Spam-Protection:debug, Warn')).to.deep.equal(expected)
    expect(logLevelsFrom('relay:TRACE').level).to.equal('info')
  })

  for (const text of ['', 'LOUD', 'INFO,DEBUG', 'relay', 'INFO,relay', 'kitchen:INFO', 'relay:LOUD', 'a:b:c', ',']) {
    it(`refuses "${text}", naming the flag, levels and rooms`, () => {
      expect(() => logLevelsFrom(text))
        .to.throw(ConfigError, /--log-level .*TRACE.*spam-protection/)
        .with.property('code', 'invalid_value')
    })
  }

  it('knows the rooms that log, and no others', () => {
    const sources = listFiles(root, 'src').filter((path) => path.endsWith('.ts'))
    const named = sources.flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/logger\.child\('([^']*)'\)/g)].map((match) => match[1]!),
    )
    expect([...new Set(named)].sort()).to.deep.equal([...logRooms])
  })
})
