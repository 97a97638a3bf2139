import { notAllowed, type OptionErrorDetails } from './sentences.ts'
import { shown } from './shown.ts'

/**
 * Refuses what stands in a call after all that it takes: nobody would ever look at it. Undefined stands
 * for nothing.
 *
 * @param call the call with the arguments it takes, such as `toRunOn(backend)`
 * @param more the arguments after those
 * @throws LlmBenchError with one line that names the call, what is too much, and what it takes
 */
export function noMore(call: string, more: readonly unknown[], details: OptionErrorDetails = {}): void {
  const further = more.find((argument) => argument !== undefined)
  if (further === undefined) return
  const taken = call.slice(call.indexOf('(') + 1, -1)
  throw notAllowed(call, `a further argument, ${kindOf(further)},`, taken === '' ? 'none' : `only ${taken}`, details)
}

/** A text may be a key, in a place where no schema says so: it is not shown. */
function kindOf(argument: unknown): string {
  return typeof argument === 'string' ? 'a text' : shown(argument)
}
