import { expect } from 'vitest'
import type { GenericSchema } from 'valibot'
import { optionsOf } from '../../src/option-check/call.ts'
import { checkOptions } from '../../src/option-check/check-options.ts'
import { LlmBenchError } from '../../src/errors.ts'

/** The line that a call with these options is refused with; it is an error of this package. */
export function refusalOf(schema: GenericSchema, given: unknown): string {
  const error = thrownBy(() => checkOptions(schema, given, { call: optionsOf('call') }))
  expect(error).toBeInstanceOf(LlmBenchError)
  return (error as LlmBenchError).message
}

/** What a function throws; null where it throws nothing. */
export function thrownBy(act: () => unknown): unknown {
  try {
    act()
    return null
  } catch (error) {
    return error
  }
}
