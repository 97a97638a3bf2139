import { expect, test } from 'vitest'
import { runTitles } from '../../../reporters/words/run-titles.ts'
import { emptyPlace } from '../../../src/record/place.ts'

type Run = Parameters<typeof runTitles>[0][number]

function run(changes: Partial<Run>): Run {
  return { name: 'answer', ...emptyPlace(), file: 'a.bench.ts', test: 'one', ...changes }
}

test('a name of its own stands alone, whatever the test is called', () => {
  expect(runTitles([run({}), run({ name: 'other', test: 'two' })])).toEqual(['answer', 'other'])
})

test('equal names show their tests, and their files where the tests are equal too', () => {
  expect(runTitles([run({}), run({ test: 'two' }), run({ name: 'other' })])).toEqual([
    'one › answer',
    'two › answer',
    'other',
  ])
  expect(runTitles([run({}), run({ file: 'b.bench.ts' })])).toEqual(['a.bench.ts › answer', 'b.bench.ts › answer'])
})

test('several projects and several labels are shown everywhere, one is not', () => {
  expect(runTitles([run({ project: 'web' }), run({ name: 'other', project: 'web' })])).toEqual(['answer', 'other'])
  expect(runTitles([run({ project: 'small' }), run({ project: 'large' })])).toEqual([
    'small › answer',
    'large › answer',
  ])
  expect(runTitles([run({ blob: 'linux' }), run({ blob: 'macos', name: 'other' })])).toEqual([
    'linux › answer',
    'macos › other',
  ])
  expect(runTitles([run({ project: 'small', test: 'two' }), run({ project: 'large' }), run({})])).toEqual([
    'small › answer',
    'large › answer',
    'answer',
  ])
})

test('attempts and repeats are one title, tests of one name are numbered', () => {
  expect(runTitles([run({}), run({ attempt: 1 })])).toEqual(['answer', 'answer'])
  const [one, two] = [
    { number: 1, of: 2 },
    { number: 2, of: 2 },
  ]
  expect(runTitles([run({ repeat: one }), run({ repeat: two })])).toEqual(['answer', 'answer'])
  expect(runTitles([run({}), run({})])).toEqual(['answer #1', 'answer #2'])
})
