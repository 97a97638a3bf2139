import { formatNumber } from '../../figures.ts'
import type { Call } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { isObject } from '../../json.ts'
import { intervalRecord } from '../../record/figure.ts'
import type { CorrectedRateRecord } from '../../record/quality.ts'
import {
  correctedShare,
  correctedShareInterval,
  type Discernment,
  discernmentInterval,
  type Ends,
  type Found,
} from '../../stats/judged/corrected-share.ts'
import { discernmentSchema } from './counts-schema.ts'

/** Score from which on an answer, or the mean of a prompt's answers, is called good. */
export const goodFrom = 0.5

const confidence = 0.9

/** The rate that verdicts stand for, or the reason why a calibration lets none be told. */
export type Corrected =
  | { readonly state: 'corrected'; readonly rate: number; readonly interval: Ends; readonly discernment: Discerned }
  | { readonly state: 'refused'; readonly reason: string }

/** Sensitivity + specificity - 1, and its 90 % interval. */
export interface Discerned {
  readonly value: number
  readonly interval: Ends
}

/** Corrects verdicts for what a judge gets wrong, unless it may only guess. */
export function corrected(seen: Found, calibration: Discernment): Corrected {
  const { sensitivity, specificity } = calibration
  const value = sensitivity.found / sensitivity.of + specificity.found / specificity.of - 1
  const interval = discernmentInterval(calibration, confidence)
  if (interval.low <= 0) {
    return {
      state: 'refused',
      reason:
        `sensitivity + specificity - 1 is ${formatNumber(value)} (90 % interval ${formatNumber(interval.low)} to ` +
        `${formatNumber(interval.high)}), which reaches 0: this judge may only guess; ` +
        'calibrate it by more answers, or take another one',
    }
  }
  return {
    state: 'corrected',
    rate: correctedShare(seen, calibration),
    interval: correctedShareInterval(seen, calibration, confidence),
    discernment: { value, interval },
  }
}

/** The corrected rate of the prompts of a run, for its report; null where none has a score. */
export function correctedRecord(
  means: readonly number[],
  { sensitivity, specificity }: Discernment,
): CorrectedRateRecord | null {
  if (means.length === 0) return null
  const seen = verdictsOf(means)
  const result = corrected(seen, { sensitivity, specificity })
  const known = result.state === 'corrected'
  return {
    observed: seen.found / seen.of,
    n: seen.of,
    rate: known ? result.rate : null,
    interval: known ? intervalRecord(result.interval, confidence) : null,
    sensitivity: { found: sensitivity.found, of: sensitivity.of },
    specificity: { found: specificity.found, of: specificity.of },
    refused: known ? null : result.reason,
  }
}

/** Prompts that are called good, by the mean of their answers. */
export function verdictsOf(means: readonly number[]): Found {
  return { found: means.filter((mean) => mean >= goodFrom).length, of: means.length }
}

/**
 * Refuses what is no calibration.
 * @throws LlmBenchError `invalid-option`
 */
export function assertCalibration(call: Call, calibration: unknown): asserts calibration is Discernment {
  if (!isObject(calibration))
    throw notAllowed(call('calibration'), shown(calibration), 'the result of calibrateJudge(…)')
  const { sensitivity, specificity } = calibration
  checkOptions(discernmentSchema, { sensitivity, specificity }, { call })
  for (const { found, of } of [sensitivity, specificity] as Found[])
    if (found > of) throw notAllowed(call('found'), `${found} of ${of}`, 'no more than there are')
}
