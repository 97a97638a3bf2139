import type { Call } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import type { Acceptable, AcceptOption } from './accept-option.ts'
import { acceptSchema } from './arguments-schema.ts'

/**
 * The grounds that an option accepts by name.
 *
 * @throws LlmBenchError `invalid-option` for anything else than a list of the known names.
 */
export function acceptedOf(options: AcceptOption = {}, call: Call): readonly Acceptable[] {
  return checkOptions(acceptSchema, options, { call }).accept
}
