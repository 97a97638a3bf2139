import { expect, test } from 'vitest'
import type { JsonObject } from '../../../src/json.ts'
import { toolCallPieces } from '../../../src/http/answer/tool-call-pieces.ts'
import { ToolCalls } from '../../../src/http/answer/tool-calls.ts'

/** Calls put together from the deltas of a stream. */
function callsOf(...deltas: readonly JsonObject[]): unknown {
  const calls = new ToolCalls()
  for (const delta of deltas) for (const piece of toolCallPieces(delta)) calls.add(piece)
  const text = calls.toString()
  return text === '' ? null : JSON.parse(text)
}

const part = (place: object, id: string | null, name: string | null, text?: unknown): JsonObject => ({
  tool_calls: [{ ...place, id, function: { name, arguments: text } }],
})
const paris = '{"city":"Paris"}'
const rome = '{"city":"Rome"}'

test('whole calls with one index, or with none, are kept apart by their ids', () => {
  expect(
    callsOf(
      part({ index: 0 }, 'a1', 'weather', paris),
      part({ index: 0 }, 'a2', 'weather', rome),
      part({}, 'a3', 'clock', '{"zone":"UTC"}'),
      part({}, 'a4', 'clock', '{"zone":"CET"}'),
    ),
  ).toEqual([
    { id: 'a1', name: 'weather', arguments: paris },
    { id: 'a2', name: 'weather', arguments: rome },
    { id: 'a3', name: 'clock', arguments: '{"zone":"UTC"}' },
    { id: 'a4', name: 'clock', arguments: '{"zone":"CET"}' },
  ])
})

test('whole calls without ids begin another where the one before is whole', () => {
  const two = [
    { name: 'weather', arguments: paris },
    { name: 'weather', arguments: rome },
  ]
  expect(callsOf(part({ index: 0 }, null, 'weather', paris), part({ index: 0 }, null, 'weather', rome))).toEqual(two)
  expect(callsOf(part({}, '', 'weather', paris), part({}, '', 'weather', rome))).toEqual(two)
})

test.each([
  ['by index', { index: 0 }, { index: 1 }, [null, null]],
  ['by id alone', {}, {}, ['a', 'b']],
  ['with the same index', { index: 0 }, { index: 0 }, ['a', 'b']],
] as const)('calls whose parts alternate are put together %s', (_, first, second, [one, two]) => {
  expect(
    callsOf(
      part(first, 'a', 'weather', ''),
      part(second, 'b', 'clock', ''),
      part(first, one, null, '{"city":'),
      part(second, two, null, '{"zone":'),
      part(first, one, null, '"Paris"}'),
      part(second, two, null, '"UTC"}'),
    ),
  ).toEqual([
    { id: 'a', name: 'weather', arguments: paris },
    { id: 'b', name: 'clock', arguments: '{"zone":"UTC"}' },
  ])
})

test('parts without an id or an index belong to the last call', () => {
  expect(
    callsOf(part({}, 'a', 'weather', ''), part({}, null, null, '{"city":'), part({}, null, null, '"Rome"}')),
  ).toEqual([{ id: 'a', name: 'weather', arguments: rome }])
})

test('several calls in one event without an index go on in their order', () => {
  const both = (one: object, two: object): JsonObject => ({ tool_calls: [{ function: one }, { function: two }] })
  expect(
    callsOf(
      both({ name: 'weather', arguments: '' }, { name: 'clock', arguments: '' }),
      both({ arguments: paris }, { arguments: '{}' }),
    ),
  ).toEqual([
    { name: 'weather', arguments: paris },
    { name: 'clock', arguments: '{}' },
  ])
})

test('a name with every part, a new id with every part, and a whole call once more change nothing', () => {
  const once = [{ id: 'a', name: 'weather', arguments: paris }]
  const halves = ['{"city":', '"Paris"}']
  expect(callsOf(...halves.map((text) => part({ index: 0 }, 'a', 'weather', text)))).toEqual(once)
  expect(callsOf(...halves.map((text, at) => part({ index: 0 }, at === 0 ? 'a' : 'x', 'weather', text)))).toEqual(once)
  expect(
    callsOf(...halves.map((text, at) => part({}, at === 0 ? 'a' : 'x', at === 0 ? 'weather' : null, text))),
  ).toEqual(once)
  const whole = part({ index: 0 }, 'a', 'weather', paris)
  expect(callsOf(whole, whole)).toEqual(once)
})

