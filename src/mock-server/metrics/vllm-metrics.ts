import type { EndReason, ModelActivity } from './activity.ts'
import { metricLines } from './metric-lines.ts'

const reasons: readonly EndReason[] = ['stop', 'length', 'abort', 'error']

/** The metrics under the names and labels of vLLM, in Prometheus' text format. */
export function vllmMetrics(models: ReadonlyMap<string, ModelActivity>): string {
  const { metric, histogram } = metricLines(models, 'vllm:', (model) => `engine="0",model_name="${escaped(model)}"`)
  const value = (
    name: string,
    type: 'gauge' | 'counter',
    help: string,
    of: (activity: ModelActivity) => number,
  ): string[] => metric(name, type, help, (activity, labels, full) => [`${full}{${labels}} ${of(activity)}`])
  return [
    ...value('num_requests_running', 'gauge', 'Requests that are generated now.', ({ running }) => running),
    ...value('num_requests_waiting', 'gauge', 'Requests that wait for a slot.', ({ waiting }) => waiting),
    ...value(
      'prefix_cache_queries_total',
      'counter',
      'Prompt tokens looked up in the prefix cache.',
      (activity) => activity.promptTokens,
    ),
    ...value(
      'prefix_cache_hits_total',
      'counter',
      'Prompt tokens found in the prefix cache.',
      (activity) => activity.cachedTokens,
    ),
    ...value('prompt_tokens_total', 'counter', 'Prompt tokens processed.', (activity) => activity.promptTokens),
    ...value(
      'prompt_tokens_cached_total',
      'counter',
      'Prompt tokens taken from the cache.',
      (activity) => activity.cachedTokens,
    ),
    ...value('generation_tokens_total', 'counter', 'Tokens generated.', (activity) => activity.generatedTokens),
    // A server that drafts nothing has no such counters.
    ...([...models.values()].every(({ drafts }) => drafts === null)
      ? []
      : [
          ...value('spec_decode_num_draft_tokens_total', 'counter', 'Tokens drafted.', (one) => one.draftTokens),
          ...value(
            'spec_decode_num_accepted_tokens_total',
            'counter',
            'Drafted tokens accepted.',
            (one) => one.acceptedTokens,
          ),
        ]),
    ...metric(
      'request_success_total',
      'counter',
      'Requests that came to an end, by reason.',
      (activity, labels, full) =>
        reasons.map((reason) => `${full}{${labels},finished_reason="${reason}"} ${activity.ended[reason]}`),
    ),
    ...histogram('request_prompt_tokens', 'Prompt tokens of a request.', ({ prompts }) => prompts),
    ...histogram('request_generation_tokens', 'Generated tokens of a request.', ({ generations }) => generations),
    ...histogram('time_to_first_token_seconds', 'Time to the first token.', ({ timeToFirst }) => timeToFirst),
    ...histogram('inter_token_latency_seconds', 'Time between tokens.', ({ interToken }) => interToken),
    ...histogram(
      'request_time_per_output_token_seconds',
      'Mean time per output token of a request.',
      ({ perToken }) => perToken,
    ),
    ...histogram('e2e_request_latency_seconds', 'End-to-end time of a request.', ({ endToEnd }) => endToEnd),
    ...histogram('request_queue_time_seconds', 'Time a request waited.', ({ queue }) => queue),
    ...histogram(
      'request_inference_time_seconds',
      'Time from the slot to the last token.',
      ({ inference }) => inference,
    ),
    ...histogram('request_prefill_time_seconds', 'Time from the slot to the first token.', ({ prefill }) => prefill),
    ...histogram('request_decode_time_seconds', 'Time from the first to the last token.', ({ decode }) => decode),
    '',
  ].join('\n')
}

function escaped(label: string): string {
  return label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
