import { expect, test } from 'vitest'
import type { LaunchRecord, RunRecord } from '../../../src/record/run.ts'
import { emptyRun } from '../../../src/record/run.ts'
import { launchScope, scopeWords } from '../../../src/verdicts/launches/launch-scope.ts'

function run(kinds: readonly LaunchRecord['kind'][], kind: RunRecord['target']['kind'] = 'model'): RunRecord {
  const launches = kinds.map((each, slot): LaunchRecord => {
    const figures = {
      figures: {},
      tokensPerSecond: null,
      joulesPerRequest: null,
      joulesPerOutputToken: null,
      requests: 20,
    }
    return { kind: each, slot, startedAt: '', startupMs: null, loadTimeMs: null, ...figures }
  })
  const empty = emptyRun()
  return { ...empty, launches, target: { ...empty.target, kind } }
}

const requests = { floor: 59 }
const launches = { floor: 2, launches: { count: 3, needed: null } }
const byFloor = { floor: 2, launches: { count: 1, needed: null, byFloor: true } } as const

test('what a verdict holds for, and the words behind its number of requests', () => {
  const three = run(['launch', 'launch', 'launch'])
  expect(launchScope(three, requests)).toEqual({ count: 3, kind: 'launch', by: 'requests' })
  expect(launchScope(three, launches)).toEqual({ count: 3, kind: 'launch', by: 'launches' })
  expect(scopeWords(launchScope(three, requests))).toBe(' over 3 launches')
  expect(scopeWords(launchScope(run(['block', 'block'], 'endpoint'), requests))).toBe(' over 2 blocks apart in time')
  expect(scopeWords(launchScope(run(['launch']), requests))).toBe(' of this launch')
  expect(scopeWords(launchScope(run(['launch'], 'server'), requests))).toBe(' of this launch')
})

test('with the noise floor of the machine in the interval it holds for other launches too', () => {
  expect(launchScope(run(['launch']), byFloor)).toEqual({ count: 1, kind: 'launch', by: 'noise-floor' })
  expect(scopeWords(launchScope(run(['launch']), byFloor))).toBe('')
})

test('a fact, a target that nobody here started, and a report that does not say have none', () => {
  expect(launchScope(run(['launch']), { floor: null })).toBeNull()
  expect(launchScope(run(['launch'], 'endpoint'), requests)).toBeNull()
  expect(launchScope(run([]), requests)).toBeNull()
  expect(scopeWords(null)).toBe('')
})
