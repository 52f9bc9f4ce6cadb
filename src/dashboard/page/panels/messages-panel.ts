import { BarChart } from '../bar-chart.ts'
import { byId, setAttribute, setText } from '../dom.ts'
import { formatCount, formatRate, formatTime } from '../format.ts'
import { BUCKET_MS, type Bucket } from '../sample-history.ts'
import { isRelaying } from './health-panel.ts'
import type { Panel } from './panel.ts'

/** The rate is that of the last seconds: longer is not now, shorter is noise. */
const RATE_MS = 10_000

export interface ChartPanel extends Panel {
  /** The colours are others now. */
  redraw(): void
}

/** How many messages go through the node. */
export function messagesPanel(): ChartPanel {
  const [rate, total, host] = [byId('rate'), byId('messages'), byId('messages-chart')]
  const panel = byId('messages-panel')
  let buckets: readonly Bucket[] = []
  const perSecond = ({ messages }: Bucket): number => (messages * 1_000) / BUCKET_MS
  const chart = new BarChart(host, {
    readout: byId('messages-readout'),
    describe: (position) => {
      const bucket = buckets[position]!
      return `until ${formatTime(bucket.endMs)}: ${formatRate(perSecond(bucket))} a second`
    },
  })
  return {
    render({ status, history, clockAheadMs }, nowMs) {
      if (status === undefined) return
      panel.hidden = !isRelaying(status.health)
      if (panel.hidden) return
      setText(rate, formatRate(history.rate(RATE_MS)))
      setText(total, formatCount(status.messages))
      buckets = history.buckets()
      const rates = buckets.map(perSecond)
      setAttribute(
        host,
        'aria-label',
        `Messages a second in the last ten minutes, at most ${formatRate(Math.max(0, ...rates))}`,
      )
      chart.update(
        buckets.map(({ endMs }) => endMs - (nowMs + clockAheadMs)),
        [{ key: 'messages', color: '--swatch-4', values: rates }],
      )
    },
    redraw: () => chart.redraw(),
  }
}
