import type { ModelActivity } from './activity.ts'

/** The metrics under the names of SGLang, in Prometheus' text format: what was never counted has no value. */
export function sglangMetrics(models: ReadonlyMap<string, ModelActivity>): string {
  const metric = (
    name: string,
    type: 'gauge' | 'counter' | 'histogram',
    help: string,
    lines: (activity: ModelActivity, labels: string, name: string) => readonly string[],
  ): string[] => [
    `# HELP sglang:${name} ${help}`,
    `# TYPE sglang:${name} ${type}`,
    ...[...models].flatMap(([model, activity]) =>
      lines(activity, `model_name="${model.replaceAll(/["\\\n]/g, '_')}"`, `sglang:${name}`),
    ),
  ]
  const counter = (name: string, help: string, of: (activity: ModelActivity) => number): string[] =>
    metric(name, 'counter', help, (activity, labels, full) => {
      const value = of(activity)
      return value === 0 ? [] : [`${full}{${labels}} ${value}`]
    })
  const histogram = (name: string, help: string, of: (activity: ModelActivity) => ModelActivity['queue']): string[] =>
    metric(name, 'histogram', help, (activity, labels, full) => of(activity).lines(full, labels))
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
