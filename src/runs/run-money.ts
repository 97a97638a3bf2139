import type { RunContext, GroupMember, GroupSetting } from './group.ts'
import { requestUsd, type TokenPrices } from '../cost/token-prices.ts'
import { tracedRequest, usualRequestUsd, worstRequestUsd } from '../cost/worst-cost.ts'
import type { LlmBenchError } from '../errors.ts'
import { optionsOf } from '../option-check/call.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'
import { formatLimit, formatUsd } from '../figures.ts'
import type { RequestFacts } from '../samples/facts.ts'
import type { Driver } from '../targets/target.ts'
import { isItemsKind, type RequestDefinition } from '../workload/request-definition.ts'
import type { ActiveRun } from './active-run.ts'
import { planBlock } from '../plan/plan-block.ts'
import { type RunPlan, unlimitedRequests } from '../plan/header.ts'

/**
 * Tells the cost of a run, before its first request.
 * @throws LlmBenchError `invalid-option` when money is limited and nobody said what a token costs
 */
export function assertPriced(
  { name, workload }: GroupMember,
  { facts }: Driver,
  plan: RunPlan,
  { onNotice, context, money }: GroupSetting,
): void {
  const { price } = facts
  if (price === null) {
    if (plan.maxUsd === null) return
    if (facts.target.kind === 'task') {
      onNotice(
        `${name}: executions begin until one as dear as the dearest so far might pass ` +
          `${formatLimit(plan.maxUsd, 'USD')}; nobody knows what one costs before it is over`,
      )
      return
    }
    throw notAllowed(
      maxUsdOf(name),
      `${plan.maxUsd} where nobody said what ${shown(facts.target.model)} costs`,
      'endpoint() or languageModel() the option price: price({ inputPerMTok, outputPerMTok }), ' +
        'a local model one in llmBench({ models })',
    )
  }
  const { fields } = facts.target
  const limits = plan.maxUsd !== null || (money !== undefined && !facts.local)
  if (limits && fields.some((field) => field.name === 'max_tokens' && field.sentAs === null)) {
    throw notAllowed(
      maxUsdOf(name),
      `${plan.maxUsd ?? `${money?.limitUsd} of llmBench({ maxUsd })`} ` +
        'where no limit of an answer is sent (fields: { max_tokens: false })',
      'the limit another name instead, for an answer without one may cost anything',
    )
  }
  if (facts.local) return
  const limit = plan.maxUsd === null ? 'no limit: set maxUsd' : `limit ${formatLimit(plan.maxUsd, 'USD')}`
  onNotice(
    `${name}: ${estimate(workload.request, price, plan, context)} at ${price.label} ` +
      `${isItemsKind(workload.request.kind) ? '' : 'if every answer is as long as it may be '}(${limit})`,
  )
}

function about(usd: number): string {
  return `about ${formatUsd(usd)}`
}

/** Words for the cost of a run: in all where its length is known beforehand, else of a request. */
function estimate(request: RequestDefinition, price: TokenPrices, plan: RunPlan, { root }: RunContext): string {
  const closed = plan.load.kind === 'closed'
  if (closed && plan.requests >= unlimitedRequests) return `${about(usualRequestUsd(request, price))} a request`
  const { units, load } = planBlock(plan, {
    units: plan.requests,
    durationMs: plan.durationMs,
    spreadMs: 0,
    seed: request.sampling.seed,
    root,
  })
  return about(usualRequestUsd(tracedRequest(request, load), price) * (units + plan.warmup))
}

/**
 * Cost of requests in US dollars; one that failed, or whose tokens nobody counted, may have been billed
 * as the dearest. Of executions of a task what their calls are known to have cost.
 */
export function costOfRequests(
  samples: readonly RequestFacts[],
  request: RequestDefinition,
  price: TokenPrices | null,
): number {
  if (price === null) return samples.reduce((sum, { task }) => sum + (task?.usd ?? 0), 0)
  const worst = worstRequestUsd(request, price)
  return samples.reduce((sum, { state, tokens }) => {
    const isUnknown = state === 'failed' || tokens.source === 'chunks' || tokens.input === null
    return sum + (isUnknown ? worst : requestUsd(price, tokens))
  }, 0)
}

/** The error of a run that could not pay for one request. */
export function tooDear(
  { member: { name }, driver }: ActiveRun,
  request: RequestDefinition,
  { maxUsd }: RunPlan,
  leftUsd: number,
): LlmBenchError {
  const { price, target } = driver.facts
  if (target.kind === 'task') {
    return notAllowed(
      maxUsdOf(name),
      `${maxUsd}, of which ${formatUsd(leftUsd)} are left where an execution has cost more,`,
      'more, or leave out the warm-up: { warmup: 0 }',
    )
  }
  const worst = price === null ? 0 : worstRequestUsd(request, price)
  return notAllowed(
    maxUsdOf(name),
    `${maxUsd}, of which ${formatUsd(leftUsd)} are left where one request may cost ${formatUsd(worst)},`,
    'more, or lower maxTokens',
  )
}

function maxUsdOf(bench: string): string {
  return optionsOf('bench', shown(bench))('maxUsd')
}
