import { expect, test } from 'vitest'
import { LlmBenchError } from '../src/errors.ts'
import type { MockServer } from '../src/mock-server/index.ts'
import { exportedFunctions } from './support/exported-functions.ts'
import { makeProject } from './support/project.ts'
import { runVitest } from './support/vitest.ts'

test('expect of the main entry has the matchers without the plugin too', async () => {
  await using project = makeProject({
    'vitest.config.ts': 'export default {}',
    'plain.test.ts': `
import { expect, test } from 'vitest-llm-bench'
test('matchers', () => {
  expect(() => expect({}).toHaveP95Below(50)).toThrow('toHaveP95Below: received')
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
})

/** Functions that take a test, a hook or nothing of ours: they are Vitest's with our fixtures, and a class. */
const ofVitest = ['test', 'it', 'beforeAll', 'afterAll', 'aroundAll', 'beforeEach', 'afterEach', 'aroundEach']
const classes = ['LlmBenchError']
/** A target, which looks for the plugin first: it is refused beside the fixtures, in their test. */
const targets = ['simulated']

/** A call that is right: its arguments, and whether options may stand after them. */
const calls: Readonly<Record<string, readonly [before: readonly unknown[], options: boolean]>> = {
  agreement: [[[true], [true]], false],
  calibrateJudge: [
    [
      ({ output }: { readonly output: string }) => output === 'a',
      ['a', 'b'].map((output) => ({ input: 'q', output, good: output === 'a' })),
    ],
    false,
  ],
  correctedRate: [
    [
      { good: 1, n: 2 },
      { sensitivity: { found: 9, of: 10 }, specificity: { found: 9, of: 10 } },
    ],
    false,
  ],
  embeddingSimilarity: [[{ embed: () => {} }], true],
  judge: [[{ chat: () => {} }, { question: 'Is it good?' }], false],
  judgePairs: [[{ chat: () => {} }], true],
  anthropic: [['claude-haiku-4-5'], true],
  google: [['gemini-2.5-flash'], true],
  openai: [['gpt-4o'], true],
  'prices.anthropic': [['claude-haiku-4-5'], true],
  'prices.google': [['gemini-2.5-flash'], true],
  'prices.openai': [['gpt-4o'], true],
  ownPrices: [[{ name: 'ours', models: {} }], false],
  price: [[{ inputPerMTok: 1, outputPerMTok: 1 }], false],
  priceOfModel: [[{ provider: 'openai', modelId: 'gpt-4o' }], true],
  bleu: [[], true],
  scorer: [[() => 1], true],
  chrf: [[], true],
  rouge: [[], true],
  composite: [['technical'], true],
  editDistance: [[], false],
  burst: [[5], false],
  concurrent: [[4], true],
  rate: [[4], true],
  ramp: [[1, 2, 1000], true],
  trace: [['a.csv'], true],
  conversation: [[['Hi']], true],
  decided: [[{ p95: 50 }], true],
  family: [['synthetic:micro', ['F16']], true],
  ladder: [['synthetic:micro'], true],
  'lengths.fixed': [[5], false],
  'lengths.normal': [[{ mean: 5, sd: 1 }], false],
  'lengths.histogram': [[[[5, 1]]], false],
  llmBench: [[], true],
  task: [['a', () => 'done'], true],
  startMockServer: [[], true],
  spawnMockServer: [[], true],
}

/** The error of a call, thrown or in what it promised; null where it was right, and what it made is gone again. */
async function errorOf(name: string, given: readonly unknown[]): Promise<LlmBenchError | null> {
  try {
    const made = await exportedFunctions.get(name)?.(...given)
    if (name.endsWith('MockServer')) await (made as MockServer).close()
    return null
  } catch (error) {
    if (!(error instanceof LlmBenchError)) throw error
    expect(error.message).not.toContain('\n')
    expect(error.code).toMatch(/^invalid-/u)
    return error
  }
}

test('the table of calls has every function that is exported', () => {
  const known = [...exportedFunctions.keys()].filter((name) => ![...ofVitest, ...classes, ...targets].includes(name))
  expect(Object.keys(calls).toSorted()).toEqual(known.toSorted())
})

test.for(Object.entries(calls))('%s refuses what it does not take in one line', async ([name, [before, options]]) => {
  expect(await errorOf(name, before)).toBeNull()
  const own = name.replace(/^prices\./u, '')
  const further = await errorOf(name, [...before, ...(options ? [{}] : []), { off: 1 }])
  expect(further?.message).toMatch(/: a further argument, \{ off: 1 \}, is not allowed here; give (?:only|none)/u)
  expect(further?.message.startsWith(own)).toBe(true)
  expect((await errorOf(name, [...before, ...(options ? [{}] : []), undefined]))?.message).toBeUndefined()
  if (!options) return
  const misspelt = await errorOf(name, [...before, { off: 1 }])
  expect(misspelt?.message).toMatch(/^[\w.]+\(.*\{ off \}\): there is no option "off"; .*there (?:is|are) /u)
  for (const wrong of ['ttft', 5, true, null, [], () => 5, new Map(), Number.NaN]) {
    const refused = await errorOf(name, [...before, wrong])
    expect(refused?.message).toMatch(/^[\w.]+\(.*options\): .+ is not allowed here; give /u)
  }
})

test.for(Object.entries(calls))('%s refuses each argument of another kind in one line', async ([name, [before]]) => {
  for (const place of before.keys()) {
    for (const wrong of [undefined, null, Symbol('a'), Number.NaN, () => 5, new Map(), 5n, { constructor: 5 }]) {
      // One function is as good as another.
      if (typeof wrong === 'function' && typeof before[place] === 'function') continue
      const error = await errorOf(name, before.with(place, wrong))
      expect(error?.message, `${name}: ${typeof wrong} at ${place}`).toMatch(/^[\w.]+\(.*\): .+; (?:give|there) /u)
    }
  }
})
