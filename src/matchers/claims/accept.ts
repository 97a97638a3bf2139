import type { Acceptable, AcceptOption } from './accept-option.ts'
import { invalid, shown } from './arguments.ts'

const known: readonly Acceptable[] = ['assumed', 'simulated']

/**
 * The grounds that an option accepts by name.
 *
 * @throws LlmBenchError `invalid-option` for anything else than a list of the known names.
 */
export function acceptedOf(option: AcceptOption | undefined, matcher: string): readonly Acceptable[] {
  const accept: unknown = option?.accept ?? []
  if (Array.isArray(accept) && accept.every((name) => known.includes(name))) return accept
  const received = Array.isArray(accept) ? accept.find((name) => !known.includes(name)) : accept
  const names = known.map((name) => `'${name}'`).join(' and ')
  throw invalid(`${matcher}: accept must be a list of ${names}, received ${shown(received)}`)
}
