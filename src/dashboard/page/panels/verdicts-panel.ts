import { BarChart } from '../bar-chart.ts'
import { byId, type Cell, fillRows, setText, type Tone } from '../dom.ts'
import { formatCount, formatTime } from '../format.ts'
import type { NodeState } from '../node-state.ts'
import { type Bucket, HISTORY_MS } from '../sample-history.ts'
import { isRelaying } from './health-panel.ts'
import type { ChartPanel } from './messages-panel.ts'

/** Colours for reasons to refuse; what is rarer shares one. */
const SWATCHES = ['1', '2', '3', '4', '5', '6', '7', '8'] as const

const toneOf: Readonly<Record<string, Tone>> = { accept: 'good', ignore: 'warn', reject: 'bad' }

/** A reason, and where it is drawn. */
interface Reason {
  readonly code: string
  readonly count: number
  readonly swatch: string
}

/** What became of the messages that came, and why. */
export function verdictsPanel(): ChartPanel {
  const [panel, judged, refused] = [byId('verdicts-panel'), byId('judged'), byId('refused')]
  const rows = byId<HTMLTableSectionElement>('verdicts')
  let buckets: readonly Bucket[] = []
  const chart = new BarChart(byId('verdicts-chart'), {
    readout: byId('verdicts-readout'),
    describe: (position) => describe(buckets[position]!),
  })
  return {
    render(state, nowMs) {
      if (state.status === undefined) return
      panel.hidden = !isRelaying(state.status.health)
      if (panel.hidden) return
      const reasons = reasonsOf(state.status.verdicts)
      const total = reasons.reduce((sum, { count }) => sum + count, 0)
      setText(judged, formatCount(total))
      setText(refused, formatCount(total - (state.status.verdicts.valid ?? 0)))
      fillRows(
        rows,
        reasons.map((reason) => rowOf(reason, state)),
      )
      buckets = state.history.buckets()
      chart.update(
        buckets.map(({ endMs }) => endMs - (nowMs + state.clockAheadMs)),
        reasons.map(({ code, swatch }) => ({
          key: code,
          color: `--swatch-${swatch}`,
          values: buckets.map(({ verdicts }) => verdicts[code] ?? 0),
        })),
      )
    },
    redraw: () => chart.redraw(),
  }
}

/** What occurred, `valid` first and always, then in the order the node lists it, so that colours stay. */
function reasonsOf(verdicts: Readonly<Record<string, number>>): Reason[] {
  const refusals = Object.entries(verdicts).filter(([code, count]) => code !== 'valid' && count > 0)
  return [
    { code: 'valid', count: verdicts.valid ?? 0, swatch: 'valid' },
    ...refusals.map(([code, count], position) => ({ code, count, swatch: SWATCHES[position] ?? 'other' })),
  ]
}

function rowOf({ code, count, swatch }: Reason, { actions, history }: NodeState): Cell[] {
  const action = actions[code] ?? ''
  const tone = toneOf[action]
  return [
    { text: code, swatch, class: 'name' },
    { text: action, ...(tone && { tone }) },
    { text: formatCount(history.judged(code, HISTORY_MS)), class: 'number' },
    { text: formatCount(count), class: 'number' },
  ]
}

function describe({ endMs, verdicts }: Bucket): string {
  const parts = Object.entries(verdicts).map(([code, count]) => `${code} ${formatCount(count)}`)
  return `until ${formatTime(endMs)}: ${parts.join(', ') || 'nothing judged'}`
}
