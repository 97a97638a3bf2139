import { expect, test } from 'vitest'
import { FollowedChoice } from '../../../src/http/answer/followed-choice.ts'

test('the choice that came first is followed, the others are counted', () => {
  const choices = new FollowedChoice()
  expect([choices.of([]), choices.of([null]), choices.count]).toEqual([null, null, 1])
  const [one, two] = [{ index: 1 }, { index: 0 }]
  expect(choices.of([one])).toBe(one)
  expect(choices.of([two])).toBeNull()
  expect(choices.of([two, one])).toBe(one)
  expect(choices.count).toBe(2)
})

test('two choices of one event under one index are two', () => {
  const choices = new FollowedChoice()
  const [one, two] = [{ index: 0 }, { index: 0 }]
  expect(choices.of([one, two])).toBe(one)
  expect(choices.of([one, two])).toBe(one)
  expect(choices.count).toBe(2)
})

test('choices without an index are told apart by their place', () => {
  const choices = new FollowedChoice()
  const [one, two] = [{ text: 'a' }, { text: 'b' }]
  expect(choices.of([one, two])).toBe(one)
  expect(choices.count).toBe(2)
})
