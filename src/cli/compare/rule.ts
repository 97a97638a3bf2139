import { metricNames } from '../../metrics/definitions.ts'
import { noSuchName, notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { MetricName } from '../../record/metric.ts'
import type { Acceptable } from '../../verdicts/acceptable.ts'
import type { CompareRule } from './compare-pair.ts'

/** Options of a command that compares, as they were written. */
export interface WrittenRule {
  readonly by?: string | undefined
  readonly of?: string | undefined
  readonly accept?: string | undefined
}

/** Words that the options of a command that compares take, for completion. */
export const ruleChoices: Readonly<Record<string, readonly string[]>> = {
  of: metricNames,
  accept: ['estimated'],
  inconclusive: ['point', 'fail', 'pass'],
}

/**
 * The rule that a command's options ask for.
 * @param call the command, such as `llm-bench compare`
 * @throws LlmBenchError `invalid-option`
 */
export function ruleOf(call: string, { by, of, accept }: WrittenRule): CompareRule {
  return { by: bandOf(call, by), of: metricOf(call, of), accepted: acceptedOf(call, accept) }
}

function bandOf(call: string, text = '0.05'): number {
  const by = text.trim() === '' ? Number.NaN : Number(text)
  if (by >= 0 && by < 1) return by
  throw notAllowed(`${call} --by`, shown(text), 'a share of 0 or more and below 1, 0.05 for 5 %')
}

function acceptedOf(call: string, text: string | undefined): readonly Acceptable[] {
  if (text === undefined) return []
  if (text === 'estimated') return [text]
  throw notAllowed(`${call} --accept`, shown(text), '"estimated", or leave it out')
}

function metricOf(call: string, text: string | undefined): MetricName | null {
  if (text === undefined) return null
  const name = metricNames.find((metric) => metric === text)
  if (name !== undefined) return name
  throw noSuchName(`${call} --of`, { name: text, known: metricNames, kind: 'metric' })
}
