import type { Objective } from './objective.ts'

/** Names of the objectives that come with this package. */
export type PresetName =
  | 'mlperf:llama3.1-8b-conversational'
  | 'mlperf:llama3.1-8b-interactive'
  | 'mlperf:llama2-70b-conversational'
  | 'mlperf:llama2-70b-interactive'
  | 'mlperf:llama3.1-405b-server'
  | 'mlperf:llama3.1-405b-interactive'
  | 'mlperf:mixtral-8x7b-server'
  | 'mlperf:deepseek-r1-server'
  | 'mlperf:deepseek-r1-interactive'
  | 'mlperf:gpt-oss-120b-server'
  | 'mlperf:gpt-oss-120b-interactive'

/** An objective somebody else published. */
export interface Preset {
  readonly name: PresetName
  readonly clauses: Objective
  /** Page on which the numbers stand, and how they read there. */
  readonly source: string
}

const rules =
  'MLPerf Inference Rules ' +
  '(mlcommons/inference_policies, inference_rules.adoc at ac93e89 of 2026-07-23), Datacenter suite'

/** A preset of MLPerf, which judges both times at the 99th percentile of its Server and Interactive scenarios. */
function mlperf(name: PresetName, row: string, ttft: number, tpot: number): Preset {
  return {
    name,
    clauses: { ttft: { p99: ttft }, tpot: { p99: tpot } },
    source: `${rules}, ${row}: TTFT/TPOT: ${ttft} ms/${tpot} ms`,
  }
}

/**
 * The latency limits of the language models of MLPerf Inference. They are limits for that suite's own
 * data sets and arrival pattern: with another workload they are only round numbers to aim at.
 */
export const presets: Readonly<Record<PresetName, Preset>> = {
  'mlperf:llama3.1-8b-conversational': mlperf(
    'mlperf:llama3.1-8b-conversational',
    'Llama3.1-8B, Conversational category',
    2000,
    100,
  ),
  'mlperf:llama3.1-8b-interactive': mlperf(
    'mlperf:llama3.1-8b-interactive',
    'Llama3.1-8B, Interactive category',
    500,
    30,
  ),
  'mlperf:llama2-70b-conversational': mlperf(
    'mlperf:llama2-70b-conversational',
    'Llama2-70b, Conversational category',
    2000,
    200,
  ),
  'mlperf:llama2-70b-interactive': mlperf('mlperf:llama2-70b-interactive', 'Llama2-70b, Interactive category', 450, 40),
  'mlperf:llama3.1-405b-server': mlperf('mlperf:llama3.1-405b-server', 'Llama3.1-405B, Server', 6000, 175),
  'mlperf:llama3.1-405b-interactive': mlperf(
    'mlperf:llama3.1-405b-interactive',
    'Llama3.1-405B, Interactive',
    4500,
    80,
  ),
  'mlperf:mixtral-8x7b-server': mlperf('mlperf:mixtral-8x7b-server', 'Mixtral-8x7B', 2000, 200),
  'mlperf:deepseek-r1-server': mlperf('mlperf:deepseek-r1-server', 'DeepSeek-r1, Server', 2000, 80),
  'mlperf:deepseek-r1-interactive': mlperf('mlperf:deepseek-r1-interactive', 'DeepSeek-r1, Interactive', 1500, 15),
  'mlperf:gpt-oss-120b-server': mlperf('mlperf:gpt-oss-120b-server', 'GPT-OSS-120B, Server', 3000, 80),
  'mlperf:gpt-oss-120b-interactive': mlperf('mlperf:gpt-oss-120b-interactive', 'GPT-OSS-120B, Interactive', 2000, 20),
}
