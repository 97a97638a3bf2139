import type { Check } from '../evidence/check.ts'

/** Vitest's worker transforms modules and talks to its parent while it times. */
export const timedInWorker: Check = ({ header }) =>
  header.facts.target.timedIn === 'worker'
    ? {
        id: 'timed-in-worker',
        status: 'warning',
        protects: ['all'],
        message:
          "requests were timed in Vitest's worker, which does other work beside: " +
          'name the model by its module and export, so that a process of its own times it',
      }
    : null
