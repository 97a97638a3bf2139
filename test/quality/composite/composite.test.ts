import { expect, test } from 'vitest'
import { composite } from '../../../src/quality/composite/composite.ts'
import { scoreAnswers } from '../../../src/quality/scoring/score-answers.ts'
import { readTexts } from './texts/read-texts.ts'

const parts = ['semantic', 'structure', 'engagement', 'technical', 'coherence', 'completeness', 'domain']
const [text] = readTexts('tuning', 'technical') as [{ input: string; output: string }]

test('the total is never alone: seven components and the gate are its parts, each with its reason', async () => {
  const [total, ...others] = await composite('technical')(text)
  expect(total).toMatchObject({ name: 'technical', metadata: { rationale: expect.stringContaining('semantic 1.00') } })
  expect(others.map(({ name, partOf }) => [name, partOf])).toEqual(
    [...parts, 'gate'].map((name) => [`technical: ${name}`, 'technical']),
  )
  for (const { metadata } of others) expect(metadata?.['rationale']).toMatch(/\S/u)
  const weighed = others.slice(0, -1).reduce((sum, part) => {
    return sum + (part.score as number) * (part.metadata?.['weight'] as number)
  }, 0)
  expect(total?.score).toBeCloseTo(weighed * (others.at(-1)?.score as number), 12)
  expect(await composite('technical')(text)).toEqual([total, ...others])
})

test('weights stay in their ranges and sum to 1; the signature says them', () => {
  expect(composite('viral_hook').signature).toBe(
    'composite 1 of viral_hook; weights semantic 0.2 structure 0.15 engagement 0.25 technical 0.05 coherence 0.15 ' +
      'completeness 0.15 domain 0.05; length 20 to 80; gates empty 0 disordered 0.05 repetition 0.3 stuffing 0.3 echo 0.3 ' +
      'off-topic 0.35 truncated 0.45 broken-code 0.6',
  )
  const heavier = composite('technical', { weights: { semantic: 0.15, technical: 0.25 } })
  expect(heavier.signature).toContain('semantic 0.15 structure 0.15 engagement 0.05 technical 0.25')
  expect(() => composite('technical', { weights: { semantic: 0.3 } })).toThrow(
    'composite(profile, { weights.semantic }): 0.3 is not allowed here; give a weight from 0.15 to 0.2',
  )
  expect(() => composite('technical', { weights: { semantic: 0.15 } })).toThrow(/a sum of 0\.95 .*sum to 100 %/u)
  expect(() => composite('technical', { weights: { coherence: 0.2 } })).toThrow(/give 0\.15/u)
})

test('a profile of your own has its name, length and gates, and the rest of what it is like', async () => {
  const notes = composite({ name: 'release notes', like: 'technical', length: [5, 40], gates: { truncated: 1 } })
  const answer = { input: 'Write notes on the parser.', output: 'Notes: the parser is twice as fast. It also' }
  const [total, ...others] = await notes(answer)
  expect(total?.name).toBe('release notes')
  expect(others.at(-1)).toMatchObject({ name: 'release notes: gate', score: 1 })
  const usual = await composite('technical')(answer)
  expect(usual.at(-1)).toMatchObject({
    score: expect.closeTo(0.45, 9),
    metadata: { rationale: 'truncated: its last sentence has no end' },
  })
  expect(() => composite({ name: 'a', like: 'essay' } as never)).toThrow(/viral_hook/u)
  expect(() => composite({ name: 'a', like: 'technical', length: [9, 3] })).toThrow(/fewest and the most/u)
  expect(() => composite('poem' as never)).toThrow(/code_generation/u)
})

test('keywords are found by their stem, and the share is shown', async () => {
  const scorer = composite('technical', { keywords: ['indexes', 'table scan', 'locking', 'query'] })
  const domain = (await scorer(text)).find(({ name }) => name === 'technical: domain')
  expect(domain?.metadata?.['rationale']).toMatch(
    /^keywords 2 of 4 \(missing: table scan, locking\); \d+ % of the words/u,
  )
  const all = (await composite('technical', { keywords: ['index'] })(text)).find((part) =>
    part.name?.endsWith('domain'),
  )
  expect(all?.score as number).toBeGreaterThan(domain?.score as number)
})

