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
  const of = requests < unlimitedRequests ? ` of ${requests}` : ''
  if (end.endedBy === 'cost') {
    return {
      ...base,
      message: `the run ended after ${samples.length}${of} requests, because one more might have cost more than the allowed ${maxUsd} USD: raise maxUsd or lower requests`,
    }
  }
  if (end.endedBy !== 'budget') return null
  return {
    ...base,
    message: `the budget of ${budgetMs / 1000} s ended the run after ${samples.length}${of} requests: raise budget or lower ${of === '' ? 'duration' : 'requests'}`,
  }
}
