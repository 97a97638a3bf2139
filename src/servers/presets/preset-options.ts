import * as v from 'valibot'
import { LlmBenchError } from '../../errors.ts'
import type { CommonServerOptions } from './shared-options.ts'

/** What an option of a preset may be; shared, so that all presets say the same words. */
export const text: v.GenericSchema<string> = v.pipe(v.string(), v.minLength(1))
export const whole: v.GenericSchema<number> = v.pipe(v.number(), v.integer(), v.minValue(1))
export const wholeOrZero: v.GenericSchema<number> = v.pipe(v.number(), v.integer(), v.minValue(0))
export const share: v.GenericSchema<number> = v.pipe(v.number(), v.gtValue(0), v.maxValue(1))
export const duration: v.GenericSchema<number> = v.pipe(v.number(), v.finite(), v.gtValue(0))

type Schema = v.GenericSchema

/** Schemas of {@link CommonServerOptions}. */
export const commonEntries: Record<keyof CommonServerOptions, Schema> = {
  binary: v.optional(text),
  args: v.optional(v.array(v.string())),
  env: v.optional(v.record(v.string(), v.string())),
  cwd: v.optional(text),
  readyTimeout: v.optional(duration),
}

/**
 * Checks the options of a preset.
 * @param preset its name as written in a benchmark, for example `llamaServer`
 * @throws LlmBenchError `invalid-option`: one line with the option, the value and what is allowed
 */
export function checkOptions(preset: string, entries: Record<string, Schema>, options: unknown): void {
  const call = `server.${preset}`
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new LlmBenchError('invalid-option', `${call}(${shown(options)}): give an object of options`)
  const result = v.safeParse(v.strictObject(entries), options)
  if (result.success) return
  const [issue] = result.issues
  const path = v.getDotPath(issue) ?? ''
  throw new LlmBenchError('invalid-option', `${call}({ ${path} }): ${explain(issue, path, entries)}`)
}

function explain(issue: v.BaseIssue<unknown>, path: string, entries: Record<string, Schema>): string {
  if (issue.expected === 'never') return `there is no option "${path}"; there are ${Object.keys(entries).join(', ')}`
  if (issue.input === undefined) return `${path} is missing`
  // A value below `env` may be a secret.
  const value = path.startsWith('env') ? 'this value' : shown(issue.input)
  return `${value} is not allowed here; give ${wanted(issue)}`
}

function wanted({ type, expected, requirement, message }: v.BaseIssue<unknown>): string {
  // A schema of a pattern carries its own words.
  if (type === 'regex') return message
  const words: Record<string, string> = {
    string: 'a text',
    min_length: 'a text that is not empty',
    number: 'a number',
    integer: 'a whole number',
    finite: 'a finite number',
    gt_value: `a number above ${String(requirement)}`,
    min_value: `a number of at least ${String(requirement)}`,
    max_value: `a number of at most ${String(requirement)}`,
    boolean: 'true or false',
    array: 'a list of texts',
    record: 'an object of names and texts',
  }
  return words[type] ?? (expected ?? 'something else').replaceAll(/[()]/g, '').replaceAll(' | ', ' or ')
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value)
  return json.length > 80 ? `${json.slice(0, 77)}...` : json
}
