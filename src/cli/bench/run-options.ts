import type { LimitName } from './limits.ts'
import type { Parameters } from '../parameters.ts'

const text: Text = { type: 'string' }
const texts: Texts = { type: 'string', multiple: true }
const flag: Flag = { type: 'boolean' }

type Text = { readonly type: 'string' }
type Texts = { readonly type: 'string'; readonly multiple: true }
type Flag = { readonly type: 'boolean' }

type TextOption =
  | LimitName
  | 'service-url'
  | 'model'
  | 'api-key-env'
  | 'backend'
  | 'threads'
  | 'prompts'
  | 'max-tokens'
  | 'requests'
  | 'iterations'
  | 'samples'
  | 'duration'
  | 'warmup'
  | 'concurrency'
  | 'rate'
  | 'concurrent-levels'
  | 'vs'
  | 'accept'
  | 'inconclusive'
  | 'mode'
  | 'name'
  | 'out'
  | 'root'
type FlagOption = 'complete' | 'latency-only' | 'cost-only' | 'throughput-only' | 'quick' | 'json'

/** Options of `llm-bench run`, as its line is read. */
export const runOptions: Readonly<Record<TextOption, Text> & Record<FlagOption, Flag> & Record<'prompt', Texts>> = {
  'service-url': text,
  model: text,
  'api-key-env': text,
  backend: text,
  threads: text,
  prompt: texts,
  prompts: text,
  complete: flag,
  'max-tokens': text,
  requests: text,
  iterations: text,
  samples: text,
  duration: text,
  warmup: text,
  concurrency: text,
  rate: text,
  'concurrent-levels': text,
  'latency-only': flag,
  'cost-only': flag,
  'throughput-only': flag,
  'p50-below': text,
  'p95-below': text,
  'p99-below': text,
  'ttft-p95': text,
  'tpot-p95': text,
  'min-tps': text,
  'min-success': text,
  'min-saving': text,
  vs: text,
  accept: text,
  inconclusive: text,
  mode: text,
  quick: flag,
  name: text,
  out: text,
  root: text,
  json: flag,
}

/** Words that options take, for completion. */
export const runChoices: Readonly<Record<string, readonly string[]>> = {
  backend: ['auto', 'metal', 'cuda', 'vulkan', 'cpu'],
  accept: ['estimated', 'assumed', 'simulated'],
  inconclusive: ['point', 'fail', 'pass'],
  mode: ['quick', 'full', 'baseline', 'simulate'],
}

/** Values of the options. */
export type RunValues = Parameters<typeof runOptions>['values']

/**
 * The words of a call with the levels behind `--concurrent-levels` in one: `10 25 50` becomes `10,25,50`, as
 * people write them for other tools.
 */
export function withLevelsInOne(given: readonly string[]): string[] {
  const at = given.indexOf('--concurrent-levels')
  if (at < 0) return [...given]
  const rest = given.slice(at + 1)
  const end = rest.findIndex((word) => !/^[\d,]+$/u.test(word))
  const levels = end < 0 ? rest : rest.slice(0, end)
  if (levels.length < 2) return [...given]
  return [...given.slice(0, at + 1), levels.join(','), ...rest.slice(levels.length)]
}
