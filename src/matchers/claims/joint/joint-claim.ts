import { weakest } from '../../../cost/provenance.ts'
import { formatCount } from '../../../figures.ts'
import { plainName } from '../../../plain-text.ts'
import type { JointPartRecord } from '../../../record/claim.ts'
import { allHold } from '../../../verdicts/conjunction.ts'
import { recordOf } from '../claim.ts'
import { reasonLines, verdictLine } from '../message.ts'
import type { Claim, SettledClaim } from '../settled-claim.ts'
import type { JointAsked } from './joint-parts.ts'
import { labelWords, nameWords } from './replaced-side.ts'
import { sideTimes } from './side-times.ts'

/** A settled part of a joint claim, by the name that it was asked for. */
export interface SettledPart {
  readonly part: string
  readonly claim: SettledClaim
}

const worstFirst = { fail: 0, inconclusive: 1, pass: 2 } as const

/** A joint claim as one: it holds where every part does, fails where one fails, and is else open. */
export function jointClaim(asked: JointAsked, parts: readonly SettledPart[], alpha: number): Claim {
  const { subject, side } = asked
  const claims = parts.map(({ claim }) => claim)
  const { attempted } = subject.record.requests
  const { money, parts: costParts } = claims.find((claim) => claim.money !== undefined) ?? {}
  const observed = tallyOf(claims)
  return {
    matcher: 'toReplace',
    subject,
    ...(side.subject === null ? {} : { other: side.subject }),
    metric: 'replacement',
    // The parts have been left open already where a check asks for it.
    restsOn: [],
    about: [...new Set(claims.flatMap(({ restsOn, metric }) => restsOn ?? [metric]))],
    ...(money === undefined ? {} : { money }),
    ...(costParts === undefined ? {} : { parts: costParts }),
    unit: '',
    what: nameWords(side),
    relation: `replaced in ${listed(parts.map(({ part }) => part))}, ${labelWords(side)}`,
    threshold: `${parts.length} ${parts.length === 1 ? 'part' : 'parts'}`,
    judgement: {
      ...allHold(claims.map(({ judgement }) => judgement)),
      observed,
      interval: null,
      n: attempted,
      effectiveN: attempted,
      floor: null,
      needed: null,
      doubts: parts.flatMap(({ part, claim }) => claim.judgement.doubts.map((doubt) => `${part}: ${doubt}`)),
    },
    observed,
    provenance: weakest([...claims.map(({ provenance }) => provenance), side.record.provenance]),
    counted: 'requests',
    joint: { against: side.record, alpha, parts: parts.map(partRecord) },
    details: () => [],
  }
}

/** Lines below the first one of a message: the responses, what is open, and each part, those that failed first. */
export function jointLines({ subject, side, clauses }: JointAsked, parts: readonly SettledPart[]): string[] {
  const { name, requests } = subject.record
  const { attempted } = requests
  const sorted = parts.toSorted(
    (one, other) => worstFirst[one.claim.judgement.verdict] - worstFirst[other.claim.judgement.verdict],
  )
  const open = parts.filter(({ claim }) => claim.judgement.verdict === 'inconclusive')
  return [
    ...open.map((part) => `open is ${openWords(part)}`),
    ...sorted.flatMap(partLines),
    `all of it on the same ${formatCount(attempted)} requests of "${plainName(name)}" and their answers`,
    ...sideTimes(side, clauses),
  ]
}

function openWords({ part, claim: { judgement, counted } }: SettledPart): string {
  const { needed, doubts, n } = judgement
  const [doubt] = doubts
  const settled = `${part}: ${formatCount(n)} ${counted} do not settle it`
  if (needed !== null) return `${settled}, about ${formatCount(needed)} would if what was seen holds`
  return doubt === undefined ? settled : `${part}: ${doubt}`
}

/** A part, with the reasons where it does not simply hold. */
function partLines({ part, claim }: SettledPart): string[] {
  const reasons = claim.judgement.verdict === 'pass' ? [] : reasonLines(claim)
  return [`- ${part}: ${verdictLine(claim)}`, ...reasons.map((line) => `  ${line}`)]
}

/** Verdicts of the parts, counted: `2 pass, 1 inconclusive`. */
export function tallyOf(claims: readonly SettledClaim[]): string {
  return (['pass', 'fail', 'inconclusive'] as const)
    .flatMap((verdict) => {
      const count = claims.filter(({ judgement }) => judgement.verdict === verdict).length
      return count === 0 ? [] : [`${count} ${verdict}`]
    })
    .join(', ')
}

function listed(names: readonly string[]): string {
  const unique = [...new Set(names)]
  const last = unique.at(-1) ?? ''
  return unique.length < 2 ? last : `${unique.slice(0, -1).join(', ')} and ${last}`
}

function partRecord({ part, claim }: SettledPart): JointPartRecord {
  const { metric, unit, text, verdict, observed, threshold, n, effectiveN, interval, needed, provenance, rests } =
    recordOf(claim)
  return {
    part,
    metric,
    unit,
    text,
    verdict,
    observed,
    words: claim.observed,
    threshold,
    n,
    effectiveN,
    counted: claim.counted,
    interval,
    needed,
    provenance,
    rests,
  }
}
