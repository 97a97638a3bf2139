import type { ModelActivity } from './activity.ts'

/** The metrics under the names of llama.cpp's server, in Prometheus' text format. */
export function llamaServerMetrics(models: ReadonlyMap<string, ModelActivity>): string {
  const all = [...models.values()]
  const sum = (of: (activity: ModelActivity) => number): number =>
    all.reduce((total, activity) => total + of(activity), 0)
  const evaluated = sum(({ promptTokens, cachedTokens }) => promptTokens - cachedTokens)
  const promptSeconds = sum(({ prefillMs }) => prefillMs) / 1000
  const generated = sum(({ generatedTokens }) => generatedTokens)
  const decodeSeconds = sum(({ decodeMs }) => decodeMs) / 1000
  const decodes = sum((activity) => activity.decodes)
  const longest = all.reduce((most, { longestSequence }) => Math.max(most, longestSequence), 0)
  return [
    metric('prompt_tokens_total', 'counter', 'Prompt tokens processed, without cached ones', evaluated),
    metric(
      'prompt_tokens_cached_total',
      'counter',
      'Prompt tokens taken from the cache',
      sum((activity) => activity.cachedTokens),
    ),
    metric('prompt_seconds_total', 'counter', 'Time spent on prompts', promptSeconds),
    metric('tokens_predicted_total', 'counter', 'Tokens generated', generated),
    metric('tokens_predicted_seconds_total', 'counter', 'Time spent generating', decodeSeconds),
    metric('n_decode_total', 'counter', 'Decode steps', Math.round(decodes)),
    metric(
      'spec_decode_num_draft_tokens_total',
      'counter',
      'Tokens drafted',
      sum(({ draftTokens }) => draftTokens),
    ),
    metric(
      'spec_decode_num_accepted_tokens_total',
      'counter',
      'Drafted tokens accepted',
      sum(({ acceptedTokens }) => acceptedTokens),
    ),
    metric('n_tokens_max', 'counter', 'Longest sequence so far', longest),
    metric(
      'prompt_tokens_seconds',
      'gauge',
      'Mean prompt tokens per second',
      promptSeconds === 0 ? 0 : evaluated / promptSeconds,
    ),
    metric(
      'predicted_tokens_seconds',
      'gauge',
      'Mean generated tokens per second',
      decodeSeconds === 0 ? 0 : generated / decodeSeconds,
    ),
    metric(
      'requests_processing',
      'gauge',
      'Requests that are generated now',
      sum(({ running }) => running),
    ),
    metric(
      'requests_deferred',
      'gauge',
      'Requests that wait for a slot',
      sum(({ waiting }) => waiting),
    ),
    metric(
      'n_busy_slots_per_decode',
      'gauge',
      'Mean busy slots of a decode step',
      decodes === 0 ? 0 : generated / decodes,
    ),
    '',
  ].join('\n')
}

function metric(name: string, type: 'counter' | 'gauge', help: string, value: number): string {
  return `# HELP llamacpp:${name} ${help}\n# TYPE llamacpp:${name} ${type}\nllamacpp:${name} ${value}`
}
