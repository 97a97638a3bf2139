import { isObject } from '../json.ts'
import type { RunHeader } from './header.ts'

/** Whether the first line of a journal is a run's header, as far as a report is made from it. */
export function isRunHeader(value: unknown): value is RunHeader {
  if (!isObject(value)) return false
  const { id, name, file, test, project, startedAt, attempt, cores, plan, facts, workload, power, electricity } = value
  return (
    [id, name, file, test, project, startedAt].every((text) => typeof text === 'string') &&
    [attempt, cores].every(Number.isFinite) &&
    isObject(plan) &&
    isObject(plan['load']) &&
    isObject(facts) &&
    isObject(facts['target']) &&
    isObject(facts['memory']) &&
    [workload, power, electricity].every(isObject)
  )
}
