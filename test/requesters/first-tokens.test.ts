import { expect, test } from 'vitest'
import { firstTokensOf, onlyCalls, type StreamedTokens, tokenPlaces } from '../../src/requesters/first-tokens.ts'

/** Twenty tokens in twenty events of three letters each, unless told otherwise. */
function firstTokens(told: Partial<StreamedTokens> = {}): number | null {
  return firstTokensOf({
    output: 20,
    hidden: 0,
    events: 20,
    together: 1,
    firstCharacters: 3,
    characters: 60,
    finishedLater: true,
    waitedMs: 50,
    streamedMs: 200,
    ...told,
  })
}

test('an event is a token where eight of ten tokens have one', () => {
  expect(firstTokens()).toBe(1)
  expect(firstTokens({ events: 16, firstCharacters: 12 })).toBe(1)
  expect(firstTokens({ output: 200, events: 159, firstCharacters: 12, characters: 600 })).toBe(4)
})

test('of a short answer characters could be off by a token that counts: it has no time a token', () => {
  // Sixteen tokens, of which a busy server sent some in one event; the first is one long word, or three short ones.
  expect(firstTokens({ output: 16, events: 12, firstCharacters: 9, characters: 48 })).toBeNull()
  expect(firstTokens({ output: 16, events: 12, firstCharacters: 3, characters: 48 })).toBeNull()
  expect(firstTokens({ output: 60, events: 40, firstCharacters: 3, characters: 180 })).toBe(1)
  expect(firstTokens({ output: 60, events: 40, firstCharacters: 18, characters: 180 })).toBeNull()
  expect(firstTokens({ output: 100, events: 40, firstCharacters: 18, characters: 300 })).toBeCloseTo(6)
})

test('of few big events the first holds its share of the characters', () => {
  const long = { output: 200, characters: 600 }
  expect(firstTokens({ ...long, events: 40, firstCharacters: 15 })).toBe(5)
  expect(firstTokens({ ...long, events: 2, waitedMs: 0, firstCharacters: 1 })).toBe(1)
  // Each later event holds a token at least: as good as all are of the first moment, and too few are timed.
  expect(firstTokens({ ...long, events: 5, waitedMs: 0, firstCharacters: 600 })).toBeNull()
  expect(firstTokens({ events: 5, firstCharacters: 0, characters: 0 })).toBe(1)
})

test('hidden tokens have no event, and are none of those that do', () => {
  expect(firstTokens({ output: 420, hidden: 400 })).toBe(1)
  expect(firstTokens({ output: 600, hidden: 400, events: 40, firstCharacters: 15, characters: 600 })).toBe(5)
  expect(firstTokens({ output: 400, hidden: 400, events: 0 })).toBeNull()
})

test('one event with text tells no time a token, but for that of the end token', () => {
  expect(firstTokens({ events: 1 })).toBeNull()
  expect(firstTokens({ output: 2, events: 1 })).toBe(1)
  expect(firstTokens({ output: 2, events: 1, finishedLater: false })).toBeNull()
  expect(firstTokens({ output: 402, hidden: 400, events: 1 })).toBe(1)
  expect(firstTokens({ output: 1, events: 1 })).toBeNull()
})

test('the end token of a short answer has no text, and makes no big events of the others', () => {
  expect(firstTokens({ output: 3, events: 2, firstCharacters: 9, characters: 10 })).toBe(1)
  expect(firstTokens({ output: 3, events: 2, firstCharacters: 9, characters: 10, finishedLater: false })).toBeNull()
})

test('events that came at the moment of the first are tokens of that moment', () => {
  expect(firstTokens({ together: 2, mayHoldBack: true })).toBe(2)
  expect(firstTokens({ events: 19, together: 3, mayHoldBack: true })).toBe(3)
  expect(firstTokens({ output: 100, events: 100, together: 3 })).toBe(3)
  // Of big events those of the first moment hold their share together.
  expect(firstTokens({ output: 200, events: 40, together: 2, firstCharacters: 15, characters: 600 })).toBe(10)
  expect(firstTokens({ output: 200, events: 40, together: 3, firstCharacters: 20, characters: 600 })).toBeCloseTo(20)
  // Nothing came later: no time a token can be told.
  expect(firstTokens({ together: 20 })).toBeNull()
  expect(firstTokens({ output: 3, events: 2, together: 2 })).toBe(2)
  expect(firstTokens({ output: 3, events: 2, together: 2, finishedLater: false })).toBeNull()
})

test('the first moment is told by the gaps of the answer', () => {
  const placesAt = (...chunkTimes: number[]): number | null =>
    tokenPlaces(
      { usage: null, reasoning: '', events: chunkTimes.length, generated: true },
      { input: 3, output: chunkTimes.length, cached: null, reasoning: null, source: 'usage' },
      {
        firstCharacters: 3,
        characters: 3 * chunkTimes.length,
        finishedLater: false,
        chunkTimes,
        sent: 0,
        mayHoldBack: true,
      },
    ).firstTokens
  expect(placesAt(5, 15, 25, 35)).toBe(1)
  expect(placesAt(5, 5, 15, 25)).toBe(2)
  // A second read a moment later is none of another token's time.
  expect(placesAt(5, 5.1, 15, 25)).toBe(2)
  expect(placesAt(5, 6, 15, 25)).toBe(1)
  expect(placesAt(5, 5, 5)).toBeNull()
})

test('few events that came after longer than they took may have been held back: no time a token can be told', () => {
  const call = { output: 400, events: 4, firstCharacters: 3, characters: 1200, waitedMs: 1112, streamedMs: 50 }
  expect(firstTokens(call)).toBeNull()
  expect(firstTokens({ ...call, streamedMs: 1113 })).not.toBeNull()
  expect(firstTokens({ ...call, events: 8 })).not.toBeNull()
  // A long prompt before an answer whose events are tokens.
  expect(firstTokens({ waitedMs: 60_000, streamedMs: 190 })).toBe(1)
})

test('text that is held back for a stop string leaves a short answer without a time a token', () => {
  const places = (events: number, output: number, stops: boolean): number | null =>
    tokenPlaces(
      { usage: null, reasoning: '', events, generated: true },
      { input: 3, output, cached: null, reasoning: null, source: 'usage' },
      {
        firstCharacters: 3,
        characters: 3 * events,
        finishedLater: true,
        chunkTimes: Array.from({ length: events }, (_, event) => 10 * event),
        sent: 0,
        mayHoldBack: stops,
      },
    ).firstTokens
  expect(places(18, 20, true)).toBeNull()
  expect(places(18, 20, false)).toBe(1)
  // Every token has its event, or all but few of many.
  expect(places(19, 20, true)).toBe(1)
  expect(places(197, 200, true)).toBe(1)
})

test('an answer that is tool calls alone begins with one', () => {
  const call = { text: '', reasoning: '', toolCalls: '[{"name":"paint"}]' }
  expect(onlyCalls(call)).toBe(true)
  expect(onlyCalls({ ...call, text: 'I paint it.' })).toBe(false)
  expect(onlyCalls({ ...call, reasoning: 'What color?' })).toBe(false)
  expect(onlyCalls({ ...call, toolCalls: '' })).toBe(false)
})
