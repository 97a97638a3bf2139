import { expect, test } from 'vitest'
import { type ScoreColumn, scoreAnswers } from '../../../src/quality/scoring/score-answers.ts'
import type { AnswerToScore, Scorer } from '../../../src/quality/scorer.ts'

const answers: readonly AnswerToScore[] = ['one', 'two', 'one', 'three'].map((output) => ({
  input: 'Count.',
  output,
  expected: 'one',
}))

const quiet = { onProgress: () => {}, signal: new AbortController().signal }

async function scored(...scorers: readonly Scorer[]): Promise<ScoreColumn[]> {
  return await scoreAnswers(answers, scorers, quiet)
}

const numbersOf = ({ scores }: ScoreColumn): (number | null)[] => scores.map(({ score }) => score)

test('a scorer is a function of input, output and expected, its result a promise or not', async () => {
  const exact: Scorer = ({ output, expected }) => ({ name: 'exact', score: output === expected ? 1 : 0 })
  const later: Scorer = async ({ output }) => await Promise.resolve({ name: 'short', score: output.length < 4 })
  const [first, second] = await scored(exact, later)
  expect(first).toMatchObject({ name: 'exact', partOf: null, signature: null, whole: null })
  expect(numbersOf(first as ScoreColumn)).toEqual([1, 0, 1, 0])
  expect(numbersOf(second as ScoreColumn)).toEqual([1, 1, 1, 0])
})

test('one answer to one prompt is scored once, and progress counts those', async () => {
  const seen: string[] = []
  const told: string[] = []
  const scorer: Scorer = ({ output }) => {
    seen.push(output)
    return 0.5
  }
  await scoreAnswers(answers, [scorer], { ...quiet, onProgress: (done, all) => void told.push(`${done}/${all}`) })
  expect(seen).toEqual(['one', 'two', 'three'])
  expect(told).toEqual(['1/3', '2/3', '3/3'])
})

test('a profile gives its total and its parts', async () => {
  const profile: Scorer = () => [
    { name: 'technical', score: 0.6 },
    { name: 'technical: domain', score: 0.4, partOf: 'technical' },
    { name: 'technical: structure', score: null, partOf: 'technical' },
  ]
  const columns = await scored(Object.assign(profile, { signature: 'v1' }))
  expect(columns.map(({ name, partOf, signature }) => [name, partOf, signature])).toEqual([
    ['technical', null, 'v1'],
    ['technical: domain', 'technical', 'v1'],
    ['technical: structure', 'technical', 'v1'],
  ])
  expect(columns[2]?.scores[0]).toMatchObject({ score: null, failure: null })
})

test.for([
  [{ name: 'x', score: Number.NaN }, 'gave NaN, which is not in 0 to 1'],
  [{ name: 'x', score: Number.POSITIVE_INFINITY }, 'gave Infinity, which is not in 0 to 1'],
  [{ name: 'x', score: -0.1 }, 'gave -0.1, which is not in 0 to 1'],
  [{ name: 'x', score: 42 }, 'gave 42, which is not in 0 to 1'],
  [{ name: 'x', score: 'NaN' }, 'gave a string as its score'],
  [{ name: 'x', score: { value: 1 } }, 'gave an object as its score'],
  [{ name: 'x' }, 'gave nothing as its score'],
  [undefined, 'gave nothing as its score'],
  [[], 'gave an empty list'],
  [
    Object.defineProperty({ name: 'x' }, 'score', {
      get: () => {
        throw new Error('no')
      },
    }),
    'gave a score that cannot be read',
  ],
] as const)('%o is no score: told in one line, and null', async ([result, failure]) => {
  const [column] = await scored(Object.assign(() => result as never, { scorerName: 'x' }))
  expect(column?.scores.map((score) => [score.score, score.failure])).toEqual(answers.map(() => [null, failure]))
  expect(column?.name).toBe('x')
})

test('one that throws has failed at that answer alone, whatever it throws', async () => {
  const shy: Scorer = ({ output }) => {
    if (output === 'two') throw new Error('two lines\nof \u001B[31mred\u001B[0m')
    // oxlint-disable-next-line typescript/only-throw-error -- others do
    if (output === 'three') throw { toString: 5 }
    return { name: 'shy', score: 1 }
  }
  const [column] = await scored(shy)
  expect(column?.scores.map(({ score, failure }) => failure ?? score)).toEqual([
    1,
    'threw: two lines of red',
    1,
    'threw: something that is no error',
  ])
})

test('one that hangs is waited for as long as it may take, and given up after three answers', async () => {
  const many = Array.from({ length: 9 }, (_, place) => ({ input: 'Count.', output: String(place) }))
  let asked = 0
  const hangs: Scorer = async () => {
    asked++
    return await new Promise(() => {})
  }
  const scorer = Object.assign(hangs, { timeout: 5, concurrency: 1, scorerName: 'hangs' })
  const [column] = await scoreAnswers(many, [scorer], quiet)
  expect(asked).toBe(3)
  expect(column?.scores.map(({ failure }) => failure)).toEqual([
    ...Array.from({ length: 3 }, () => 'took longer than 5.00 ms'),
    ...Array.from({ length: 6 }, () => 'was not asked any more after it had taken too long 3 times in a row'),
  ])
})

test('nobody is waited for once the test is over', async () => {
  const over = new AbortController()
  const hangs: Scorer = async () => await new Promise(() => {})
  const scoring = scoreAnswers(answers, [hangs], { onProgress: () => {}, signal: over.signal })
  over.abort()
  const [column] = await scoring
  expect(new Set(column?.scores.map(({ failure }) => failure))).toEqual(
    new Set(['was not waited for: the test was over']),
  )
})

test('two scores of one name are told apart, and one without a name has that of its function', async () => {
  const columns = await scored(
    () => ({ name: 'same', score: 1 }),
    () => ({ name: 'same', score: 0 }),
    function named() {
      return 0
    },
    (
      () => () =>
        1
    )(),
  )
  expect(columns.map(({ name }) => name)).toEqual(['same', 'same 2', 'named', 'score 4'])
})

test('parts stay with the total of their own scorer where two have one name', async () => {
  const profile = (score: number): Scorer => {
    return () => [
      { name: 'technical', score },
      { name: 'technical: domain', score, partOf: 'technical' },
    ]
  }
  const columns = await scored(profile(0.2), profile(0.7))
  expect(columns.map(({ name, partOf, scores }) => [name, partOf, scores[0]?.score])).toEqual([
    ['technical', null, 0.2],
    ['technical: domain', 'technical', 0.2],
    ['technical 2', null, 0.7],
    ['technical: domain 2', 'technical 2', 0.7],
  ])
})

test('a score of all answers as one text is kept where it is one', async () => {
  const whole = (value: number): Scorer => Object.assign(() => 0.5, { whole: () => value })
  const throws: Scorer = Object.assign(() => 0.5, {
    whole: () => {
      throw new Error('no')
    },
  })
  expect((await scored(whole(0.25), whole(Number.NaN), throws)).map((column) => column.whole)).toEqual([
    0.25,
    null,
    null,
  ])
})
