import type { MetricName } from '../../record/metric.ts'
import type { RunRecord } from '../../record/run.ts'
import { metrics } from '../metrics.ts'

/** Times of a whole request, which one of vectors or scores has too. */
const whole: ReadonlySet<MetricName> = new Set(['latency', 'response'])

/** Reason why a run has no value of a metric: vectors and scores are made of no tokens, and come in one piece. */
export function whyWithout(
  metric: MetricName,
  { items, task, target }: Pick<RunRecord, 'items' | 'task' | 'target'>,
): string {
  if (target.recording?.timed === false)
    return 'the recording has not the times of all its answers, and of their streams: record it again'
  if (task !== null && task !== undefined && !whole.has(metric))
    return 'the run is of a task, which has no first token and no time per token: judge latency, its time to success'
  // A result of an older release has no such field.
  if (items === null || items === undefined || whole.has(metric)) return metrics[metric].without
  const [made, call] = items.kind === 'embedding' ? ['vectors', 'embed()'] : ['scores', 'rerank()']
  return (
    `the run made ${made}, which have no first token and no time per token: of ${call} judge latency, or ` +
    "toHaveThroughputAbove(n, { of: 'items' })"
  )
}
