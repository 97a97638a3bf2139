import type { Token } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { stopPlace, StopWatch } from '../../../../src/engines/llama-cpp/answers/stop-watch.ts'

const pieces = ['The', ' ca', 'pi', 'tal', ' is', ' Par', 'is', '.']
const textOf = (tokens: readonly Token[]): string => tokens.map((token) => pieces[token % pieces.length]).join('')

test('an answer ends with the token that completes one of the texts, however it is cut', () => {
  const watch = new StopWatch(['capital', 'London'], textOf)
  expect([0, 1, 2, 3].map((token) => watch.ends(token as Token))).toEqual([false, false, false, true])
})

test('long answers are watched in their last tokens alone', () => {
  const watch = new StopWatch(['Paris.'], textOf)
  const ended = Array.from({ length: 80 }, (_, index) => watch.ends((index % 7) as Token))
  expect(ended).not.toContain(true)
  expect([5, 6, 7].map((token) => watch.ends(token as Token))).toEqual([false, false, true])
})

test('the first stop text of an answer is where it ends', () => {
  expect(stopPlace('a b c', ['c', 'b'])).toBe(2)
  expect(stopPlace('a b c', ['x'])).toBe(5)
  expect(stopPlace('a b c', [])).toBe(5)
})
