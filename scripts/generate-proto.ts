/**
 * Compiles every src/**\/*.proto with protons into src/**\/generated/*.ts. Deterministic: CI runs it and wants no difference.
 *
 * protons puts each codec into a TypeScript namespace, which cannot be stripped to JavaScript; each becomes a plain object
 * here, with `codec`, `encode` and `decode`.
 */
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { generate } from 'protons'
import ts from 'typescript'

// protons is written for looser compiler options than ours; its declared types still count where they are used.
const HEADER = `// Generated from NAME by scripts/generate-proto.ts (protons). Do not edit.
// @ts-nocheck

`
const KEPT_MEMBERS = ['codec', 'encode', 'decode']

for (const source of globSync('src/**/*.proto').sort()) {
  const target = join(dirname(source), 'generated', basename(source).replace(/\.proto$/, '.ts'))
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, HEADER.replace('NAME', basename(source)) + namespacesToObjects(await compile(source)))
  console.log(target)
}

async function compile(source: string): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'generate-proto-'))
  try {
    await generate(source, { output: directory, strict: true })
    return readFileSync(join(directory, basename(source).replace(/\.proto$/, '.ts')), 'utf8')
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function namespacesToObjects(code: string): string {
  const file = ts.createSourceFile('generated.ts', code, ts.ScriptTarget.Latest, true)
  const converted = file.statements.map((statement) => convertStatement(statement, file))
  return `${converted.join('').trim()}
`
}

function convertStatement(statement: ts.Statement, file: ts.SourceFile): string {
  if (!ts.isModuleDeclaration(statement)) return statement.getFullText(file)
  if (statement.body === undefined || !ts.isModuleBlock(statement.body))
    throw new Error('protons wrote a strange namespace')
  const members = statement.body.statements
    .filter((member) => !ts.isInterfaceDeclaration(member) && !(ts.isFunctionDeclaration(member) && !isKept(member)))
    .map((member) => member.getFullText(file).replace(/^(\s*)export /, '$1'))
    .join('')
  return `\n\nexport const ${statement.name.text} = (() => {${members}\n\n  return { ${KEPT_MEMBERS.join(', ')} }\n})()`
}

function isKept(member: ts.FunctionDeclaration): boolean {
  return member.name !== undefined && KEPT_MEMBERS.includes(member.name.text)
}
