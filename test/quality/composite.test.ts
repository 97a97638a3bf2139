import { describe, expect, test } from 'vitest'
import { composite } from '../../src/quality/composite/composite.ts'
import type { ContentType } from '../../src/quality/composite/profile.ts'
import {
  truncated,
  withBrokenCode,
  withoutWords,
  withShuffledLetters,
  withShuffledWords,
  withSwappedAnswers,
} from './composite/texts/damage.ts'
import { readTexts, type Text } from './composite/texts/read-texts.ts'

/** Thirty texts of each sort, by which no constant was set. */
const types: readonly ContentType[] = ['viral_hook', 'technical', 'code_generation']
const shares = [0.25, 0.5, 0.75]

async function totals(type: ContentType, texts: readonly Text[]): Promise<number[]> {
  const scorer = composite(type)
  const scored = await Promise.all(texts.map(async (text) => (await scorer(text))[0]?.score))
  return scored.map((score) => score as number)
}

function mean(scores: readonly number[]): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}

describe.for(types)('%s', (type) => {
  const texts = readTexts('held-out', type)

  async function meanOf(damage: (text: Text, place: number) => string): Promise<number> {
    return mean(
      await totals(
        type,
        texts.map((text, place) => ({ ...text, output: damage(text, place) })),
      ),
    )
  }

  test.for([
    ['words', withShuffledWords],
    ['words, with marks and capitals where they were,', withShuffledLetters],
  ] as const)('%s that are shuffled lower the mean step by step', async ([, damaged]) => {
    const steps = [await meanOf(({ output }) => output)]
    for (const share of shares) steps.push(await meanOf((text, place) => damaged(text, share, place)))
    expect(texts.length).toBe(30)
    expect(steps[0]).toBeGreaterThan(0.85)
    for (const [place, step] of steps.slice(1).entries()) expect(step, `${place}`).toBeLessThan(steps[place] as number)
  })

  test('words that are gone lower it step by step', async () => {
    const steps = [await meanOf(({ output }) => output)]
    for (const share of [...shares, 1]) steps.push(await meanOf((text, place) => withoutWords(text, share, place)))
    for (const [place, step] of steps.slice(1).entries()) expect(step, `${place}`).toBeLessThan(steps[place] as number)
    expect(steps.at(-1)).toBe(0)
  })

  test('answers under prompts of others lower it step by step, nearly all of them to below 0.4', async () => {
    const good = await totals(type, texts)
    const steps = [mean(good)]
    for (const share of [...shares, 1]) steps.push(mean(await totals(type, withSwappedAnswers(texts, share))))
    for (const [place, step] of steps.slice(1).entries()) expect(step, `${place}`).toBeLessThan(steps[place] as number)
    const others = texts.flatMap((text) =>
      texts.filter((other) => other !== text).map(({ output }) => ({ input: text.input, output })),
    )
    const scores = await totals(type, others)
    expect(scores.filter((score) => score >= 0.4).length / scores.length).toBeLessThan(0.02)
  })

  test('good is above truncated, truncated above a salad of its words', async () => {
    const good = await totals(type, texts)
    const cut = await totals(
      type,
      texts.map((text) => ({ ...text, output: truncated(text) })),
    )
    const salad = await totals(
      type,
      texts.map((text, place) => ({ ...text, output: withShuffledWords(text, 1, place) })),
    )
    const below = (lower: readonly number[], upper: readonly number[]): number =>
      lower.filter((score, place) => score < (upper[place] as number)).length
    expect([mean(good) > 2 * mean(cut), mean(cut) > 2 * mean(salad)]).toEqual([true, true])
    // An answer that was cut where a sentence ends is as good as a shorter one.
    expect(below(cut, good)).toBeGreaterThanOrEqual(29)
    expect(below(salad, cut)).toBeGreaterThanOrEqual(29)
    expect(Math.max(...salad)).toBeLessThan(0.4)
  })

  test('a prompt said again, keywords over and over, and nothing are below 0.4', async () => {
    const wordsOf = ({ input }: Text): string[] => input.split(/\W+/u).filter((word) => word.length > 3)
    const low = texts.flatMap((text) => [
      text.input,
      Array.from({ length: 6 }, () => wordsOf(text).join(' ')).join(' '),
      Array.from({ length: 40 }, (_, place) => wordsOf(text)[(place * 7) % wordsOf(text).length]).join(', '),
    ])
    const scores = await totals(
      type,
      low.map((output, place) => ({ input: texts[Math.floor(place / 3)]?.input ?? '', output })),
    )
    expect(Math.max(...scores)).toBeLessThan(0.4)
    expect(await totals(type, [{ input: 'Explain TCP.', output: ' \n\u001B[31m\u001B[0m ' }])).toEqual([0])
  })
})

test('code that does not parse is below good code and above truncated code', async () => {
  const texts = readTexts('held-out', 'code_generation').filter((text) => withBrokenCode(text) !== text.output)
  const good = await totals('code_generation', texts)
  const broken = await totals(
    'code_generation',
    texts.map((text) => ({ ...text, output: withBrokenCode(text) })),
  )
  const cut = await totals(
    'code_generation',
    texts.map((text) => ({ ...text, output: truncated(text) })),
  )
  expect(texts.length).toBeGreaterThan(20)
  const ordered = broken.filter(
    (score, place) => score < (good[place] as number) - 0.1 && score > (cut[place] as number),
  )
  // A bracket that is missing from a pattern or a text is no fault of grammar.
  expect(ordered.length / texts.length).toBeGreaterThan(0.9)
})
