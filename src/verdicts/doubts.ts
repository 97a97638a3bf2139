import type { CheckRecord, RunRecord } from '../runs/record.ts'

/** Names a check may protect a metric under, beside the metric's own. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  tokenThroughput: ['throughput', 'rates'],
  decodeSpeed: ['tpot'],
  prefillSpeed: ['ttft'],
}

/**
 * Why no claim about these metrics can be settled by this run, in words; empty where it can. A run
 * that ended early settles nothing, nor does one whose conditions an invalid check found broken.
 */
export function doubtsAbout(
  { state, error, checks }: Pick<RunRecord, 'state' | 'error' | 'checks'>,
  metrics: readonly string[],
): string[] {
  const names = new Set(['all', ...metrics, ...metrics.flatMap((metric) => otherNames[metric] ?? [])])
  const broken = checks.filter(
    ({ status, protects }) => status === 'invalid' && protects.some((name) => names.has(name)),
  )
  return [
    ...(state === 'partial' ? [`the run ended early${error === null ? '' : `: ${error}`}`] : []),
    ...broken.map(checkWords),
  ]
}

function checkWords({ id, message }: CheckRecord): string {
  return `the check ${id} is invalid: ${message}`
}
