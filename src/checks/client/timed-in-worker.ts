import type { Check } from '../evidence/check.ts'

/** Vitest's worker transforms modules and talks to its parent while it times. */
export const timedInWorker: Check = ({ header }) => {
  const { timedIn, kind } = header.facts.target
  if (timedIn !== 'worker') return null
  const base = { id: 'timed-in-worker', protects: ['all'] }
  const found = "requests were timed in Vitest's worker, which does other work beside: "
  // There is no other place for a task: whether its clock was late is what event-loop-lag tells.
  return kind === 'task'
    ? { ...base, status: 'ok', message: `${found}event-loop-lag tells how late its clock was` }
    : {
        ...base,
        status: 'warning',
        message: `${found}name the model by its module and export, so that a process of its own times it`,
      }
}
