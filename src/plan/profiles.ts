import type { ServiceOptions } from '../targets/endpoint/service-options.ts'
import type { RunDefaultOptions } from './run-defaults.ts'

/** Defaults that `--mode <name>` chooses. */
export interface ProfileOptions extends RunDefaultOptions {
  /** Service that `endpoint()` measures, and that stands in for every server a bench would start. */
  endpoint?: ServiceOptions | undefined
  /**
   * Has `requests` and `budget` of this profile be the most that a call may ask for, its `duration` too. Default
   * false: what a call says wins. The built-in `quick` shortens.
   */
  shortens?: boolean | undefined
}

/** Profiles by the mode that chooses them. */
export type Profiles = Readonly<Record<string, ProfileOptions>>

/** The mode that saves a baseline. */
export const baselineMode = 'baseline'

/** The mode in which nothing is measured: every target is answered by a simulated one. */
export const simulateMode = 'simulate'

const builtInProfiles: Profiles = {
  full: {},
  [baselineMode]: {},
  [simulateMode]: {},
  quick: { requests: 20, budget: 15_000, shortens: true },
}

/** Modes that Vitest itself sets when none is asked for. */
const vitestModes: ReadonlySet<string> = new Set(['test', 'benchmark', 'development', 'production'])

/**
 * The profile a mode names. A mode is Vite's before it is ours: one that names no profile keeps the
 * defaults, and its name is kept for {@link unknownProfile} to say so.
 */
export function profileName(mode: string, profiles: Profiles): string {
  return vitestModes.has(mode) && !Object.hasOwn(profiles, mode) ? 'default' : mode
}

/** Defaults of the profile of this name: the user's own before a built-in one. */
export function profileOf(name: string, profiles: Profiles): ProfileOptions {
  for (const known of [profiles, builtInProfiles]) {
    const profile = Object.hasOwn(known, name) ? known[name] : undefined
    if (profile !== undefined) return profile
  }
  return {}
}

/** One line when `--mode` names no profile; null when it does, or was not given. */
export function unknownProfile(mode: string, profiles: Profiles): string | null {
  const profile = profileName(mode, profiles)
  const known = new Set([...Object.keys(builtInProfiles), ...Object.keys(profiles)])
  if (profile === 'default' || known.has(profile)) return null
  const names = [...known].toSorted().join(', ')
  return `--mode ${profile} names no profile, so the defaults were used; profiles are ${names}`
}
