import type { Labels } from '../../src/foundation/index.ts'

export interface Sample {
  readonly name: string
  readonly labels: Labels
  readonly value: number
}

export interface Scrape {
  readonly families: ReadonlyMap<string, { readonly help: string; readonly type: string }>
  readonly samples: readonly Sample[]
  /** The value of one series; undefined when there is none. */
  value(name: string, labels?: Labels): number | undefined
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"(?:,|$)/y

/** Reads Prometheus' text format 0.0.4, as strictly as Prometheus: what it would not take throws. */
export function readScrape(text: string): Scrape {
  const families = new Map<string, { help: string; type: string }>()
  const samples: Sample[] = []
  const seen = new Set<string>()
  let help: readonly [string, string] | undefined
  for (const line of text.split('\n')) {
    const [, kind, name, rest] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? []
    if (kind === 'HELP') help = [name!, rest!]
    else if (kind === 'TYPE') {
      if (families.has(name!) || help?.[0] !== name) throw new Error(`${name} comes twice, or without help`)
      families.set(name!, { help: help![1], type: rest! })
    } else if (line !== '') {
      const sample = readSample(line)
      const key = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).sort())}`
      if (seen.has(key)) throw new Error(`a series comes twice: ${line}`)
      seen.add(key)
      samples.push(sample)
    }
  }
  const value: Scrape['value'] = (name, labels = {}) =>
    samples.find((sample) => sample.name === name && isSame(sample.labels, labels))?.value
  return { families, samples, value }
}

function readSample(line: string): Sample {
  const [, name, labelText = '', valueText] = SAMPLE.exec(line) ?? []
  if (name === undefined) throw new Error(`not a sample: ${line}`)
  const labels: Record<string, string> = {}
  LABEL.lastIndex = 0
  while (LABEL.lastIndex < labelText.length) {
    const match = LABEL.exec(labelText)
    if (match === null) throw new Error(`not labels: ${labelText}`)
    labels[match[1]!] = match[2]!.replaceAll(/\\(.)/g, (_all, escaped: string) => (escaped === 'n' ? '\n' : escaped))
  }
  const value = Number(valueText!.replace('+Inf', 'Infinity').replace('-Inf', '-Infinity'))
  if (Number.isNaN(value) && valueText !== 'NaN' && valueText !== 'Nan') throw new Error(`not a value: ${line}`)
  return { name, labels, value }
}

function isSame(a: Labels, b: Labels): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}
