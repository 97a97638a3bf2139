import { inject, vi } from 'vitest'
import './setup.ts'

/** Long enough for a model to load; the plugin sets its own for bench files. */
const context = inject('vitest-llm-bench')
// A plain test file's five seconds are for code, not for a model that is read from a disk.
if (context !== undefined) vi.setConfig({ testTimeout: context.testTimeout, hookTimeout: context.testTimeout })

/** Name of the profile chosen with `vitest bench --mode <name>`; `default` when none was. */
export const profile: string = context?.profile ?? 'default'

export { describe, expect } from 'vitest'
export { test } from '../fixtures/index.ts'
export type { LlmBench, LlmFixtures, LlmRegistration, MeasureFixture, ModelFixture } from '../fixtures/index.ts'
export { type OwnPrice, type Price, price } from './cost/price.ts'
export { anthropic, google, openai, prices, type ProviderPrices } from './cost/prices.ts'
export { LlmBenchError, type LlmBenchErrorCode } from './errors.ts'
export type { Distribution, Metrics } from './metrics/distribution.ts'
export { type MetricDefinition, metricDefinitions, type MetricName } from './metrics/definitions.ts'
export type * from './matchers/index.ts'
export type { LlmRun } from './runs/llm-run.ts'
export type { RunOptions } from './runs/plan.ts'
export type { CheckRecord, ClaimRecord, CostRecord, RunRecord } from './runs/record.ts'
export type { Sample } from './samples/sample.ts'
export type { LocalModel } from './targets/local-model.ts'
export { concurrent, type LoadPlan } from './workload/load.ts'
export type { ChatMessage } from './workload/prompt.ts'
export type { ChatInput, Completion, RequestOptions } from './workload/request.ts'
export type { Workload } from './workload/workload.ts'