test('a component may be a scorer of your own; where it fails the total has no score', async () => {
  const answer = { input: 'Say something on tides.', output: 'Bananas are yellow, and they grow in bunches.' }
  const near = composite('technical', {
    components: { semantic: () => ({ score: 0.9, metadata: { rationale: 'near' } }) },
  })
  const [total, semantic, ...others] = await near(answer)
  expect(semantic).toMatchObject({ name: 'technical: semantic', score: 0.9, metadata: { rationale: 'near' } })
  expect(others.at(-1)?.metadata?.['rationale']).not.toContain('off-topic')
  expect(total?.score as number).toBeGreaterThan(0.4)
  expect(near.signature).toContain('own semantic')
  const far = await composite('technical', { components: { semantic: () => 0.1 } })(answer)
  expect(far.at(-1)?.metadata?.['rationale']).toContain('off-topic: semantic is 0.10')
  const none = await composite('technical', { components: { domain: () => null } })(answer)
  expect(none.find(({ name }) => name === 'technical: domain')).toMatchObject({ score: null, metadata: { weight: 0 } })
  const broken = composite('technical', { components: { domain: () => Number.NaN } })
  const watch = { onProgress: () => {}, signal: new AbortController().signal }
  const [column] = await scoreAnswers([answer], [broken], watch)
  expect(column?.scores[0]?.failure).toContain('component domain gave NaN')
})

test('calibrate ranks each score against what people gave', async () => {
  const good = readTexts('tuning', 'technical').slice(0, 6)
  const answers = good.flatMap(({ input, output }, place) => [
    { input, output, score: 9 },
    { input, output: output.slice(0, output.length / 2), score: 4 },
    { input, output: good[(place + 1) % good.length]?.output ?? '', score: 1 },
  ])
  const { n, scores } = await composite('technical').calibrate(answers)
  expect(n).toBe(18)
  expect(scores.map(({ name }) => name)).toEqual([
    'technical',
    ...[...parts, 'gate'].map((name) => `technical: ${name}`),
  ])
  const [total] = scores
  expect(total?.spearman.value).toBeGreaterThan(0.7)
  expect(total?.kendall.value).toBeLessThan(total?.spearman.value as number)
  expect(total?.spearman.interval).toMatchObject({ confidence: 0.9 })
  expect(total?.spearman.interval?.low).toBeGreaterThan(0.3)
  await expect(composite('technical').calibrate(answers.slice(0, 4))).rejects.toThrow(/a list of 5 to 5,?000 answers/u)
  const many = Array.from({ length: 5001 }, () => answers[0] as (typeof answers)[number])
  await expect(composite('technical').calibrate(many)).rejects.toThrow(/of more a random sample/u)
  const wrong = answers.map((answer) => ({ ...answer, score: Number.NaN }))
  await expect(composite('technical').calibrate(wrong)).rejects.toThrow(/finite number/u)
  await expect(composite('technical').calibrate(...([answers, 5] as unknown as [typeof answers]))).rejects.toThrow(
    /further argument/u,
  )
})

const hostile: Readonly<Record<string, string>> = {
  'a line of 1 MB': 'a'.repeat(1_000_000),
  'words without end': 'word '.repeat(100_000),
  'terminal sequences': '\u001B[31mred\u001B[0m\u001B]0;title\u0007 '.repeat(9000),
  NaN: 'NaN',
  'half characters': '\uD800'.repeat(30_000),
  'deep quotes': '>'.repeat(50_000),
  'deep lists': Array.from({ length: 500 }, (_, depth) => `${' '.repeat(2 * depth)}- item`).join('\n'),
  'open links': '[a]('.repeat(20_000),
  'deep code': `\`\`\`go\n${'{'.repeat(6000)}\n\`\`\``,
  'questions in code': `\`\`\`ts\n${'a?:'.repeat(1500)}\n\`\`\``,
  tags: `\`\`\`html\n${'<div>'.repeat(3000)}\n\`\`\``,
  'deep JSON': '['.repeat(20_000),
  'quotes of a shell': `\`\`\`bash\n${"'".repeat(15_000)}\n\`\`\``,
  'empty lines after code': `\`\`\`\nx\n${'\n'.repeat(19_000)}\n\`\`\``,
  'empty lines before a command': `\`\`\`bash\n${'\n'.repeat(19_000)}x\n\`\`\``,
  'a line of blanks in code': `\`\`\`\n${' '.repeat(19_000)}x\n\`\`\``,
  'letters that are not ASCII': 'aé'.repeat(10_000),
  'open brackets of a function': `\`\`\`\ndef a(${')'.repeat(19_000)}\n\`\`\``,
  'a long name of a class': `\`\`\`\nclass ${'a'.repeat(19_000)}\n\`\`\``,
}

test.for(Object.entries(hostile))('%s has a score and ends', async ([, output]) => {
  for (const type of ['technical', 'code_generation'] as const) {
    const scores = await composite(type)({ input: 'Explain how tides work.', output })
    expect(scores[0]?.score as number).toBeLessThan(0.4)
    for (const { score, metadata } of scores) {
      expect(score === null || Number.isFinite(score)).toBe(true)
      expect(metadata?.['rationale']).not.toContain('\u001B')
    }
  }
})
