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
    isLoad(plan['load']) &&
    Number.isFinite(plan['concurrency']) &&
    isRepeat(value['repeat']) &&
    isTextsOrLeftOut(value['resources']) &&
    isNumbersOrLeftOut(value['equalPrompts']) &&
    isNumberOrLeftOut(value['clockZero']) &&
    isPartNumber(value['partNumber']) &&
    isMoment(startedAt) &&
    isObject(facts) &&
    isObject(facts['target']) &&
    isObject(facts['memory']) &&
    [workload, power, electricity].every(isObject)
  )
}

/** Whether it is a load that can be told in words. */
function isLoad(value: unknown): boolean {
  if (!isObject(value)) return false
  const { kind, concurrency, rampUpMs, arrivals, maxConcurrency } = value
  if (kind === 'closed') return Number.isFinite(concurrency) && isNumberOrNull(rampUpMs)
  if (kind !== 'open' || !isNumberOrNull(maxConcurrency) || !isObject(arrivals)) return false
  return Object.values(arrivals).every((part) => typeof part === 'string' || Number.isFinite(part) || isObject(part))
}

/** Whether it is a list of texts, or was left out. */
export function isTextsOrLeftOut(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every((text) => typeof text === 'string'))
}

function isNumbersOrLeftOut(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every(Number.isFinite))
}

function isNumberOrLeftOut(value: unknown): boolean {
  return value === undefined || Number.isFinite(value)
}

function isPartNumber(value: unknown): boolean {
  if (value === undefined) return true
  return isObject(value) && Number.isFinite(value['number']) && isNumberOrNull(value['of'])
}

function isRepeat(value: unknown): boolean {
  return value === null || (isObject(value) && [value['number'], value['of']].every(Number.isFinite))
}

function isMoment(value: unknown): boolean {
  return typeof value === 'string' && Number.isFinite(Date.parse(value))
}

function isNumberOrNull(value: unknown): boolean {
  return value === null || Number.isFinite(value)
}
