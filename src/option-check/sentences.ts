import { LlmBenchError } from '../errors.ts'
import { nearestName } from '../nearest-name.ts'
import { plainText } from '../plain-text.ts'

/** Codes of the errors that a user's options may have. */
type OptionErrorCode = 'invalid-option' | 'invalid-workload'

/** Code and cause of an error about an option. */
export interface OptionErrorDetails {
  /** Code of the error. Default `invalid-option`. */
  readonly code?: OptionErrorCode | undefined
  readonly cause?: unknown
}

/** A name that there is not, and those that it was to be chosen from. */
interface UnknownName {
  readonly name: string
  readonly known: readonly string[]
  /** Part of the name that is looked for among the known ones. Default: the whole name. */
  readonly part?: string
  /** Word for the named thing. Default `option`. */
  readonly kind?: string
}

/**
 * The error of a value that cannot be meant: the one form that every such sentence of this package has.
 *
 * @param call the call with the option's path or the argument's name, such as `rate(5, { arrivals })`
 * @param value the given value, as {@link shown} writes it
 * @param wanted words after "give"
 */
export function notAllowed(
  call: string,
  value: string,
  wanted: string,
  details: OptionErrorDetails = {},
): LlmBenchError {
  return refusal(`${call}: ${value} is not allowed here; give ${wanted}`, details)
}

/** The error of a name that there is not, with the nearest that there is and all of them. */
export function noSuchName(
  call: string,
  { name, known, part = name, kind = 'option' }: UnknownName,
  details: OptionErrorDetails = {},
): LlmBenchError {
  const nearest = nearestName(part, known)
  const guess = nearest === null ? '' : ` did you mean "${nearest}"?`
  const names = `there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}`
  return refusal(`${call}: there is no ${kind} "${name}";${guess} ${names}`, details)
}

function refusal(sentence: string, { code = 'invalid-option', cause }: OptionErrorDetails): LlmBenchError {
  return new LlmBenchError(code, plainText(sentence), cause === undefined ? {} : { cause })
}
