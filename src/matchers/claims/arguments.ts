import type { Call } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { type MetricChecked, metricSchema } from './arguments-schema.ts'
import type { MetricOption } from './metric-option.ts'

/**
 * The metric an option names, if it does, and the grounds it accepts.
 * @throws LlmBenchError `invalid-option` for an unknown name
 */
export function metricOptions(options: MetricOption = {}, call: Call): MetricChecked {
  return checkOptions(metricSchema, options, { call })
}
