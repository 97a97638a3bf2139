import type { Subject } from '../../runs/subject.ts'
import { judgeRateAbove } from '../../verdicts/rate.ts'
import { sequentialJudgement } from '../../verdicts/sequential.ts'
import type { Claim } from './settled-claim.ts'
import { figureBeside, formatCount } from '../../figures.ts'
import { plainName } from '../../plain-text.ts'

/** The claim that more than a share of all requests succeeded. */
export function successRateClaim(
  subject: Subject,
  asked: { readonly matcher: string; readonly ratio: number; readonly alpha: number },
): Claim {
  const { matcher, ratio, alpha } = asked
  const { attempted, succeeded, failures } = subject.record.requests
  const fixed = judgeRateAbove(subject.measured.columns.failed, ratio, alpha)
  const decided = { metric: 'successRate', percentile: null, limit: ratio }
  const judgement = sequentialJudgement(fixed, subject.record, decided, alpha)
  return {
    matcher,
    subject,
    metric: 'successRate',
    unit: '',
    what: 'success rate',
    relation: `above ${ratio}`,
    threshold: ratio,
    judgement,
    observed: figureBeside(judgement.observed, ratio),
    provenance: subject.record.provenance,
    counted: 'requests',
    details: () => [
      `${formatCount(succeeded)} of ${formatCount(attempted)} requests succeeded${failureKinds(failures)}`,
    ],
  }
}

function failureKinds(failures: Readonly<Record<string, number>>): string {
  const kinds = Object.entries(failures).filter(([, count]) => count > 0)
  if (kinds.length === 0) return ''
  return `; failed: ${kinds.map(([kind, count]) => `${formatCount(count)} ${plainName(kind)}`).join(', ')}`
}
