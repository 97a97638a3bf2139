import { worstRequestUsd } from '../../cost/worst-cost.ts'
import { LlmBenchError } from '../../errors.ts'
import { formatLimit, formatUsd } from '../../figures.ts'
import { optionsOf } from '../../option-check/call.ts'
import { type MoneyStop, unlimitedRequests } from '../../plan/header.ts'
import type { TargetFacts } from '../../targets/target.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'

/** Money of all files and workers together, as a run asks for it. US dollars. */
export interface SuiteMoney {
  readonly limitUsd: number
  /** Holds money for requests: less than was wanted where no more is left. */
  readonly hold: (wantUsd: number | null) => Promise<HeldForBlock>
}

/** Money that a block of requests may spend. */
export interface HeldForBlock {
  readonly usd: number
  /** Spent by all before. */
  readonly spentUsd: number
  readonly settle: (spentUsd: number) => Promise<void>
}

/** The most that a block can cost; null where nobody knows how many requests it has, or what one may cost. */
export function wantedUsd(
  { price }: Pick<TargetFacts, 'price'>,
  request: RequestDefinition,
  { units, concurrency }: { readonly units: number; readonly concurrency: number },
): number | null {
  if (price === null || units >= unlimitedRequests) return null
  const turns = Math.max(...request.prompts.map((prompt) => (prompt.kind === 'conversation' ? prompt.turns.length : 1)))
  // Processes that share a block have equal parts of its money, and not always of its requests.
  return worstRequestUsd(request, price) * (units + concurrency) * turns
}

/**
 * The money of all, where the run's target is priced and not of this machine, or a task, whose calls may be unless
 * somebody said that none is; else null.
 */
export function suiteMoneyFor(
  { local, price, target, free }: Pick<TargetFacts, 'local' | 'price' | 'target' | 'free'>,
  money: SuiteMoney | undefined,
): SuiteMoney | null {
  const mayCost = price !== null || (target.kind === 'task' && free !== true)
  return money === undefined || local || !mayCost ? null : money
}

/** The line that says that the money of all files is spent. */
export function stopWords(limitUsd: number, spentUsd: number): string {
  return (
    `stopped by llmBench({ maxUsd: ${limitUsd} }): ${formatUsd(spentUsd)} of ${formatLimit(limitUsd, 'USD')} are ` +
    'spent at priced APIs by all files together, and one more request might pass it; what was measured stays'
  )
}

/** The error of a run that could not make one request any more. */
export function suiteSpent(
  name: string,
  { target }: Pick<TargetFacts, 'target'>,
  { limitUsd, spentUsd }: MoneyStop,
): LlmBenchError {
  const free = optionsOf('task', 'name, execute')('price: price({ inputPerMTok: 0, outputPerMTok: 0 })')
  return new LlmBenchError(
    'not-measured',
    `bench "${name}" was not begun: ${stopWords(limitUsd, spentUsd)}; raise ${optionsOf('llmBench')('maxUsd')}` +
      (target.kind === 'task' ? `, or say that no call of this task costs anything: ${free}` : ''),
  )
}
