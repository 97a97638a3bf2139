import { createRequire } from 'node:module'
import { requireNode, requireVitest } from './requirements.ts'
import { findWorkerContext } from './worker/worker-context.ts'
import './vitest/matchers.ts'

// Without the plugin nobody looked before: a Vitest that is too old would measure nothing and pass.
if (findWorkerContext() === null) {
  requireNode()
  requireVitest((createRequire(import.meta.url)('vitest/package.json') as { readonly version: string }).version)
}

/** Name of the profile chosen with `vitest bench --mode <name>`; `default` when none was. */
export const profile: string = findWorkerContext()?.profile ?? 'default'

// What a test file usually imports from 'vitest': one import has all of it, and nothing that lacks our fixtures.
export {
  assert,
  assertType,
  describe,
  expect,
  expectTypeOf,
  inject,
  onTestFailed,
  onTestFinished,
  suite,
  vi,
} from 'vitest'
export { afterAll, afterEach, aroundAll, aroundEach, beforeAll, beforeEach, it, test } from '../fixtures/index.ts'
export { family } from '../fixtures/configurations/family.ts'
export { ladder } from '../fixtures/configurations/ladder.ts'
export { simulated } from '../fixtures/simulated.ts'
export type {
  CellsScoreOptions,
  ConfigurationsFixture,
  ConfigurationsOptions,
  EndpointFixture,
  FindMaxLoadFixture,
  FindMaxLoadOptions,
  KlDivergence,
  KlDivergenceFixture,
  LevelOptions,
  LlmBench,
  LlmFixtures,
  LlmRegistration,
  LoadSweepFixture,
  LoadSweepOptions,
  MaxLoad,
  MaxLoadLevel,
  MeasureFixture,
  MeasureSeveral,
  ModelChoice,
  ModelFixture,
  ModelOfSeveral,
  Models,
  ModelsFixture,
  ModelsOptions,
  NamedChoice,
  NameOf,
  Perplexity,
  PerplexityFixture,
  RouteOption,
  PresetRouterOptions,
  RouterFixture,
  ScoreOptions,
  ServerEndpointOptions,
  ServerFixture,
  SeveralOptions,
  SweepLevel,
} from '../fixtures/index.ts'
export type { Family } from './sweeps/matrix/family.ts'
export type { Ladder, LadderOptions } from './sweeps/matrix/ladder.ts'
export type { Matrix } from './sweeps/matrix/matrix.ts'
export type { Configurations, MeasuredConfiguration } from './vitest/configuration-runs.ts'
export type { MeasuredModel, MeasuredModels } from './vitest/several/measured-models.ts'
export type { DeclaredPower, EnergyOption, MeterName, NamedMeter } from './machine/meters/energy/energy-wish.ts'
export type { CustomMeter } from './machine/meters/energy/sources/custom.ts'
export { ownPrices, type OwnListedModel, type OwnPriceList } from './cost/own/own-prices.ts'
export { type OwnPrice, price } from './cost/price.ts'
export type { Price } from './cost/priced.ts'
export type { PriceOptions, Service } from './cost/price-options.ts'
export { anthropic, google, openai, prices, type ProviderPrices } from './cost/prices.ts'
export { LlmBenchError, type LlmBenchErrorCode } from './errors.ts'
export type { Distribution, Metrics } from './metrics/distribution.ts'
export { metricDefinitions } from './metrics/definitions.ts'
export type { MetricDefinition } from './metrics/metrics.ts'
export type { MetricName } from './record/metric.ts'
export type { Acceptable, AcceptOption } from './matchers/claims/accept-option.ts'
export type * from './matchers/index.ts'
export type { BestOf, BestOptions } from './matchers/configurations/to-be-best.ts'
export type { SlowDownOptions } from './matchers/several/to-slow-down-by.ts'
export type { SwitchOptions } from './matchers/several/to-switch-within.ts'
export type { EnergyClaimOption, EnergyPer } from './matchers/to-use-less-energy-than.ts'
export type { CostClaimOption, CostLimitOption, CostPer } from './matchers/claims/money/cost-option.ts'
export type { QualityOptions } from './matchers/quality/to-have-quality-above.ts'
export type { MaintainOptions } from './matchers/quality/to-maintain-quality-vs.ts'
export type { DeclaredApi } from './matchers/claims/joint/declared-api.ts'
export type { KeptQuality, ReplaceClaim, ReplacedApi } from './matchers/claims/joint/replace-claim.ts'
export type { RegressionOptions } from './matchers/to-not-regress-from.ts'
export type { Objective } from './objectives/objective.ts'
export { presets, type Preset, type PresetName } from './objectives/presets.ts'
export type { LlmRun } from './vitest/llm-run.ts'
export { bleu, type BleuOptions } from './quality/scorers/bleu.ts'
export { chrf, type ChrfOptions } from './quality/scorers/chrf.ts'
export { editDistance } from './quality/scorers/edit-distance.ts'
export { rouge, type RougeOptions } from './quality/scorers/rouge.ts'
export { agreement } from './quality/calibration/agreement.ts'
export { calibrateJudge, type JudgeCalibration, type LabelledAnswer } from './quality/calibration/calibrate-judge.ts'
export { correctedRate, type CorrectedRate, type JudgedVerdicts } from './quality/calibration/corrected-rate.ts'
export type { JudgeModel } from './quality/judges/asker-of.ts'
export { judge, type JudgeOptions } from './quality/judges/judge.ts'
export { judgePairs, type PairJudgeOptions } from './quality/judges/judge-pairs.ts'
export { composite, type CompositeScorer } from './quality/composite/composite.ts'
export type { CompositeOptions, OwnProfile } from './quality/composite/composite-options.ts'
export type { ComponentName } from './quality/composite/components/component-name.ts'
export type { GateName } from './quality/composite/gates/gate-name.ts'
export type { ContentType } from './quality/composite/profile.ts'
export type {
  Calibration,
  HumanScore,
  RankCorrelation,
  ScoreCalibration,
} from './quality/composite/calibration/calibration.ts'
export type { AnswerToScore, Score, ScoredTarget, Scorer, ScoreResult, ScorerSettings } from './quality/scorer.ts'
export {
  type EmbeddingModel,
  embeddingSimilarity,
  type SimilarityOptions,
} from './quality/similarity/embedding-similarity.ts'
export { type AdapterOptions, scorer } from './quality/adapter/scorer.ts'
export type { ForeignCall, ForeignScorer } from './quality/adapter/foreign.ts'
export type { RunOptions } from './plan/run-options.ts'
export type { CheckRecord } from './record/check.ts'
export type { ClaimRecord } from './record/claim.ts'
export type { CostRecord } from './record/cost.ts'
export type { IntrinsicBaseRecord } from './record/intrinsic/divergence.ts'
export type { IntrinsicRecord, IntrinsicResultRecord } from './record/intrinsic/intrinsic.ts'
export type { RunRecord } from './record/run.ts'
export type { ScoreWish } from './runs/intrinsic/score-wish.ts'
export type { TextSource } from './runs/intrinsic/text-source.ts'
export type { Sample } from './samples/sample.ts'
export type { Endpoint } from './targets/endpoint/endpoint.ts'
export type { RoutedModel, RoutedState } from './servers/routers/routed-model.ts'
export type { ModelLoad, ModelUnload } from './targets/router/model-load.ts'
export type { RoutedEndpoint, Router } from './targets/router/router.ts'
export type { RouterOptions } from './targets/router/router-options.ts'
export type { SwitchToOptions } from './targets/router/switch-workload.ts'
export type { EndpointOptions, EndpointTimeouts } from './targets/endpoint/endpoint-options.ts'
export { priceOfModel } from './cost/model-price.ts'
export type { LanguageModel } from './requesters/ai-sdk/language-model.ts'
export type {
  LanguageModelFixture,
  LanguageModelOptions,
  LanguageModelRequestOptions,
  LanguageModelSource,
  LanguageModelTarget,
  LanguageModelTimeouts,
  ModelModule,
} from './targets/ai-sdk/language-model.ts'
export type { AskableModel, LocalModel } from './targets/model/local-model.ts'
export type { SimulatedModel } from './targets/simulated/simulated.ts'
export type { SimulatedOptions } from './targets/simulated/simulated-options.ts'
export { task, type TaskOptions } from './targets/task/task.ts'
export type { TaskContext, TaskUsage } from './targets/task/task-context.ts'
export type { EndpointRequestOptions } from './workload/endpoint-request.ts'
export type { ThinkingEffort } from './workload/answer-rules.ts'
export type { ModelEntries, ModelEntry } from './models/registry/entry.ts'
export type { ModelName, ModelText, QuantizationText, Register, SyntheticSpec } from './models/registry/names.ts'
export type { ModelChatOptions, ModelCompletionOptions } from './workload/model-request.ts'
export { lengths, type LengthDistribution } from './workload/lengths.ts'
export {
  burst,
  concurrent,
  type ConcurrentOptions,
  type LoadPlan,
  ramp,
  rate,
  type RateOptions,
  trace,
  type TraceOptions,
} from './workload/load.ts'
export { conversation, type ConversationOptions } from './workload/prompts/conversation.ts'
export type { JsonSchema, ToolCall, ValidateAnswer, ValidatedResponse } from './workload/validate-answer.ts'
export { decided, type Until } from './plan/until.ts'
export type { ChatMessage, Conversation } from './workload/prompt.ts'
export type { ExpectedChat } from './workload/prompts/chat-prompts.ts'
export type { ExpectedCompletion } from './workload/prompts/completion-prompts.ts'
export type { ChatInput, Completion, RequestOptions } from './workload/request.ts'
export type { Workload } from './targets/workload.ts'
