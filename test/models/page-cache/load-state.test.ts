import { expect, test } from 'vitest'
import { loadState } from '../../../src/models/page-cache/load-state.ts'

test('cold is claimed only where the file was dropped, and then read from a disk', () => {
  const cold = { wish: 'cold', problem: null, seen: 'cold', isGuest: false } as const
  expect(loadState(cold)).toEqual({ pageCache: 'cold', note: null })
  expect(loadState({ ...cold, isGuest: null })).toEqual({ pageCache: 'cold', note: null })
  expect(loadState({ ...cold, isGuest: true })).toEqual({
    pageCache: 'cold',
    note: 'in the guest: its host may have had it in memory',
  })
  expect(loadState({ ...cold, problem: '1 MB stayed' })).toEqual({ pageCache: 'unknown', note: '1 MB stayed' })
  expect(loadState({ ...cold, seen: 'warm' })).toEqual({
    pageCache: 'unknown',
    note: 'it was dropped from the page cache, and yet the load read nothing from a disk',
  })
  expect(loadState({ ...cold, seen: 'unknown' }).pageCache).toBe('unknown')
})

test('warm is what the load saw, after the file was read', () => {
  const warm = { wish: 'warm', problem: null, seen: 'warm', isGuest: true } as const
  expect(loadState(warm)).toEqual({ pageCache: 'warm', note: null })
  expect(loadState({ ...warm, seen: 'cold' })).toMatchObject({ pageCache: 'cold' })
  expect(loadState({ ...warm, seen: 'unknown' })).toMatchObject({ pageCache: 'unknown' })
})
