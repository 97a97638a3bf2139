import { LlmBenchError } from '../../errors.ts'
import { isObject } from '../../json.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { optionsOf } from '../../option-check/call.ts'
import { noMore } from '../../option-check/no-more.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { plainName } from '../../plain-text.ts'
import type { RunRecord } from '../../record/run.ts'
import type { Discernment, Ends, Found } from '../../stats/judged/corrected-share.ts'
import { assertCalibration, corrected, type Discerned, verdictsOf } from './correct.ts'
import { countsSchema } from './counts-schema.ts'

/** Verdicts of a judge: counts, or a score of a run, of which each prompt is one verdict. */
export type JudgedVerdicts =
  | { readonly good: number; readonly n: number }
  | { readonly run: { readonly record: RunRecord }; readonly score: string }

/** The share of good answers, corrected for what the judge gets wrong. */
export interface CorrectedRate {
  /** By Rogan and Gladen, from 0 to 1. */
  readonly rate: number
  /** By Lang and Reiczigel, 90 %. */
  readonly interval: Ends
  /** Share that the judge called good. */
  readonly observed: number
  readonly n: number
  /** Sensitivity + specificity - 1, and its 90 % interval. */
  readonly discernment: Discerned
}

const call = 'correctedRate(verdicts, calibration)'

/**
 * The share of good answers that a judge's verdicts stand for, corrected for its sensitivity and specificity, with an
 * interval that knows how many answers each of these figures rests on.
 *
 * @throws LlmBenchError `not-measured` where the calibration does not show that the judge tells good from bad, and for
 * a run of random weights or a simulated target
 * @example correctedRate({ run, score: 'judge' }, await calibrateJudge(scorer, labelled)).interval.low
 */
export function correctedRate(verdicts: JudgedVerdicts, calibration: Discernment, ...more: unknown[]): CorrectedRate {
  noMore(call, more)
  const seen = seenIn(verdicts)
  assertCalibration(optionsOf('correctedRate', 'verdicts'), calibration)
  const result = corrected(seen, calibration)
  if (result.state === 'refused') throw new LlmBenchError('not-measured', `${call}: ${result.reason}`)
  const { rate, interval, discernment } = result
  return { rate, interval, observed: seen.found / seen.of, n: seen.of, discernment }
}

function seenIn(verdicts: JudgedVerdicts): Found {
  if (isObject(verdicts) && 'run' in verdicts) return seenInRun(verdicts)
  checkOptions(countsSchema, verdicts, { call: optionsOf('correctedRate') })
  const { good, n } = verdicts as { good: number; n: number }
  if (good > n) throw notAllowed('correctedRate({ good })', String(good), `at most n, which is ${n}`)
  return { found: good, of: n }
}

function seenInRun({ run, score }: { readonly run: { readonly record: RunRecord }; readonly score: string }): Found {
  const record = (run as { readonly record?: RunRecord } | null)?.record
  const names = record?.quality?.scores.map(({ name }) => name) ?? []
  const place = names.indexOf(score)
  if (record === undefined || place === -1) {
    const known = names.map((name) => `"${plainName(name)}"`).join(', ')
    throw notAllowed(
      'correctedRate({ run, score })',
      shown(score),
      `a score of the run${known === '' ? '' : `: ${known}`}`,
    )
  }
  if (record.provenance !== 'measured')
    throw new LlmBenchError(
      'not-measured',
      `${call}: the run is ${record.provenance}, so its answers have no quality; run it against a real model`,
    )
  const means = record.quality?.prompts.flatMap(({ means: all }) => all[place] ?? []) ?? []
  if (means.length === 0)
    throw new LlmBenchError('not-measured', `${call}: no answer has a score "${plainName(score)}"`)
  return verdictsOf(means)
}
