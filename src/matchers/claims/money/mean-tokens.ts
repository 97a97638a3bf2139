import type { Subject } from '../../../runs/subject.ts'
import type { MeanTokens } from './own-cost.ts'

/**
 * Mean tokens of an answered request; null where one of them was not counted. A task that succeeded bears those
 * of the executions that failed, as it bears their cost.
 */
export function meanTokens({ record, measured }: Subject): MeanTokens {
  const { failed, inputTokens, outputTokens } = measured.columns
  let [completed, input, output] = [0, 0, 0]
  for (const [row, flag] of failed.entries()) {
    if (flag !== 0 && record.target.kind !== 'task') continue
    if (flag === 0) completed++
    input += inputTokens[row] ?? Number.NaN
    output += outputTokens[row] ?? Number.NaN
  }
  const isCounted = record.tokens.source !== 'chunks'
  return {
    inputTokens: completed === 0 || Number.isNaN(input) ? null : input / completed,
    outputTokens: completed === 0 || !(output > 0) || !isCounted ? null : output / completed,
  }
}