test('one id for all calls is told apart by the index', () => {
  expect(callsOf(part({ index: 0 }, 'x', 'f', '{}'), part({ index: 1 }, 'x', 'f', '{}'))).toEqual([
    { id: 'x', name: 'f', arguments: '{}' },
    { id: 'x', name: 'f', arguments: '{}' },
  ])
})

test('one id and one index for all calls: a whole one ends where another begins', () => {
  const same = (text: unknown): JsonObject => part({ index: 0 }, 'x', 'weather', text)
  const two = [
    { id: 'x', name: 'weather', arguments: paris },
    { id: 'x', name: 'weather', arguments: rome },
  ]
  expect(callsOf(same(paris), same(rome))).toEqual(two)
  expect(callsOf(part({}, 'x', 'weather', paris), part({}, 'x', 'weather', rome))).toEqual(two)
  expect(callsOf(same({ city: 'Paris' }), same({ city: 'Rome' }))).toEqual(two)
})

test('arguments that come as objects in parts, as all so far, and behind an empty one', () => {
  const both = '{"city":"Paris","zone":"UTC"}'
  const once = [{ id: 'a', name: 'weather', arguments: both }]
  const parts = (...values: readonly unknown[]): unknown =>
    callsOf(...values.map((value, at) => part({ index: 0 }, 'a', at === 0 ? 'weather' : null, value)))
  expect(parts({ city: 'Paris' }, { zone: 'UTC' })).toEqual(once)
  expect(parts({}, { city: 'Paris' }, { city: 'Paris', zone: 'UTC' })).toEqual(once)
  expect(parts({}, '{"city":"Paris",', '"zone":"UTC"}')).toEqual(once)
  expect(parts('{"ci', '{"city":"Paris","zo', both)).toEqual(once)
  expect(parts('', { city: 'Paris', zone: 'UTC' })).toEqual(once)
})

test('calls that share their places stay in the order in which they came', () => {
  const pair = (...ids: readonly string[]): JsonObject => ({
    tool_calls: ids.map((id) => ({ id, function: { name: 'f', arguments: '{}' } })),
  })
  expect(callsOf(pair('a', 'b'), pair('c', 'd'))).toMatchObject([{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }])
})

test('a single call without its list, and an index as text', () => {
  expect(callsOf({ tool_calls: { id: 'a', function: { name: 'f', arguments: '{}' } } })).toEqual([
    { id: 'a', name: 'f', arguments: '{}' },
  ])
  expect(
    callsOf(
      part({ index: '0' }, 'a', 'f', '{"x"'),
      part({ index: '1' }, 'b', 'g', '{}'),
      part({ index: '0' }, null, null, ':1}'),
    ),
  ).toEqual([
    { id: 'a', name: 'f', arguments: '{"x":1}' },
    { id: 'b', name: 'g', arguments: '{}' },
  ])
})

test('arguments as an object, calls without their wrapper, and the older name', () => {
  expect(callsOf(part({ index: 0 }, 'a', 'weather', { city: 'Paris' }))).toEqual([
    { id: 'a', name: 'weather', arguments: paris },
  ])
  expect(callsOf({ tool_calls: [{ id: 'a', name: 'weather', arguments: { city: 'Paris' } }] })).toEqual([
    { id: 'a', name: 'weather', arguments: paris },
  ])
  expect(
    callsOf({ function_call: { name: 'weather', arguments: '' } }, { function_call: { arguments: paris } }),
  ).toEqual([{ name: 'weather', arguments: paris }])
  expect(callsOf({ tool_calls: null, function_call: null })).toBeNull()
})

test('ids are cut, and calls without number cost no more than their parts', () => {
  const many = Array.from({ length: 50_000 }, (_, place) => part({ index: 0 }, `${place}`, 'f', '{}'))
  expect(callsOf(...many)).toHaveLength(50_000)
  expect(JSON.stringify(callsOf(part({}, 'i'.repeat(1e6), 'f', '{}')))).toHaveLength(239)
})
