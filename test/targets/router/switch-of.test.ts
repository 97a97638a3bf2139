import { expect, test } from 'vitest'
import { ownTimeOf, type SeenLoad, switchOf, waitedFor } from '../../../src/targets/router/switch-of.ts'

const load: SeenLoad = { goneAt: 120, loadingAt: 130, loadedAt: 330, evicted: ['small'], byEvents: true }
const request = (sent: number, first: number, failure: string | null = null) => ({ sent, first, failure })

test('a switch is told in its parts, by the events of the server', () => {
  expect(switchOf('large', load, request(100, 350))).toEqual({
    model: 'large',
    evicted: ['small'],
    evictMs: 20,
    loadMs: 200,
    firstTokenMs: 20,
    serverMs: 200,
    totalMs: 250,
    error: null,
  })
})

test('by a list that was asked for, loading begins where what was in the way is gone', () => {
  const asked = { ...load, byEvents: false, loadingAt: 150 }
  expect(switchOf('large', asked, request(100, 350))).toMatchObject({ evictMs: 20, loadMs: 210, serverMs: null })
  const alone = { ...asked, goneAt: null, evicted: [] }
  expect(switchOf('large', alone, request(100, 350))).toMatchObject({ evictMs: null, loadMs: 230, evicted: [] })
})

test('a readiness that was seen after the first token is no later than that', () => {
  expect(switchOf('large', { ...load, byEvents: false, loadedAt: 400 }, request(100, 350))).toMatchObject({
    loadMs: 230,
    firstTokenMs: 0,
    totalMs: 250,
  })
})

test('events that were read together tell no time of the server', () => {
  const late = { ...load, loadingAt: 330, loadedAt: 330.5 }
  expect(ownTimeOf(late)).toBeNull()
  expect(switchOf('large', late, request(100, 350))).toMatchObject({ serverMs: null, loadMs: 210.5 })
})

test('a load that failed has no total, and the reason', () => {
  const failed = { ...load, loadedAt: null }
  expect(switchOf('large', failed, request(100, 350, 'status 500: failed to load'))).toMatchObject({
    evictMs: 20,
    loadMs: null,
    firstTokenMs: null,
    totalMs: null,
    error: 'status 500: failed to load',
  })
})

test('those have waited that were sent before the model was ready, and answered after', () => {
  const early = request(20, 40)
  const second = request(110, 345)
  const first = request(100, 350)
  const later = request(360, 380)
  expect(waitedFor(load, [later, second, first, early])).toEqual([first, second])
  // A list that is asked for tells it up to a quarter of a second late.
  expect(waitedFor({ ...load, byEvents: false, loadedAt: 600 }, [first, later])).toEqual([first, later])
  expect(waitedFor({ ...load, loadedAt: null }, [later, request(100, 350), request(110, 111, 'no')])).toEqual([
    request(100, 350),
    request(110, 111, 'no'),
  ])
})
