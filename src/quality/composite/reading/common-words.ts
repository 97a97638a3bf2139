import { stemOf } from './terms.ts'

/** Weight of a word that says little of the subject, since it stands in texts about anything; others have 1. */
const commonWeight = 0.35

/** Common words of English and of programming, from which an answer cannot be told to be on its topic. */
const common: ReadonlySet<string> = new Set(
  (
    'time day week month year hour minute morning night today life world man woman person thing part place side case ' +
    'point number problem question answer idea reason result change start stop end begin keep save find know think ' +
    'look turn try ask feel leave put call move live learn read see say go come build run set add add use cut pay ' +
    'money cost price home team company business job free big small long short high low old young early late first ' +
    'last different important real right wrong easy hard simple full whole main common single several own other fast ' +
    'slow faster slower better worse new every daily before after beginner guide topic story fact rule habit mistake ' +
    'lesson secret truth power side hidden dark single check count sort print input output value key name file text ' +
    'data type list array string integer object item element index user error line page table test request response ' +
    'server client system program process memory version default option parameter argument variable field method ' +
    'module library package component order group range size length level state store load send receive open close ' +
    'create update delete remove replace return loop based handle support standard basic custom current specific ' +
    'form kind sort way brief briefly clear between inside help reader developer beginners detail ' +
    'code case ignore care older twenty thirty forty fifty hundred thousand million without under ' +
    'over'
  )
    .split(' ')
    .map(stemOf),
)

/** Weight of a subject word of a prompt. */
export function weightOf(stem: string): number {
  return common.has(stem) ? commonWeight : 1
}

/** Letters from which on a word that stands within another one is taken for it: `print` in `printf`. */
const least = 5

/** How far an answer takes up a word of the prompt, 0 to 1: as it is, or at the beginning or end of another one. */
export function takenUp(stem: string, stems: ReadonlyMap<string, number>): number {
  const own = stems.get(stem)
  if (own !== undefined) return own
  if (stem.length < least) return 0
  let best = 0
  for (const [other, counts] of stems)
    if (other.startsWith(stem) || other.endsWith(stem) || (other.length >= least && stem.startsWith(other)))
      best = Math.max(best, counts)
  return best
}
