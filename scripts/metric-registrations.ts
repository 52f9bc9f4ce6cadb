/** Finds the metrics that the rooms register, by reading the sources: a metric that is used is one that is found here. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { listFiles } from './source-rules.ts'

export interface MetricRegistration {
  readonly room: string
  readonly kind: 'counter' | 'gauge' | 'histogram'
  readonly name: string
  readonly help: string
  readonly labels: readonly string[]
}

const REGISTERS = /\.(counter|gauge|histogram)\(/

/** All metrics of src, by name. @throws Error when a registration cannot be read, or two of one name differ. */
export function readMetricRegistrations(root: string): MetricRegistration[] {
  const paths = listFiles(root, 'src').filter((path) => path.endsWith('.ts') && !path.startsWith('src/telemetry/'))
  const found = new Map<string, MetricRegistration>()
  for (const path of paths) {
    const text = readFileSync(join(root, path), 'utf8')
    if (!REGISTERS.test(text)) continue
    for (const metric of registrationsIn(path, text)) {
      const known = found.get(metric.name)
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(metric)) {
        throw new Error(`${path}: ${metric.name} is registered elsewhere with other words or labels`)
      }
      found.set(metric.name, metric)
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function registrationsIn(path: string, text: string): MetricRegistration[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const constants = new Map<string, ts.Expression>()
  const found: MetricRegistration[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
      constants.set(node.name.text, node.initializer)
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const kind = node.expression.name.text
      if (kind === 'counter' || kind === 'gauge' || kind === 'histogram') found.push(read(kind, node))
    }
    ts.forEachChild(node, visit)
  }
  const read = (kind: MetricRegistration['kind'], call: ts.CallExpression): MetricRegistration => {
    const [name, help, labels] = call.arguments.map((argument) => constantOf(argument))
    if (typeof name !== 'string' || typeof help !== 'string' || typeof labels === 'string') {
      throw new Error(`${path}: name, help and labels of a metric must be constants of that file: ${call.getText()}`)
    }
    return { room: roomOf(path), kind, name, help, labels: labels ?? [] }
  }
  const constantOf = (argument: ts.Expression): string | string[] | undefined => {
    const value = ts.isIdentifier(argument) ? constants.get(argument.text) : argument
    if (value !== undefined && ts.isStringLiteralLike(value)) return value.text
    if (value !== undefined && ts.isArrayLiteralExpression(value)) {
      return value.elements.filter(ts.isStringLiteralLike).map((element) => element.text)
    }
    return undefined
  }
  visit(source)
  return found
}

function roomOf(path: string): string {
  const [, room, inner] = path.split('/')
  return room === 'services' ? `services/${inner}` : room!
}
