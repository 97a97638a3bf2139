import { plainSentence } from '../../plain-text.ts'
import { directedDoubts } from '../../checks/directed-doubts.ts'
import type { Subject } from '../../runs/subject.ts'
import { doubtsAbout, inRun } from '../../verdicts/doubts.ts'
import { doubted, type Judgement } from '../../verdicts/judgement.ts'
import type { Claim } from './settled-claim.ts'

/**
 * The judgement of a claim, left open where something is in doubt about its runs, and the invalid checks that it
 * stands despite.
 */
export function inDoubt(claim: Claim): { readonly judgement: Judgement; readonly despite: readonly string[] } {
  const { judgement, again } = claim
  const grounds = groundsOf(claim)
  const [ours, theirs] = runsOf(claim).map(({ record, accepted }, place) => {
    const both = doubtsAbout(record, grounds, { accepted })
    if (again === undefined) return { doubts: both, despite: [] }
    const of = place === 0 ? 'run' : 'other'
    const directed = directedDoubts(record, grounds, judgement, (shift) => again(shift, of))
    return { doubts: [...both, ...directed.doubts], despite: directed.despite }
  })
  const told = (of: 'doubts' | 'despite'): readonly string[] => {
    const own = ours?.[of] ?? []
    // A reader looks for it in the other run, unless both have it.
    const others = theirs?.[of].filter((sentence) => !own.includes(sentence)) ?? []
    return [...own, ...others.map((sentence) => inRun(claim.other?.record.name ?? '', sentence))]
  }
  const doubts = plain([...told('doubts'), ...(claim.doubts ?? [])])
  const despite = plain([...told('despite'), ...(claim.despite ?? [])])
  return { judgement: doubted(judgement, doubts), despite }
}

function plain(sentences: readonly string[]): string[] {
  return [...new Set(sentences.map(plainSentence))]
}

/** The runs that a claim is about. */
export function runsOf({ subject, other }: Claim): Subject[] {
  return other === undefined ? [subject] : [subject, other]
}

/** Metrics that a claim rests on. */
export function groundsOf({ restsOn, metric }: Claim): readonly string[] {
  return restsOn ?? [metric]
}
