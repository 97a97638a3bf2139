import { expect, test } from 'vitest'
import { KeptLoads } from '../../../src/targets/router/kept-loads.ts'
import type { ModelLoad } from '../../../src/targets/router/model-load.ts'

const load: ModelLoad = {
  model: 'a:latest',
  loaded: 'now',
  ms: 120,
  evictMs: 20,
  loadMs: 100,
  serverMs: null,
  evicted: ['b'],
  by: 'call',
}

test('a load is of now for the first run after it, and of earlier for others', () => {
  const loads = new KeptLoads()
  expect(loads.take('a')).toBeNull()
  expect(loads.keep('a', load)).toBe(load)
  const told = (loaded: string): object => ({ loadTimeMs: 100, loadState: { loaded, pageCache: 'unknown' } })
  expect([loads.take('a'), loads.take('a'), loads.take('b')]).toEqual([told('now'), told('earlier'), null])
  // One that was loaded already keeps what was known.
  loads.keep('a', { ...load, loaded: 'earlier', ms: null, evictMs: null, loadMs: null })
  expect(loads.take('a')).toEqual(told('earlier'))
})
