import { formatCount, formatDuration, formatLimit, formatUsd } from '../../figures.ts'
import { unlimitedRequests } from '../../plan/header.ts'
import type { CheckRecord } from '../../record/check.ts'
import type { Check } from '../evidence/check.ts'

/** Says when time or money, not the number of requests, ended a run. */
export const budgetCut: Check = ({ header, samples, end }) => {
  const { requests, budgetMs, maxUsd } = header.plan
  const base: Pick<CheckRecord, 'id' | 'status' | 'protects'> = {
    id: 'budget-cut',
    status: 'warning',
    protects: ['all'],
  }
  const of = requests < unlimitedRequests ? ` of ${formatCount(requests)}` : ''
  const after = `after ${formatCount(samples.length)}${of} requests`
  if (end.endedBy === 'cost' && end.moneyStop !== undefined) {
    const { limitUsd, spentUsd } = end.moneyStop
    return {
      ...base,
      message:
        `the run ended ${after}: all files together had spent ${formatUsd(spentUsd)} of the ` +
        `${formatLimit(limitUsd, 'USD')} of llmBench({ maxUsd }), and one more request might have passed it: ` +
        'raise maxUsd or lower requests',
    }
  }
  if (end.endedBy === 'cost') {
    return {
      ...base,
      message:
        `the run ended ${after}, because one more might have cost more than ` +
        `the allowed ${formatLimit(maxUsd ?? 0, 'USD')}: raise maxUsd or lower requests`,
    }
  }
  if (end.endedBy !== 'budget') return null
  const lower = of === '' ? 'duration' : 'requests'
  return {
    ...base,
    message: `the budget of ${formatDuration(budgetMs)} ended the run ${after}: raise budget or lower ${lower}`,
  }
}
