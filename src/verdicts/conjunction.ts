import type { Judgement } from './judgement.ts'

/**
 * The verdict on several clauses that must all hold: fail where one fails, inconclusive where none
 * fails and one is open, else pass. No correction is made for a pass: a set that does not hold passes
 * at most as often as its false clause does.
 */
export function allHold(clauses: readonly Judgement[]): Pick<Judgement, 'verdict' | 'pointHolds'> {
  const verdicts = new Set(clauses.map(({ verdict }) => verdict))
  const open = verdicts.has('inconclusive') ? 'inconclusive' : 'pass'
  return {
    verdict: verdicts.has('fail') ? 'fail' : open,
    pointHolds: clauses.every(({ verdict, pointHolds }) =>
      verdict === 'inconclusive' ? pointHolds : verdict === 'pass',
    ),
  }
}
