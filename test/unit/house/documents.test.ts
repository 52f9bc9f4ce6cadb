import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { listFiles } from '../../../scripts/source-rules.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...listFiles(root, 'docs').filter((path) => path.endsWith('.md')),
]

/** Names in backticks that are paths of this repository: rooms are meant relative to src. */
function pathsIn(text: string): string[] {
  const topFolders = '(src|scripts|test|bench|bin|docs|contracts|circuits|examples)'
  const rooms = readdirSync(join(root, 'src')).join('|')
  const pattern = new RegExp(`\`((?:${topFolders}|${rooms})/[\\w./-]*\\w)\``, 'g')
  return [...text.matchAll(pattern)].map((match) => match[1]!)
}

describe('the documents', () => {
  for (const document of documents) {
    it(`${document}: links lead somewhere`, () => {
      const links = [...read(document).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map((match) => match[1]!)
      for (const link of links.filter((target) => !/^[a-z]+:/.test(target))) {
        expect(existsSync(join(root, dirname(document), link)), link).to.equal(true)
      }
    })

    it(`${document}: npm scripts exist`, () => {
      const scripts = Object.keys(JSON.parse(read('package.json')).scripts)
      const named = [...read(document).matchAll(/npm run ([a-z][a-z:-]*)/g)].map((match) => match[1]!)
      for (const script of named) expect(scripts, document).to.include(script)
    })

    it(`${document}: is plain text of at most 130 columns outside tables`, () => {
      const isLong = (line: string): boolean => line.length > 130 && !line.startsWith('|')
      expect(read(document).split('\n').filter(isLong)).to.deep.equal([])
    })
  }

  for (const document of ['ARCHITECTURE.md', 'docs/specs.md']) {
    it(`${document}: files it points to exist`, () => {
      const paths = pathsIn(read(document))
      expect(paths.length).to.be.greaterThan(5)
      for (const path of paths) {
        expect(existsSync(join(root, 'src', path)) || existsSync(join(root, path)), path).to.equal(true)
      }
    })
  }
})

describe('the decisions', () => {
  const records = listFiles(root, 'docs/decisions').filter((path) => !path.endsWith('README.md'))

  for (const path of records) {
    it(`${path}: has its number, a context, a choice and a price`, () => {
      const number = Number(/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1])
      expect(read(path)).to.match(new RegExp(`^# ${number}\\. \\S`))
      for (const part of ['Context', '(Choice|Decision)', 'Price']) {
        expect(read(path)).to.match(new RegExp(`^(\\*\\*|## )${part}\\b`, 'm'))
      }
    })
  }

  it('are numbered once each', () => {
    const numbers = records.map((path) => path.slice('docs/decisions/'.length, 'docs/decisions/'.length + 4))
    expect(new Set(numbers).size).to.equal(numbers.length)
  })
})
