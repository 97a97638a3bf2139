import type { ModelActivity } from './activity.ts'
import { metricLines } from './metric-lines.ts'

/** The metrics under the names of SGLang, in Prometheus' text format: what was never counted has no value. */
export function sglangMetrics(models: ReadonlyMap<string, ModelActivity>): string {
  const { metric, histogram } = metricLines(
    models,
    'sglang:',
    (model) => `model_name="${model.replaceAll(/["\\\n]/g, '_')}"`,
  )
  const counter = (name: string, help: string, of: (activity: ModelActivity) => number): string[] =>
    metric(name, 'counter', help, (activity, labels, full) => {
      const value = of(activity)
      return value === 0 ? [] : [`${full}{${labels}} ${value}`]
    })
  return [
    ...metric('num_running_reqs', 'gauge', 'Requests that are generated now.', ({ running }, labels, full) => [
      `${full}{${labels}} ${running}`,
    ]),
    ...counter('prompt_tokens_total', 'Prefill tokens processed.', ({ promptTokens }) => promptTokens),
    ...counter('generation_tokens_total', 'Generation tokens processed.', ({ generatedTokens }) => generatedTokens),
    ...counter('cached_tokens_total', 'Cached prompt tokens.', ({ cachedTokens }) => cachedTokens),
    ...counter('num_requests_total', 'Requests processed.', ({ ended }) =>
      Object.values(ended).reduce((sum, count) => sum + count, 0),
    ),
    ...histogram('time_to_first_token_seconds', 'Time to the first token.', ({ timeToFirst }) => timeToFirst),
    ...histogram('inter_token_latency_seconds', 'Time between tokens.', ({ interToken }) => interToken),
    ...histogram('e2e_request_latency_seconds', 'End-to-end time of a request.', ({ endToEnd }) => endToEnd),
    ...histogram('queue_time_seconds', 'Time a request waited.', ({ queue }) => queue),
    '',
  ].join('\n')
}
