import { LlmBenchError } from '../errors.ts'
import { nearestName } from '../nearest-name.ts'
import { plainText } from '../plain-text.ts'

/** The codes of what a user got wrong. */
type OptionErrorCode = 'invalid-option' | 'invalid-workload'

/** What an error about an option may carry beside its sentence. */
export interface OptionErrorDetails {
  /** Default `invalid-option`. */
  readonly code?: OptionErrorCode | undefined
  readonly cause?: unknown
}

/** Names that were to be chosen from, and what was chosen. */
interface UnknownName {
  readonly name: string
  readonly known: readonly string[]
  /** What of the name is looked for among the known ones, where there is more to it. */
  readonly part?: string
  /** What is named. Default `option`. */
  readonly kind?: string
}

/**
 * The error of a value that cannot be meant: the one form that every such sentence of this package has.
 *
 * @param call the call with the option's path or the argument's name, such as `rate(5, { arrivals })`
 * @param value what was given, as {@link shown} makes it
 * @param wanted what goes after "give"
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
