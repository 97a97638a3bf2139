import type { LlmBenchError } from '../errors.ts'
import { notAllowed } from '../option-check/sentences.ts'
import type { Call } from '../option-check/call.ts'
import { notJson } from './json-value.ts'

/** An option whose fields are passed on as they are. */
export interface PassedOn {
  readonly call: Call
  /** Name of the option. */
  readonly option: string
  /** Fields that would contradict what is measured, each with what to give instead. */
  readonly reserved: ReadonlyMap<string, string>
}

/**
 * Refuses fields that cannot be passed on.
 * @throws LlmBenchError `invalid-workload` for a reserved field, and for a value JSON cannot hold, which it
 * does not show
 */
export function checkPassedOn(fields: Readonly<Record<string, unknown>>, { call, option, reserved }: PassedOn): void {
  for (const name of Object.keys(fields)) {
    const instead = reserved.get(name)
    if (instead !== undefined) throw refusal(call(`${option}.${name}`), 'this field', instead)
  }
  assertJson(fields, call, option, 'what JSON can hold')
}

/**
 * Refuses an option that is not plain JSON.
 * @throws LlmBenchError `invalid-workload` for a value JSON cannot hold, named by its place in the option
 */
export function assertJson(value: unknown, call: Call, option: string, wanted: string): void {
  const found = notJson(value)
  if (found !== null) throw refusal(call(`${option}${found.path}`), found.is, wanted)
}

function refusal(call: string, value: string, wanted: string): LlmBenchError {
  return notAllowed(call, value, wanted, { code: 'invalid-workload' })
}
