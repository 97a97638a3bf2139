import * as v from 'valibot'
import { wantedOf } from './wanted.ts'
import { shownUnlessSecret } from './secret.ts'
import { notAllowed, type OptionErrorDetails } from './sentences.ts'

/**
 * The value of an argument as its schema gives it.
 *
 * @param call the call with the argument's name, such as `toHaveP95Below(limit)`
 * @throws LlmBenchError with one line that names the argument, the value and the way out
 */
export function checkValue<Output>(
  schema: v.GenericSchema<unknown, Output>,
  given: unknown,
  call: string,
  { code }: Pick<OptionErrorDetails, 'code'> = {},
): Output {
  const refusal = (cause?: unknown) =>
    notAllowed(call, shownUnlessSecret(given, [schema]), wantedOf(schema, given), { code, cause })
  const result = parsed(schema, given, refusal)
  if (!result.success) throw refusal()
  return result.output
}

/**
 * The result of a schema. Reading a value may throw (a getter, a proxy), which is a refusal too.
 * @throws the error that `refusal` makes
 */
export function parsed<Output>(
  schema: v.GenericSchema<unknown, Output>,
  given: unknown,
  refusal: (cause: unknown) => Error,
): v.SafeParseResult<v.GenericSchema<unknown, Output>> {
  try {
    return v.safeParse(schema, given)
  } catch (cause) {
    throw refusal(cause)
  }
}
