import { invalid, shown } from './arguments.ts'

/** What a claim may rest on only where it is named: an assumed input, or a simulated target. */
export type Acceptable = 'assumed' | 'simulated'

/** What a claim may rest on beside what was measured or declared. */
export interface AcceptOption {
  /**
   * `assumed`: a claim that rests on watts or prices nobody declared is decided all the same.
   * `simulated`: a claim about a target that computes nothing is made all the same. Either stays
   * labelled as such. None when left out.
   */
  readonly accept?: readonly Acceptable[]
}

const known: readonly Acceptable[] = ['assumed', 'simulated']

/**
 * What an option accepts by name.
 *
 * @throws LlmBenchError `invalid-option` for anything else than a list of the known names.
 */
export function acceptedOf(option: AcceptOption | undefined, matcher: string): readonly Acceptable[] {
  const accept: unknown = option?.accept ?? []
  if (Array.isArray(accept) && accept.every((name) => known.includes(name))) return accept
  const received = Array.isArray(accept) ? accept.find((name) => !known.includes(name)) : accept
  throw invalid(
    `${matcher}: accept must be a list of ${known.map((name) => `'${name}'`).join(' and ')}, received ${shown(received)}`,
  )
}
