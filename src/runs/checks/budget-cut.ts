import type { Check } from './check.ts'

/** Says when time, not the number of requests, ended a run. */
export const budgetCut: Check = ({ header, samples, end }) => {
  if (end.endedBy !== 'budget') return null
  const { requests, budgetMs } = header.plan
  return {
    id: 'budget-cut',
    status: 'warning',
    protects: ['all'],
    message: `the budget of ${budgetMs / 1000} s ended the run after ${samples.length} of ${requests} requests: raise budget or lower requests`,
  }
}
