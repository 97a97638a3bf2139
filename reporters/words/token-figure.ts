import { formatNumber, none } from '../../src/figures.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { estimatesTokens } from '../../src/verdicts/estimated-tokens.ts'

/** Mark behind a figure that tokens are counted or divided in: ` estimated` where nobody counted them. */
export function estimatedMark(run: Pick<RunRecord, 'tokens' | 'requests'>): string {
  return estimatesTokens(run) ? ' estimated' : ''
}

/** A figure of a run's tokens in a cell, marked where it is estimated: `12.3 estimated`. */
export function tokenFigure(run: Pick<RunRecord, 'tokens' | 'requests'>, value: number | null): string {
  return value === null ? none : `${formatNumber(value)}${estimatedMark(run)}`
}
